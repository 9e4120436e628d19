import { expect, it, onTestFinished } from 'vitest';
import { EventBus } from '../../../apps/main/events/event-bus.ts';
import { buildAnswer } from '../../../apps/main/orchestrator/permission-answer.ts';
import { SessionRules } from '../../../apps/main/orchestrator/session-rules.ts';
import { listOf } from '../../../apps/main/claude/fields.ts';
import type { Json } from '../../../apps/shared/models/json.ts';
import { MemoryEvents } from '../../support/memory-events.ts';
import { anInstance, uuid } from '../../support/renderer/builders.ts';
import { requestWith } from '../persistence/records.ts';

function bench() {
  const bus = new EventBus({ writer: new MemoryEvents() });
  onTestFinished(() => {
    bus.close();
  });
  return { bus, rules: new SessionRules(bus) };
}

/** What the CLI is told to remember when a person allows something. */
function told(remember: 'no' | 'session' | 'project', suggestions: readonly Json[]): readonly Json[] {
  const asked = requestWith({ kind: 'permission', toolName: 'Bash', input: { command: 'x' }, suggestions });
  const answer = buildAnswer(asked, { behavior: 'allow', remember });
  return answer.ok ? listOf(answer.value.response, 'updatedPermissions') : [];
}

const suggest = (rule: Json): Json => ({
  type: 'addRules',
  rules: [rule],
  behavior: 'allow',
  destination: 'localSettings',
});

it('notes what was allowed for a process, in the words of the settings, once', () => {
  const { rules } = bench();
  const npm = suggest({ toolName: 'Bash', ruleContent: 'npm test:*' });
  rules.note(uuid(1), told('session', [npm]));
  rules.note(uuid(1), told('project', [npm]));
  rules.note(uuid(1), told('session', [suggest({ toolName: 'Bash', ruleContent: 'echo (a) \\ b' })]));
  rules.note(uuid(2), told('session', []));
  rules.note(uuid(3), told('session', [{ type: 'addDirectories', directories: ['/tmp/x'], destination: 'session' }]));
  expect(rules.all()).toEqual([
    {
      instanceId: uuid(1),
      rules: [
        { list: 'allow', text: 'Bash(npm test:*)' },
        { list: 'allow', text: 'Bash(echo \\(a\\) \\\\ b)' },
      ],
    },
    { instanceId: uuid(2), rules: [{ list: 'allow', text: 'Bash' }] },
    { instanceId: uuid(3), rules: [{ list: 'additionalDirectories', text: '/tmp/x' }] },
  ]);
});

it('notes nothing of what was allowed once, of a change of mode, and of what makes no sense', () => {
  const { rules } = bench();
  rules.note(uuid(1), told('no', [suggest({ toolName: 'Bash' })]));
  rules.note(uuid(1), told('session', [{ type: 'setMode', mode: 'acceptEdits', destination: 'session' }]));
  rules.note(uuid(1), [null, 7, 'rules', {}, { destination: 'session', type: 'addRules', rules: 'all' }]);
  rules.note(uuid(1), [{ destination: 'localSettings', type: 'addRules', rules: [{ toolName: 'Bash' }] }]);
  expect(rules.all()).toEqual([]);
});

it.each(['instance.stopped', 'instance.failed', 'instance.starting', 'instance.deleted'] as const)(
  'forgets a process with %s, and no other',
  (type) => {
    const { bus, rules } = bench();
    for (const id of [uuid(1), uuid(2)]) rules.note(id, told('session', [suggest({ toolName: 'Bash' })]));
    bus.publish('instance.idle', { instance: anInstance({ id: uuid(1) }) });
    expect(rules.all()).toHaveLength(2);
    bus.publish(type, { instance: anInstance({ id: uuid(1) }) });
    expect(rules.all().map(({ instanceId }) => instanceId)).toEqual([uuid(2)]);
  },
);

it('does not grow without end', () => {
  const { rules } = bench();
  for (let number = 0; number < 3000; number += 1) {
    rules.note(uuid(1), told('session', [suggest({ toolName: 'Bash', ruleContent: String(number) })]));
  }
  expect(rules.all()[0]?.rules).toHaveLength(1000);
});

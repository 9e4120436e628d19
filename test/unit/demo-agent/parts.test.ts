import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseScene } from '../../../apps/main/demo-agent/choose-scene.ts';
import { readArguments } from '../../../apps/main/demo-agent/demo-arguments.ts';
import { cutIntoWords, readPace } from '../../../apps/main/demo-agent/pace.ts';
import { cutSession, SessionFiles } from '../../../apps/main/demo-agent/session-file.ts';
import { failure } from '../../../apps/main/demo-agent/scenes/failure.ts';
import { long } from '../../../apps/main/demo-agent/scenes/length.ts';
import { permission } from '../../../apps/main/demo-agent/scenes/permission.ts';
import { plan } from '../../../apps/main/demo-agent/scenes/plan.ts';
import { question } from '../../../apps/main/demo-agent/scenes/question.ts';
import { tools } from '../../../apps/main/demo-agent/scenes/tools.ts';
import { tour } from '../../../apps/main/demo-agent/scenes/tour.ts';
import { en } from '../../../apps/renderer/words/en/index.ts';
import { ko } from '../../../apps/renderer/words/ko/index.ts';
import { newDirectory } from './conversation.ts';

describe('cutIntoWords', () => {
  it('loses nothing and adds nothing', () => {
    fc.assert(fc.property(fc.string(), (text) => cutIntoWords(text).join('') === text));
  });
});

describe('readPace', () => {
  it.each([
    ['0', 0],
    ['7', 7],
    ['', 28],
    [undefined, 28],
    ['fast', 28],
    ['-3', 28],
  ])('%j is %d ms a word', (wanted, word) => {
    expect(readPace(wanted).word).toBe(word);
  });
});

describe('readArguments', () => {
  it('takes both forms', () => {
    const one = readArguments([
      '--resume=a',
      '--model',
      'demo-quick',
      '--permission-mode=plan',
      '--unknown',
      '--permission-prompt-tool',
      'stdio',
    ]);
    expect(one).toMatchObject({
      resumeId: 'a',
      model: 'demo-quick',
      permissionMode: 'plan',
      canAsk: true,
      sessionId: null,
    });
  });
});

describe('chooseScene', () => {
  it.each([
    ['Please fail.', failure],
    ['a LONG answer', long],
    ['권한 요청을 보여줘', permission],
    ['hello', tour],
    ['belonging', tour],
  ])('%s', (prompt, scene) => {
    expect(chooseScene(prompt, 'default')).toBe(scene);
  });

  it.each([en, ko])('knows what the window offers to say to it', ({ transcript: { demo } }) => {
    const chosen = [demo.tools, demo.permission, demo.question, demo.plan].map((words) =>
      chooseScene(words, 'default'),
    );
    expect(chosen).toEqual([tools, permission, question, plan]);
  });

  it('is always the plan in plan mode', () => {
    expect(chooseScene('fail', 'plan')).toBe(plan);
  });
});

describe('cutSession', () => {
  const id = '11111111-2222-4333-8444-555555555555';
  const marks = [
    { uuid: 'a', prompts: 1 },
    { uuid: 'b', prompts: 1 },
    { uuid: 'c', prompts: 2 },
  ];

  it('leaves what was said until then', () => {
    const cut = cutSession({ id, prompts: ['one', 'two'], marks }, 'b');
    expect(cut).toEqual({ id, prompts: ['one'], marks: marks.slice(0, 2) });
  });

  it('knows no other message, and none of a session without marks', () => {
    expect(cutSession({ id, prompts: ['one'], marks }, 'x')).toBeNull();
    expect(cutSession({ id, prompts: ['one'] }, 'a')).toBeNull();
  });
});

describe('SessionFiles', () => {
  it('finds what it saved, and nothing else', () => {
    const files = new SessionFiles(newDirectory());
    const id = '11111111-2222-4333-8444-555555555555';
    expect(files.find(id)).toBeNull();
    files.save({ id, prompts: ['one'] });
    expect(files.find(id)).toEqual({ id, prompts: ['one'] });
    files.save({ id, prompts: ['one'], marks: [{ uuid: 'a', prompts: 1 }] });
    expect(files.find(id)).toEqual({ id, prompts: ['one'], marks: [{ uuid: 'a', prompts: 1 }] });
    expect(files.find('../../etc/passwd')).toBeNull();
  });
});

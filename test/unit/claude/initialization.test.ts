import { describe, expect, it } from 'vitest';
import { readInitialization } from '../../../apps/main/claude/initialization.ts';
import { parseMessage } from '../../../apps/main/claude/message-parser.ts';
import { readCliRun } from '../../support/cli-runs.ts';

describe('readInitialization', () => {
  it('reads what the recorded CLI offers', () => {
    const replies = readCliRun('2.1.197', '04a-initialize').lines.flatMap(({ line, direction }) => {
      const message = direction === 'out' ? parseMessage(line) : null;
      return message?.kind === 'reply' ? [readInitialization(message.reply)] : [];
    });
    const found = replies.find((initialization) => (initialization?.offer.models.length ?? 0) > 0);
    expect(found?.offer.models.map(({ value }) => value)).toContain('default');
    expect(found?.offer.commands.map(({ name }) => name)).toContain('compact');
    expect(found?.credentials).toBe('ANTHROPIC_API_KEY');
  });

  it('takes what it can from an answer of another shape, and nothing from an error', () => {
    expect(readInitialization({ ok: false, error: 'no' })).toBeNull();
    const empty = { offer: { models: [], commands: [] }, credentials: null };
    expect(readInitialization({ ok: true, response: {} })).toEqual(empty);
    expect(readInitialization({ ok: true, response: { models: 'all', commands: null, account: [] } })).toEqual(empty);
    expect(
      readInitialization({ ok: true, response: { models: [{ value: 'new' }, { displayName: 'nameless' }, 7] } })?.offer,
    ).toEqual({ models: [{ value: 'new', displayName: 'new', description: '' }], commands: [] });
  });
});

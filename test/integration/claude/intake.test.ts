import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { Intake } from '../../../apps/main/claude/intake.ts';
import { Life, shellProgram, shortLadder } from './lives.ts';

const count = 5000;
/** Prints some megabytes, more than a pipe holds, and notes when it could. */
const talker = `echo begun >&2
padding=$(printf '%1000s' x)
number=0
while [ $number -lt ${String(count)} ]; do
  number=$((number + 1))
  echo "{\\"type\\":\\"n$number\\",\\"padding\\":\\"$padding\\"}"
done
touch said-it-all`;

describe('a process of which nothing is read for now', () => {
  it('waits, and everything that it says is read afterwards, once and in order', async () => {
    const intake = new Intake();
    intake.pause();
    const life = new Life({ command: shellProgram(talker), intake });
    const claude = await life.start();
    await vi.waitFor(() => expect(life.stderr).toEqual(['begun']), 10_000);
    expect(life.messages).toEqual([]);
    expect(existsSync(join(life.directory, 'said-it-all'))).toBe(false);
    intake.resume();
    await claude.exited;
    expect(existsSync(join(life.directory, 'said-it-all'))).toBe(true);
    const types = life.messages.flatMap((message) => (message.kind === 'unknown' ? [message.type] : []));
    expect(types).toEqual(Array.from({ length: count }, (_, index) => `n${String(index + 1)}`));
  });

  it('is not taken for silent', async () => {
    const intake = new Intake();
    let now = 1000;
    const life = new Life({ command: shellProgram('read -r line'), intake, now: () => now });
    const claude = await life.start();
    now = 5000;
    expect(claude.heardAt).toBe(1000);
    intake.pause();
    expect(claude.heardAt).toBe(5000);
    await claude.end();
  });

  it('can be ended, and its last words are heard', async () => {
    const intake = new Intake();
    const lastWords = `cat > /dev/null; echo '{"type":"last"}'`;
    const life = new Life({ command: shellProgram(lastWords), intake, ladder: shortLadder });
    const claude = await life.start();
    intake.pause();
    expect(await claude.end()).toEqual({ rung: 'input', leftPids: [] });
    expect(life.messages).toMatchObject([{ kind: 'unknown', type: 'last' }]);
  });
});

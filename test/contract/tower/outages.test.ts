import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { judgeResult } from '../../../apps/main/claude/turn-end.ts';
import { CuttingFront, type FrontMode } from '../../support/messages-api/cutting-front.ts';
import { startUntrustedApi } from '../../support/messages-api/untrusted-api.ts';
import { realCliVersions } from '../../support/real-cli.ts';
import { CliUnderTest } from '../cli-under-test.ts';
import { describeEachCli } from '../each-cli.ts';
import { say } from '../wire-session.ts';
import { TowerSession, type TowerOptions } from './tower-session.ts';

/** A first run installs the real CLIs. */
const installTimeoutMs = 15 * 60_000;
const once = { CLAUDE_CODE_MAX_RETRIES: '1' };
let open: { readonly dispose: () => Promise<void> }[] = [];

afterEach(async () => {
  await Promise.all(open.map((one) => one.dispose()));
  open = [];
});

const start = async (cli: CliUnderTest, options: TowerOptions = {}): Promise<TowerSession> => {
  const session = await TowerSession.start(cli, options);
  open.push(session);
  return session;
};

const frontOf = async (behind: string, mode: FrontMode): Promise<string> => {
  const front = await CuttingFront.start(behind, mode);
  open.push({ dispose: () => front.stop() });
  return front.url;
};

/** What a prompt comes to when the API has this address. */
async function endAt(cli: CliUnderTest, address: string, patience: Readonly<Record<string, string>> = once) {
  const session = await start(cli, { environment: { ...patience, ANTHROPIC_BASE_URL: address } });
  session.prompt('Hello.');
  return judgeResult(await session.result(), null);
}

describeEachCli('an outage', (cli) => {
  it('is what a gateway answers with that does not reach the API', async () => {
    const session = await start(cli, { environment: once });
    const statuses = [502, 503, 504];
    for (const [index, status] of statuses.entries()) {
      session.prompt(say(`outage ${status}`, [{ status, message: 'no upstream' }]));
      const end = judgeResult(await session.result(index + 1), null);
      expect(end).toMatchObject({ status: 'failed', problem: { code: 'api.unreachable' } });
    }
    const retries = session.messages.flatMap((message) => (message.kind === 'retry' ? [message.retry.status] : []));
    expect(retries).toEqual(statuses);
  });
});

describe.each(realCliVersions)('the connection of Claude Code %s', (version) => {
  const cli = new CliUnderTest('real', version);
  beforeAll(() => cli.open(), installTimeoutMs);
  afterAll(() => cli.close());

  it('is lost in the middle of each answer: that is an outage', async () => {
    const { status, problem } = await endAt(cli, await frontOf(cli.api?.url ?? '', 'cut'));
    expect([status, problem?.code]).toEqual(['failed', 'api.unreachable']);
    expect(problem?.detail).toMatch(/mid-response/);
  });

  it('is refused, or closed before there is an answer: that is an outage', async () => {
    // Nobody listens at the port of discard.
    expect((await endAt(cli, 'http://127.0.0.1:9')).problem?.code).toBe('api.unreachable');
    expect((await endAt(cli, await frontOf('http://127.0.0.1:9', 'pass'))).problem?.code).toBe('api.unreachable');
  });

  it('gets no answer in time: that is an outage', async () => {
    const impatient = { CLAUDE_CODE_MAX_RETRIES: '0', API_TIMEOUT_MS: '700' };
    const { problem } = await endAt(cli, await frontOf(cli.api?.url ?? '', 'silent'), impatient);
    expect(problem).toMatchObject({ code: 'api.unreachable', detail: expect.stringMatching(/timed out|No response/) });
  });

  it('meets a certificate that it does not trust, or no TLS at all: that is none', async () => {
    const untrusted = await startUntrustedApi();
    open.push({ dispose: () => untrusted.stop() });
    expect((await endAt(cli, untrusted.url)).problem?.code).toBe('api.certificate');
    const plain = (cli.api?.url ?? '').replace('http:', 'https:');
    expect((await endAt(cli, plain)).problem?.code).toBe('api.certificate');
  });
});

import { expect, it, onTestFinished, vi } from 'vitest';
import { ProcessStarter } from '../../../apps/main/orchestrator/process-starter.ts';
import { ok } from '../../../apps/shared/models/problem.ts';
import { ProcessLedger } from '../../../apps/main/supervision/process-ledger.ts';
import { LinuxProcessTable } from '../../../apps/main/supervision/linux-process-table.ts';
import { anInstance } from '../../support/renderer/builders.ts';
import { MemoryLedger } from '../../unit/supervision/fake-processes.ts';
import { emptyFolder, shellProgram } from './lives.ts';

/** A CLI that reads what it is told and never answers. */
const mute = 'while read -r line; do :; done';

it('is given up when it does not say in time that it is ready, and can be ended', async () => {
  const starter = new ProcessStarter({
    launcher: {
      resolve: () => Promise.resolve(ok({ command: shellProgram(mute), prefix: [], environment: {}, version: null })),
    },
    ledger: new ProcessLedger(new MemoryLedger(), new LinuxProcessTable()),
    scopes: null,
    environment: () => Promise.resolve({ PATH: process.env['PATH'], HOME: emptyFolder() }),
    apiKey: () => Promise.resolve(ok(null)),
    allowPeerMessages: () => true,
    knowsFlag: () => Promise.resolve(false),
    onOffer: vi.fn(),
    readyMs: 1000,
  });
  const instance = anInstance({ directory: emptyFolder(), launcher: 'local', sessionId: null });
  const started = await starter.start(instance, { onMessage: vi.fn(), onStderr: vi.fn() });
  if (!started.ok) throw new Error(started.problem.message);
  const claude = started.value.process;
  onTestFinished(async () => {
    await claude.end();
  });
  expect(await starter.initialize(claude)).toMatchObject({
    ok: false,
    problem: { code: 'cli.startTimeout', params: { seconds: 1 } },
  });
  expect(await claude.end()).toMatchObject({ leftPids: [] });
});

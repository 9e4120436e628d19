import { setTimeout as pause } from 'node:timers/promises';
import { clock } from '../clock.ts';
import { endCli, startCli, type Cli } from '../contestant/contestant.ts';
import { figure, percentile, type Figures } from '../figures.ts';
import { MeasuredTower } from '../tower/measured-tower.ts';
import type { BenchWindow } from '../tower/window.ts';
import type { Workspace } from '../workspace.ts';

const warmUps = 50;
const prompts = 400;
/** Between two prompts, so that each finds the instance and the database at rest. Milliseconds. */
const restMs = 5;

/** A pipe alone takes a fraction of a millisecond; where it takes more, the computer is busy with other things. */
const aboutBare = 'beside it, a bare write to the stdin of a CLI of its own: what the computer itself takes';

/**
 * From the call of `task.submit` in a window to the prompt's bytes in the CLI's stdin, with an idle instance: over the web
 * socket, through the queue and its two commits, the scheduler and the pipe. The emitter notes when the bytes came.
 */
export async function measureSubmit(workspace: Workspace): Promise<Figures> {
  const tower = await MeasuredTower.start(workspace, workspace.dataDirectory('submit-tower'));
  const window = await tower.openWindow();
  const cli = await startCli(workspace.cli);
  try {
    const { id } = await tower.addInstance(window, 'submit');
    const times: number[] = [];
    const bare: number[] = [];
    for (let count = 0; count < warmUps + prompts; count += 1) {
      const time = await submitOnce(window, id);
      const bareTime = await writeOnce(cli);
      if (count >= warmUps) {
        times.push(time);
        bare.push(bareTime);
      }
      await pause(restMs);
    }
    const about = `task.submit in a window to the prompt's bytes in the CLI, idle instance, ${String(prompts)} prompts`;
    return {
      'submit.p50': figure(percentile(times, 50), 'ms', `${about}: half of them`),
      'submit.p99': figure(percentile(times, 99), 'ms', `${about}: 99 of 100`, { below: 5 }),
      'submit.max': figure(Math.max(...times), 'ms', `${about}: the slowest`),
      'submit.bare.p50': figure(percentile(bare, 50), 'ms', `${aboutBare}; half of them`),
      'submit.bare.p99': figure(percentile(bare, 99), 'ms', `${aboutBare}; 99 of 100`),
    };
  } finally {
    await endCli(cli);
    await tower.close(window);
  }
}

async function submitOnce(window: BenchWindow, instanceId: string): Promise<number> {
  const answered = window.next((event) => event.type === 'transcript.appended' && event.data.entry.kind === 'text');
  const idle = window.next(({ type }) => type === 'instance.idle');
  const submitted = clock();
  await window.call('task.submit', { instanceId, prompt: 'stamp' });
  const event = await answered;
  await idle;
  const text = event.type === 'transcript.appended' && 'text' in event.data.entry ? event.data.entry.text : '';
  return arrivalIn(text ?? '') - submitted;
}

/** The same without a tower: one pipe. */
function writeOnce(cli: Cli): Promise<number> {
  return new Promise((resolve) => {
    let said = '';
    let submitted = 0;
    const take = (chunk: Buffer): void => {
      said += chunk.toString();
      if (!said.includes('"state":"idle"')) return;
      cli.stdout.off('data', take);
      resolve(arrivalIn(said) - submitted);
    };
    cli.stdout.on('data', take);
    submitted = clock();
    cli.stdin.write(`${JSON.stringify({ type: 'user', message: { role: 'user', content: 'stamp' } })}\n`);
  });
}

function arrivalIn(text: string): number {
  const arrived = Number(/arrived ([\d.]+)/.exec(text)?.[1]);
  if (!Number.isFinite(arrived)) throw new Error(`The emitter said no time: "${text}".`);
  return arrived;
}

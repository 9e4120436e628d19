import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { z } from 'zod';

/** What a contestant has to take in: the output of one turn. */
export const courseSchema = z.object({ file: z.string(), bytes: z.number(), events: z.number() });
export type Course = z.infer<typeof courseSchema>;

/** What taking in one turn took, in milliseconds: of time, and of processors' work in the process that reads. */
export const costSchema = z.object({ time: z.number(), work: z.number() });
export type Cost = z.infer<typeof costSchema>;

/** A way of reading the CLI's output, with one CLI process that it keeps from turn to turn. */
export interface Contestant {
  /** Gives the prompt and takes in the whole turn. @throws when something of it is missing */
  run(course: Course): Promise<void>;
  close(): Promise<void>;
}

export type Cli = ChildProcessByStdio<Writable, Readable, null>;

/** Starts the emitter as the CLI is started for stream-json, and waits until it has answered `initialize`. */
export async function startCli(command: string): Promise<Cli> {
  const cli = spawn(command, ['-p', '--input-format=stream-json', '--output-format=stream-json'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const answered = once(cli.stdout, 'data');
  const request = { type: 'control_request', request_id: 'bench-1', request: { subtype: 'initialize' } };
  cli.stdin.write(`${JSON.stringify(request)}\n`);
  await answered;
  return cli;
}

export function givePrompt(cli: Cli, { file }: Course): void {
  const message = { type: 'user', message: { role: 'user', content: `play ${file}` } };
  cli.stdin.write(`${JSON.stringify(message)}\n`);
}

export async function endCli(cli: Cli): Promise<void> {
  const exited = once(cli, 'exit');
  cli.stdin.end();
  cli.stdout.resume();
  await exited;
}

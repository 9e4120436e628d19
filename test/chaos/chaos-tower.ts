import { spawn, type ChildProcess } from 'node:child_process';
import { on, once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import {
  chaosShiftVariable,
  insideMeasureSchema,
  insideShiftSchema,
  type InsideMeasure,
  type InsideOrder,
} from './inside-orders.ts';
import type { RoundPlace } from './round-place.ts';

const firstLineSchema = z.object({ url: z.string() });
const program = join(import.meta.dirname, '..', '..', 'apps', 'main', 'headless.ts');
const inside = new URL('inside-tower.ts', import.meta.url);

/** Marks the processes of one tower of a round, beside what the tower itself marks. */
export const lifeVariable = 'CHAOS_LIFE';

export interface ChaosTowerOptions {
  readonly place: RoundPlace;
  /** The value of `lifeVariable`. */
  readonly mark: string;
  /** How far its clock is off, in milliseconds. */
  readonly shiftMs: number;
  /** Lets memory be collected before it is measured, and runs the tower with the options of `npm run tower`. */
  readonly measured?: boolean;
}

/** `control-tower serve` of this checkout, in a process of its own. */
export class ChaosTower {
  readonly startedAt = performance.now();
  /** Its link, or null when it ended without one. */
  readonly link: Promise<string | null>;
  readonly exited: Promise<unknown>;
  readonly #child: ChildProcess;
  readonly #said: string[] = [];

  constructor({ place, mark, shiftMs, measured = false }: ChaosTowerOptions) {
    const serve = [program, 'serve', '--no-open', '--json', '--data', place.data, '--claude', place.cli];
    // Where the computer has much memory, V8 doubles the room for young objects now and then, up to 128 MB: in the figures
    // of half an hour that looks like a leak, and hides one.
    const collected = measured ? ['--expose-gc', '--max-semi-space-size=16'] : [];
    this.#child = spawn(process.execPath, [...collected, '--import', inside.href, ...serve], {
      env: { ...place.environment, [lifeVariable]: mark, [chaosShiftVariable]: String(shiftMs) },
      cwd: place.project,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.#child.on('error', (error) => this.#said.push(String(error)));
    this.#child.stderr?.on('data', (chunk: Buffer) => this.#said.push(chunk.toString()));
    this.exited = once(this.#child, 'exit');
    // Whoever plays it may be ended too: then it is not left at work. What it had started is its guard's to end.
    const endWithUs = (): void => this.signal('SIGKILL');
    process.once('exit', endWithUs);
    void this.exited.then(() => process.off('exit', endWithUs));
    this.link = this.#firstLine();
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  get hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  /** How it ended, and its last words. */
  get farewell(): string {
    return `${this.#child.signalCode ?? String(this.#child.exitCode)} ${this.#said.join('').slice(-600)}`;
  }

  signal(signal: NodeJS.Signals): void {
    if (!this.hasEnded) this.#child.kill(signal);
  }

  /**
   * Jumps its clock.
   * @param shiftMs how far it is to be off from now on
   * @returns whether it has done so; false when it ended before it said so
   */
  async shift(shiftMs: number): Promise<boolean> {
    const heard = new AbortController();
    void this.exited.then(() => heard.abort());
    this.#tell({ kind: 'shift', shiftMs });
    try {
      for await (const [answer] of on(this.#child, 'message', { signal: heard.signal })) {
        if (insideShiftSchema.safeParse(answer).data?.shiftedBy === shiftMs) return true;
      }
    } catch {
      // It has ended.
    }
    return false;
  }

  async measure(): Promise<InsideMeasure> {
    const answered = once(this.#child, 'message', { signal: AbortSignal.timeout(30_000) });
    this.#tell({ kind: 'measure' });
    const [answer] = (await answered) as unknown[];
    return insideMeasureSchema.parse(answer);
  }

  #tell(order: InsideOrder): void {
    // It may be dying: then nobody is there to be told.
    if (this.#child.connected) this.#child.send(order, () => undefined);
  }

  async #firstLine(): Promise<string | null> {
    const { stdout } = this.#child;
    if (stdout === null) return null;
    const lines = createInterface({ input: stdout });
    const line = await new Promise<string | null>((resolve) => {
      lines.once('line', resolve);
      lines.once('close', () => resolve(null));
    });
    return line === null ? null : firstLineSchema.parse(JSON.parse(line)).url;
  }
}

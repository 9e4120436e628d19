import { Buffer } from 'node:buffer';
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import type { Core } from './core.ts';
import { floodDeltas, floodMessages } from './flood.ts';
import { longText, resultEvent } from './result.ts';
import type { Act, Moment } from './script.ts';
import { pause } from './stdout-writer.ts';

/** What an act changes in the turn that plays it. */
export interface TurnManners {
  results: 0 | 1 | 2;
}

/** What acts can change in the process, beside its output. */
export interface ProcessManners {
  readonly ignoredSignals: Set<string>;
  ignoreEndOfInput: boolean;
  stopReading: () => void;
}

/** Plays the misbehaviours that a script asks for. */
export class ActPlayer {
  readonly #core: Core;
  readonly #manners: ProcessManners;

  constructor(core: Core, manners: ProcessManners) {
    this.#core = core;
    this.#manners = manners;
  }

  /** Whether there is anything to play at a moment: if not, the order of what is written must not change. */
  has(moment: Moment): boolean {
    return (this.#core.script.at[moment] ?? []).length > 0;
  }

  /** Plays what the script has for a moment of the process's life. */
  async at(moment: Moment, turn: TurnManners = { results: 1 }): Promise<void> {
    for (const act of this.#core.script.at[moment] ?? []) await this.play(act, turn);
  }

  /** Plays one act; resolves when the next may follow, which after `hang` is never. */
  async play(act: Act, turn: TurnManners): Promise<void> {
    const { writer, events } = this.#core;
    switch (act.act) {
      case 'exit':
        return this.#core.exit(act.code);
      case 'kill':
        await writer.flushed();
        process.removeAllListeners(act.signal);
        process.kill(process.pid, act.signal);
        return new Promise(() => undefined);
      case 'hang':
        return new Promise(() => undefined);
      case 'freeze':
        await writer.flushed();
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, act.ms ?? Infinity);
        return;
      case 'wait':
        return pause(act.ms);
      case 'print':
        writer.bytes(Buffer.from(act.text, 'utf8'));
        return writer.room();
      case 'bytes':
        writer.bytes(Buffer.from(act.base64, 'base64'));
        return writer.room();
      case 'stderr':
        process.stderr.write(act.text);
        return;
      case 'event':
        writer.line(events.stamp(act.event));
        return writer.room();
      case 'longLine':
        this.#longLine(act.bytes, act.as);
        return writer.room();
      case 'cut':
        writer.cutInto(act.bytes, act.paceMs ?? 0);
        return;
      case 'brokenLastLine':
        writer.bytes(Buffer.from('{"type":"assistant","message":{"role":"assist', 'utf8'));
        return;
      case 'result':
        writer.line(
          resultEvent(this.#core, { kind: 'success', text: act.text ?? 'unasked', isError: act.isError ?? false }),
        );
        return;
      case 'noResult':
        turn.results = 0;
        return;
      case 'twoResults':
        turn.results = 2;
        return;
      case 'flood':
        return act.of === 'deltas' ? floodDeltas(this.#core, act) : floodMessages(this.#core, act);
      case 'spawn':
        this.#spawn(act.command, act.as);
        return;
      case 'ignoreSignals':
        for (const signal of act.signals) this.#manners.ignoredSignals.add(signal);
        return;
      case 'ignoreEndOfInput':
        this.#manners.ignoreEndOfInput = true;
        return;
      case 'stopReading':
        this.#manners.stopReading();
        return;
    }
  }

  #longLine(bytes: number, as: 'text' | 'unknown' | 'garbage'): void {
    const { writer, events, session } = this.#core;
    const text = longText(bytes);
    if (as === 'garbage') writer.bytes(Buffer.from(`${text}\n`, 'utf8'));
    else if (as === 'unknown') writer.line(events.stamp({ type: 'something_new', payload: text }));
    else writer.line(events.assistant({ type: 'text', text }, `msg_${randomUUID()}`, session.model, 100));
  }

  /** Real processes with our environment, in the three places of the tree where the CLI's tools leave theirs. */
  #spawn(command: string, as: 'child' | 'session' | 'orphan'): void {
    // A shell that ends at once leaves its background job to init; setsid takes it out of every group of ours.
    const script = as === 'orphan' ? `setsid /bin/sh -c "$FAKE_CLAUDE_COMMAND" >/dev/null 2>&1 </dev/null &` : command;
    spawn('/bin/sh', ['-c', script], {
      cwd: this.#core.directory,
      env: { ...this.#core.environment, FAKE_CLAUDE_COMMAND: command },
      detached: as !== 'child',
      stdio: 'ignore',
    }).unref();
  }
}

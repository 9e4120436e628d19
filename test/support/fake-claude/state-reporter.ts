import type { EventFactory } from './events.ts';
import type { StdoutWriter } from './stdout-writer.ts';

export type ReportedState = 'idle' | 'running' | 'requires_action';

/** Tells what the session is at, when CLAUDE_CODE_EMIT_SESSION_STATE_EVENTS asks for it, and only when it changes. */
export class StateReporter {
  readonly #enabled: boolean;
  readonly #writer: StdoutWriter;
  readonly #events: EventFactory;
  #current: ReportedState = 'idle';

  constructor(environment: NodeJS.ProcessEnv, writer: StdoutWriter, events: EventFactory) {
    this.#enabled = environment['CLAUDE_CODE_EMIT_SESSION_STATE_EVENTS'] === '1';
    this.#writer = writer;
    this.#events = events;
  }

  tell(state: ReportedState): void {
    if (!this.#enabled || this.#current === state) return;
    this.#current = state;
    this.#writer.line(this.#events.system('session_state_changed', { state }));
  }
}

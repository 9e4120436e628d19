import { randomUUID } from 'node:crypto';
import type { JsonObject } from '../../shared/models/json.ts';

/** The one writer of stdout: a JSON object a line. */
export class DemoOutput {
  readonly #write: (line: string) => void;
  readonly #sessionId: string;

  constructor(write: (line: string) => void, sessionId: string) {
    this.#write = write;
    this.#sessionId = sessionId;
  }

  /** Writes an event, with the two fields that every event has. */
  event(fields: JsonObject): void {
    this.#write(`${JSON.stringify({ session_id: this.#sessionId, uuid: randomUUID(), ...fields })}\n`);
  }

  /** Writes a message of the control protocol, which has neither. */
  control(fields: JsonObject): void {
    this.#write(`${JSON.stringify(fields)}\n`);
  }
}

import { randomUUID } from 'node:crypto';
import type { JsonObject } from '../../shared/models/json.ts';

/** The one writer of stdout: a JSON object a line. */
export class DemoOutput {
  readonly #write: (line: string) => void;
  readonly #sessionId: string;
  readonly #onMessage: (uuid: string) => void;

  /** @param onMessage hears the id of each message of the conversation, echoes of prompts apart */
  constructor(write: (line: string) => void, sessionId: string, onMessage: (uuid: string) => void = () => undefined) {
    this.#write = write;
    this.#sessionId = sessionId;
    this.#onMessage = onMessage;
  }

  /** Writes an event, with the two fields that every event has. */
  event(fields: JsonObject): void {
    const uuid = randomUUID();
    const { type, isReplay } = fields;
    // Whoever reads of it may fork there at once.
    if (type === 'assistant' || (type === 'user' && isReplay !== true)) this.#onMessage(uuid);
    this.#write(`${JSON.stringify({ session_id: this.#sessionId, uuid, ...fields })}\n`);
  }

  /** Writes a message of the control protocol, which has neither. */
  control(fields: JsonObject): void {
    this.#write(`${JSON.stringify(fields)}\n`);
  }
}

import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import { jsonObjectSchema, type Json, type JsonObject } from '../../apps/shared/models/json.ts';
import type { ReplyStep } from '../support/messages-api/reply-script.ts';
import { at } from './outline.ts';

export interface Exit {
  readonly code: number | null;
  readonly signal: string | null;
  readonly stderr: string;
}

/** A prompt that brings the answers it wants, for the stand-in API and for the fake alike. */
export const say = (words: string, steps: readonly ReplyStep[]): string =>
  `${words} [[${JSON.stringify({ id: randomUUID().slice(0, 8), steps })}]]`;

/** A CLI process, spoken to over its pipes as they are. */
export class WireSession {
  readonly events: JsonObject[] = [];
  readonly exited: Promise<Exit>;
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #watchers = new Set<() => void>();
  #stderr = '';
  #gone = false;

  constructor(path: string, argv: readonly string[], directory: string, environment: Readonly<Record<string, string>>) {
    this.#child = spawn(path, argv, { cwd: directory, env: environment, stdio: 'pipe' });
    this.#child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr += text;
    });
    // A process that ended has no use for what is still to be written.
    this.#child.stdin.on('error', () => undefined);
    createInterface({ input: this.#child.stdout }).on('line', (line) => {
      this.events.push(jsonObjectSchema.parse(JSON.parse(line)));
      for (const watch of this.#watchers) watch();
    });
    this.exited = new Promise((resolve) => {
      this.#child.on('close', (code, signal) => {
        this.#gone = true;
        resolve({ code, signal, stderr: this.#stderr });
        for (const watch of this.#watchers) watch();
      });
    });
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  write(message: JsonObject): void {
    this.writeLine(JSON.stringify(message));
  }

  writeLine(line: string): void {
    this.#child.stdin.write(`${line}\n`);
  }

  prompt(content: Json, fields: JsonObject = {}): void {
    this.write({ type: 'user', message: { role: 'user', content }, ...fields });
  }

  /** Sends a control request and gives back what came for it: the `response` of the control response. */
  async control(request: JsonObject): Promise<JsonObject> {
    const id = `req_${randomUUID().slice(0, 8)}`;
    this.write({ type: 'control_request', request_id: id, request });
    const reply = await this.wait(
      `the answer to ${String(request['subtype'])}`,
      (event) => at(event, 'response.request_id') === id,
    );
    return jsonObjectSchema.parse(reply['response']);
  }

  /** Answers what the CLI asked. */
  answer(asked: JsonObject, response: JsonObject): void {
    this.write({
      type: 'control_response',
      response: { subtype: 'success', request_id: asked['request_id'] ?? '', response },
    });
  }

  /** The next time that it asks whether a tool may run. */
  asked(count = 1): Promise<JsonObject> {
    return this.wait('a permission request', (event) => at(event, 'request.subtype') === 'can_use_tool', count);
  }

  /** The so-manieth event that fits, past or to come. Rejects when the process ends or nothing comes. */
  wait(what: string, fits: (event: JsonObject) => boolean, count = 1, timeoutMs = 25_000): Promise<JsonObject> {
    return new Promise((resolve, reject) => {
      const stop = (): void => {
        clearTimeout(timer);
        this.#watchers.delete(look);
      };
      const fail = (why: string): void => {
        stop();
        reject(
          new Error(
            `Waited for ${what}, but ${why}. Seen: ${JSON.stringify(this.events.slice(-12)).slice(0, 3000)} ${this.#stderr}`,
          ),
        );
      };
      const look = (): void => {
        const found = this.events.filter(fits)[count - 1];
        if (found) {
          stop();
          resolve(found);
        } else if (this.#gone) fail('the process ended');
      };
      const timer = setTimeout(() => {
        fail(`nothing came in ${timeoutMs} ms`);
      }, timeoutMs);
      this.#watchers.add(look);
      look();
    });
  }

  /** The so-manieth result. */
  result(count = 1): Promise<JsonObject> {
    return this.wait(`result ${count}`, (event) => event['type'] === 'result', count);
  }

  /** The so-manieth time that the session says it is idle after having been busy. */
  idle(count = 1): Promise<JsonObject> {
    return this.wait(
      `idle ${count}`,
      (event) => event['subtype'] === 'session_state_changed' && event['state'] === 'idle',
      count,
    );
  }

  endInput(): void {
    this.#child.stdin.end();
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Ends the process if it still lives. */
  async dispose(): Promise<void> {
    if (!this.#gone) {
      this.#child.kill('SIGINT');
      const timer = setTimeout(() => this.#child.kill('SIGKILL'), 3000);
      await this.exited;
      clearTimeout(timer);
    }
  }
}

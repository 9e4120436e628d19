import { mkdtempSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { readArguments } from '../../../apps/main/demo-agent/demo-arguments.ts';
import { DemoAgent } from '../../../apps/main/demo-agent/demo-agent.ts';
import { SessionFiles } from '../../../apps/main/demo-agent/session-file.ts';
import type { JsonObject } from '../../../apps/shared/models/json.ts';

export const sessionId = '11111111-2222-4333-8444-555555555555';

/** A demo agent in this process, at full speed, with everything that it wrote. */
export function startConversation(argv: readonly string[] = [], directory = newDirectory()) {
  const written: JsonObject[] = [];
  const errors: string[] = [];
  const waiting: {
    readonly matches: (message: JsonObject) => boolean;
    readonly done: (message: JsonObject) => void;
  }[] = [];
  let exitWith: (code: number) => void = () => undefined;
  const exited = new Promise<number>((resolve) => (exitWith = resolve));
  const sessions = new SessionFiles(directory);
  const agent = new DemoAgent({
    arguments: readArguments(['-p', '--permission-prompt-tool=stdio', ...argv]),
    session: sessions.find(sessionId) ?? { id: sessionId, prompts: [] },
    sessions,
    directory: '/project',
    pace: { word: 0, factor: 0 },
    pid: 42,
    now: () => 0,
    writeOut: (text) => {
      const message = JSON.parse(text) as JsonObject;
      written.push(message);
      for (const one of waiting.splice(0)) {
        if (one.matches(message)) one.done(message);
        else waiting.push(one);
      }
    },
    writeError: (text) => errors.push(text),
    exit: (code) => exitWith(code),
  });
  return {
    agent,
    written,
    errors,
    exited,
    prompt: (content: string) => agent.receive({ type: 'user', message: { role: 'user', content } }),
    ask: (request: JsonObject) => agent.receive({ type: 'control_request', request_id: 'r1', request }),
    answer: (request: JsonObject, response: JsonObject) =>
      agent.receive({
        type: 'control_response',
        response: { subtype: 'success', request_id: request['request_id'] ?? '', response },
      }),
    /** The next message, from now on, whose fields are these. */
    next: (fields: JsonObject) =>
      new Promise<JsonObject>((done) => waiting.push({ matches: (message) => has(message, fields), done })),
    all: (fields: JsonObject) => written.filter((message) => has(message, fields)),
  };
}

export function newDirectory(): string {
  return mkdtempSync(join(homedir(), 'demo-agent-'));
}

function has(message: JsonObject, fields: JsonObject): boolean {
  return Object.entries(fields).every(([name, value]) => message[name] === value);
}

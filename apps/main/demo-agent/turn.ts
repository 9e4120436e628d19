import type { JsonObject } from '../../shared/models/json.ts';
import { chooseScene } from './choose-scene.ts';
import type { DemoOutput } from './demo-output.ts';
import { MessageWriter } from './message-writer.ts';
import { demoCommands, demoModel } from './offer.ts';
import { cutIntoWords, type Pace } from './pace.ts';
import type { PermissionDesk } from './permission-desk.ts';
import type { Prompt } from './prompt.ts';
import { playScene, type Ending } from './scene-player.ts';
import { say, type Scene } from './scene.ts';
import { tour } from './scenes/tour.ts';
import type { TurnReporter } from './turn-report.ts';

export interface TurnOptions {
  readonly prompt: Prompt;
  readonly earlier: readonly string[];
  readonly output: DemoOutput;
  readonly desk: PermissionDesk;
  readonly pace: Pace;
  readonly partial: boolean;
  readonly signal: AbortSignal;
  readonly reporter: TurnReporter;
  /** Milliseconds. */
  readonly now: () => number;
}

/** Plays the scene that a prompt asks for and reports the result. @returns how it ended; after a crash nothing is reported */
export async function runTurn(options: TurnOptions): Promise<Ending> {
  const { prompt, earlier, output, desk, pace, signal } = options;
  const begin = options.now();
  const writer = new MessageWriter({ output, pace, model: demoModel, partial: options.partial, signal });
  const scene = commandScene(prompt.text) ?? chooseScene(prompt.text, desk.mode);
  const play = scene({ prompt: prompt.text, attachments: prompt.attachments, earlier });
  const ending = await playScene(play, { output, writer, desk, pace, signal });
  if (ending.kind === 'crashed') return ending;

  if (ending.kind === 'failed') output.event(apologyFor(ending.text));
  if (ending.kind === 'aborted') output.event(interruptionNote(ending.during));
  output.event(
    options.reporter.report({
      ending,
      text: writer.written.lastText,
      rounds: writer.written.messages,
      promptWords: cutIntoWords(prompt.text).length,
      words: writer.written.words,
      milliseconds: options.now() - begin,
    }),
  );
  return ending;
}

/** A leading slash is a command, unless it is a path: the word has no second slash. */
function commandScene(text: string): Scene | null {
  const name = /^\/([^\s/]+)(\s|$)/.exec(text)?.[1];
  if (name === undefined) return null;
  if (name === 'help') return tour;
  if (name === 'context') return contextScene;
  const known = demoCommands.map((command) => `/${command.name}`).join(' and ');
  return function* () {
    yield say(`Unknown command: /${name}. The demo agent knows ${known}.`);
  };
}

const contextScene: Scene = function* ({ earlier }) {
  const list = earlier.map((prompt) => `- ${prompt}`).join('\n');
  yield say(list === '' ? 'This conversation has no earlier prompts.' : `I remember these prompts:\n\n${list}`);
};

function apologyFor(text: string): JsonObject {
  return {
    type: 'assistant',
    message: {
      id: 'synthetic',
      type: 'message',
      role: 'assistant',
      model: '<synthetic>',
      content: [{ type: 'text', text }],
    },
    parent_tool_use_id: null,
    error: 'server_error',
  };
}

function interruptionNote(during: 'streaming' | 'tools'): JsonObject {
  const text = during === 'tools' ? '[Request interrupted by user for tool use]' : '[Request interrupted by user]';
  return { type: 'user', message: { role: 'user', content: [{ type: 'text', text }] }, parent_tool_use_id: null };
}

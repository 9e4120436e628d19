import { randomUUID } from 'node:crypto';
import {
  announce,
  answerEnds,
  answersInPart,
  asks,
  begin,
  endForeignTurn,
  endKinds,
  endTurn,
  limitTold,
  result,
  retries,
  toolBegins,
  toolEnds,
} from './cli-words.ts';
import type { PlayedCli } from './played-cli.ts';
import type { Step } from './steps.ts';
import type { World } from './world.ts';

const pickOf = <T>(list: readonly T[], pick: number): T | undefined => list[pick % Math.max(1, list.length)];

/** Has a CLI do one step. @returns false when the step is none of a CLI */
export function playCli(world: World, { kind, pick, how }: Step): boolean {
  const { starter } = world.life;
  const alive = starter.alive();
  const cli = pickOf(alive, pick);
  const speaking = pickOf(
    alive.filter(({ isReady }) => isReady),
    pick,
  );
  const atWork = pickOf(
    alive.filter(({ prompted }) => prompted !== null),
    pick,
  );
  const say = (words: Parameters<PlayedCli['say']>[0]): void => speaking?.say(words);
  switch (kind) {
    case 'spawned':
      starter.fulfil(pick % Math.max(1, starter.orders.length), true);
      return true;
    case 'spawnFails':
      starter.fulfil(pick % Math.max(1, starter.orders.length), false);
      return true;
    case 'ready':
      pickOf(
        alive.filter(({ isReady }) => !isReady),
        pick,
      )?.getReady();
      return true;
    case 'init':
      if (speaking !== undefined) begin(speaking);
      return true;
    case 'begins':
      if (atWork !== undefined) begin(atWork);
      return true;
    case 'runs':
      if (speaking !== undefined) announce(speaking, 'running');
      return true;
    case 'rests':
      if (speaking !== undefined) announce(speaking, 'idle');
      return true;
    case 'toolBegins':
      say(toolBegins(`tool-${String(how % 3)}`));
      return true;
    case 'toolEnds':
      say(toolEnds(`tool-${String(how % 3)}`));
      return true;
    case 'answerEnds':
      say(answerEnds);
      return true;
    case 'answersInPart':
      say(answersInPart);
      return true;
    case 'asks':
      if (cli !== undefined) asks(cli, randomUUID(), { isQuestion: how % 2 === 1 });
      return true;
    case 'asksOfAgent':
      if (cli !== undefined) asks(cli, randomUUID(), { ofAgent: true });
      return true;
    case 'asksOddly':
      if (cli !== undefined) asks(cli, randomUUID(), { asksPerson: false });
      return true;
    case 'withdraws': {
      const asked = cli === undefined ? undefined : pickOf([...cli.asks.keys()], how);
      if (cli === undefined || asked === undefined) return true;
      cli.asks.delete(asked);
      cli.say({ kind: 'withdraw', requestId: asked });
      return true;
    }
    case 'result':
      if (atWork !== undefined) endTurn(atWork, how % endKinds);
      return true;
    case 'resultNamingNone':
      speaking?.endPrompt();
      say(result(how % endKinds, null));
      return true;
    case 'resultOfAnother':
      if (speaking !== undefined) endForeignTurn(speaking, result(how % endKinds, [randomUUID()]));
      return true;
    case 'resultUnasked':
      if (speaking !== undefined) endForeignTurn(speaking, result(how % endKinds, null, 'task-notification'));
      return true;
    case 'limitTold':
      say(limitTold(Date.now() + (how - 2) * 600_000));
      return true;
    case 'retries':
      say(retries(1 + how, 529));
      return true;
    case 'badKey':
      say(retries(1 + how, 401));
      return true;
    case 'background':
      say({ kind: 'background', change: { kind: 'started', taskId: `shell-${String(how % 3)}` } });
      return true;
    case 'backgroundEnds':
      say({
        kind: 'background',
        change: { kind: 'ended', taskId: `shell-${String(how % 3)}`, status: '', summary: '' },
      });
      return true;
    case 'cleared':
      say({ kind: 'conversationReset', trigger: 'clear' });
      if (speaking !== undefined && how % 2 === 0) begin(speaking, randomUUID());
      return true;
    case 'mode':
      say({ kind: 'status', status: 'requesting', permissionMode: how % 2 === 0 ? 'plan' : 'default' });
      return true;
    case 'drops': {
      const uuid = atWork?.prompted ?? null;
      if (atWork === undefined || uuid === null) return true;
      atWork.endPrompt();
      atWork.say({ kind: 'lifecycle', promptUuid: uuid, state: 'cancelled' });
      return true;
    }
    case 'noise':
      say(how % 2 === 0 ? { kind: 'noise', text: '\u0000{' } : { kind: 'unknown', type: 'new', raw: { type: 'new' } });
      return true;
    case 'replies':
      cli?.reply({ ok: true, response: {} });
      return true;
    case 'refuses':
      cli?.reply({ ok: false, error: 'not now' });
      return true;
    case 'exits':
      cli?.die({ code: how % 2 });
      return true;
    case 'crashes':
      cli?.die({ code: null, signal: 'SIGKILL' });
      return true;
    case 'noConversation':
      cli?.die({ code: 1, stderr: `No conversation found with session ID: ${cli.sessionId}` });
      return true;
    case 'ladderEnds':
    case 'ladderFails':
      pickOf(
        starter.clis.filter(({ ending, isGivenUp }) => ending !== null && !isGivenUp),
        starter.clis.length - 1 - pick,
      )?.finishEnding(kind === 'ladderFails');
      return true;
    default:
      return false;
  }
}

import {
  decide,
  evolve,
  initialState,
  type Decision,
  type MachineEvent,
  type MachineInput,
  type MachineState,
  type StopReason,
} from '../../../apps/main/orchestrator/instance-machine.ts';
import type { TurnEnd } from '../../../apps/main/claude/turn-end.ts';
import { problem } from '../../../apps/shared/models/problem-words.ts';

export const completed: TurnEnd = { status: 'completed', problem: null };
export const interrupted: TurnEnd = { status: 'interrupted', problem: problem('turn.interrupted') };
export const gone = problem('cli.exited', { how: 'signal SIGKILL' });
export const badKey: StopReason = { kind: 'hopeless', problem: problem('api.invalidKey') };

/** The inputs by short names. A turn and its prompt have the task's name with a letter before it. */
export const input = {
  start: { type: 'start' },
  ready: { type: 'ready' },
  give: (task: string): MachineInput => ({
    type: 'give',
    turnId: `turn-${task}`,
    taskId: task,
    promptUuid: `prompt-${task}`,
  }),
  began: (turnId = 'own'): MachineInput => ({ type: 'turnBegan', turnId }),
  result: (end: TurnEnd = completed): MachineInput => ({
    type: 'result',
    end,
    promptUuids: null,
    originKind: null,
    turnId: 'own',
  }),
  /** A result of a CLI that names the prompts which it answers. */
  resultFor: (...tasks: string[]): MachineInput => ({
    type: 'result',
    end: completed,
    promptUuids: tasks.map((task) => `prompt-${task}`),
    originKind: null,
    turnId: 'own',
  }),
  /** A result that an older CLI marks as nobody's. */
  resultOfOwn: (kind = 'task-notification'): MachineInput => ({
    type: 'result',
    end: completed,
    promptUuids: null,
    originKind: kind,
    turnId: 'own',
  }),
  runs: { type: 'sessionState', state: 'running' },
  rests: { type: 'sessionState', state: 'idle' },
  settled: { type: 'settleTimeout' },
  asked: (requestId: string): MachineInput => ({ type: 'requestOpened', requestId, ofAgent: false }),
  askedByAgent: (requestId: string): MachineInput => ({ type: 'requestOpened', requestId, ofAgent: true }),
  answered: (requestId: string): MachineInput => ({ type: 'requestClosed', requestId }),
  interrupt: { type: 'stopTurn', reason: { kind: 'interrupt' } },
  cancel: { type: 'stopTurn', reason: { kind: 'cancel' } },
  hopeless: { type: 'stopTurn', reason: badKey },
  dropped: (task: string): MachineInput => ({ type: 'promptDropped', promptUuid: `prompt-${task}` }),
  overdue: (task: string): MachineInput => ({ type: 'interruptTimeout', turnId: `turn-${task}` }),
  stop: { type: 'stop' },
  exited: { type: 'exited', problem: gone },
  ended: { type: 'treeEnded', leftPids: [] },
  endedWithRest: { type: 'treeEnded', leftPids: [4711] },
} as const satisfies Record<string, MachineInput | ((...names: never[]) => MachineInput)>;

/** Feeds inputs to a machine. @returns the state after them, and what the last one brought about */
export function tell(inputs: readonly MachineInput[]): { readonly state: MachineState; readonly last: Decision } {
  let state = initialState;
  let last: Decision = { events: [], effects: [] };
  for (const one of inputs) {
    last = decide(state, one);
    state = last.events.reduce(evolve, state);
  }
  return { state, last };
}

/** An event in a word or three, as the table writes it. */
export function brief(event: MachineEvent): string {
  switch (event.type) {
    case 'turnOpened':
      return `open ${event.taskId ?? 'own'}`;
    case 'turnClosed':
      return `close ${event.taskId ?? 'own'} ${event.end.status}${event.end.problem ? ` ${event.end.problem.code}` : ''}`;
    case 'foreignTurn':
      return `foreign ${event.end.status}`;
    case 'turnStopping':
      return `stop for ${event.reason.kind}`;
    case 'stopping':
      return event.failure === null ? 'stopping' : `stopping ${event.failure.code}`;
    case 'failed':
      return `failed ${event.problem.code}`;
    case 'requestsWithdrawn':
      return `withdraw ${event.requestIds.join('+')}`;
    case 'requestAdded':
      return `ask ${event.requestId}`;
    case 'requestRemoved':
      return `answered ${event.requestId}`;
    case 'sessionAnnounced':
      return event.runs ? 'runs' : 'rests';
    default:
      return event.type;
  }
}

export const up: readonly MachineInput[] = [input.start, input.ready];
export const atWork: readonly MachineInput[] = [...up, input.give('a'), input.began()];
/** With a CLI that announces when its session runs and rests. */
export const announced: readonly MachineInput[] = [...up, input.give('a'), input.runs, input.began()];
export const settling: readonly MachineInput[] = [...announced, input.result()];

/** A row of the table: one race. */
export interface Race {
  readonly name: string;
  /** What happened; the last of it is what the row is about. */
  readonly story: readonly MachineInput[];
  readonly events: readonly string[];
  readonly effects?: readonly string[];
  readonly phase: MachineState['phase'];
}

/** What a row comes to, as the table writes it. */
export function outcomeOf({ story }: Race): Omit<Race, 'name' | 'story'> {
  const { state, last } = tell(story);
  return { events: last.events.map(brief), effects: last.effects, phase: state.phase };
}

/** What a row says that it should come to. */
export const expectedOf = ({ events, effects = [], phase }: Race): Omit<Race, 'name' | 'story'> => ({
  events,
  effects,
  phase,
});

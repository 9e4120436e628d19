import { problem } from '../../shared/models/problem-words.ts';
import type { Problem } from '../../shared/models/problem.ts';
import type { TurnEnd } from '../claude/turn-end.ts';

/**
 * The life of an instance as a pure machine: `decide` says what an input brings about, `evolve` what a fact makes of the
 * state. No clock, no process, no database; every race that was ever met is a row of its table test.
 */
export interface MachineState {
  readonly phase: 'stopped' | 'starting' | 'idle' | 'working' | 'stopping' | 'failed';
  readonly turn: OpenTurn | null;
  /** Requests that a person has to answer. */
  readonly requests: readonly OpenRequest[];
  /** The CLI announces when its session runs and when it is idle (asked for by environment; old CLIs do not). */
  readonly announces: boolean;
  readonly sessionRuns: boolean;
  /** Why it is being ended, when nobody asked for it; shown once its processes are gone. */
  readonly failure: Problem | null;
}

export interface OpenTurn {
  readonly id: string;
  readonly taskId: string | null;
  readonly promptUuid: string | null;
  /** The CLI has shown that it is at it. */
  readonly began: boolean;
  readonly stop: StopReason | null;
}

export interface OpenRequest {
  readonly id: string;
  /** A subagent asks. In newer CLIs it goes on in the background when the turn ends, and then so does its question. */
  readonly ofAgent: boolean;
}

/** Why an open turn is to be aborted: a person wants it, the person gave up the task, or it cannot succeed. */
export type StopReason =
  | { readonly kind: 'interrupt' }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'hopeless'; readonly problem: Problem };

export type MachineInput =
  | { readonly type: 'start' }
  | { readonly type: 'ready' }
  | { readonly type: 'give'; readonly turnId: string; readonly taskId: string; readonly promptUuid: string }
  /** The CLI begins a turn; `turnId` is for the case that it is one of its own. */
  | { readonly type: 'turnBegan'; readonly turnId: string }
  | {
      readonly type: 'result';
      readonly end: TurnEnd;
      readonly promptUuids: readonly string[] | null;
      readonly originKind: string | null;
      readonly turnId: string;
    }
  | { readonly type: 'sessionState'; readonly state: string }
  /** The CLI has dropped a prompt that it had not begun; it will have no result. */
  | { readonly type: 'promptDropped'; readonly promptUuid: string; readonly problem?: Problem }
  /** The time is over in which the CLI should have said that it is idle. */
  | { readonly type: 'settleTimeout' }
  | { readonly type: 'requestOpened'; readonly requestId: string; readonly ofAgent: boolean }
  | { readonly type: 'requestClosed'; readonly requestId: string }
  | { readonly type: 'stopTurn'; readonly reason: StopReason }
  /** The time is over in which the interrupt of a turn should have ended it. */
  | { readonly type: 'interruptTimeout'; readonly turnId: string }
  | { readonly type: 'stop' }
  /** The process is gone, or there never was one. */
  | { readonly type: 'exited'; readonly problem: Problem }
  /** Nothing of the process tree is left, or what is left could not be ended. */
  | { readonly type: 'treeEnded'; readonly leftPids: readonly number[] };

export type MachineEvent =
  | { readonly type: 'starting' }
  | { readonly type: 'started' }
  | {
      readonly type: 'turnOpened';
      readonly turnId: string;
      readonly taskId: string | null;
      readonly promptUuid: string | null;
    }
  | { readonly type: 'turnBegan' }
  | { readonly type: 'turnStopping'; readonly reason: StopReason }
  /** The CLI goes on as if it had not been interrupted, or hangs. */
  | { readonly type: 'turnUnresponsive' }
  | {
      readonly type: 'turnClosed';
      readonly turnId: string;
      readonly taskId: string | null;
      readonly end: TurnEnd;
      readonly stop: StopReason | null;
    }
  /** A turn of the CLI's own that came and went while another was open. */
  | { readonly type: 'foreignTurn'; readonly turnId: string; readonly end: TurnEnd }
  /** A result without a turn: noted, and nothing else. */
  | { readonly type: 'strayResult' }
  | { readonly type: 'sessionAnnounced'; readonly runs: boolean }
  | { readonly type: 'requestAdded'; readonly requestId: string; readonly ofAgent: boolean }
  | { readonly type: 'requestRemoved'; readonly requestId: string }
  | { readonly type: 'requestsWithdrawn'; readonly requestIds: readonly string[] }
  | { readonly type: 'idle' }
  | { readonly type: 'stopping'; readonly failure: Problem | null }
  | { readonly type: 'stopped' }
  | { readonly type: 'failed'; readonly problem: Problem };

export type MachineEffect = 'spawn' | 'writePrompt' | 'interrupt' | 'end' | 'awaitIdle';

export interface Decision {
  readonly events: readonly MachineEvent[];
  readonly effects: readonly MachineEffect[];
}

export const initialState: MachineState = {
  phase: 'stopped',
  turn: null,
  requests: [],
  announces: false,
  sessionRuns: false,
  failure: null,
};

/** May a prompt be given now? Only when no turn is open and the CLI is at rest (protocol, section 3). */
export const canTakePrompt = (state: MachineState): boolean => state.phase === 'idle';

/** Has it a process, or is it about to have one? */
export const isAlive = (state: MachineState): boolean =>
  state.phase === 'starting' || state.phase === 'idle' || state.phase === 'working';

const nothing: Decision = { events: [], effects: [] };

/** What an input brings about. An input that does not fit the state brings about nothing. */
export function decide(state: MachineState, input: MachineInput): Decision {
  switch (input.type) {
    case 'start':
      return state.phase === 'stopped' || state.phase === 'failed'
        ? { events: [{ type: 'starting' }], effects: ['spawn'] }
        : nothing;
    case 'ready':
      return state.phase === 'starting' ? { events: [{ type: 'started' }], effects: [] } : nothing;
    case 'give':
      return canTakePrompt(state)
        ? {
            events: [{ type: 'turnOpened', turnId: input.turnId, taskId: input.taskId, promptUuid: input.promptUuid }],
            effects: ['writePrompt'],
          }
        : nothing;
    case 'turnBegan':
      return decideTurnBegan(state, input.turnId);
    case 'result':
      return decideResult(state, input);
    case 'sessionState':
      return decideSessionState(state, input.state);
    case 'promptDropped':
      return state.turn !== null && state.turn.promptUuid === input.promptUuid
        ? closeTurn(state, state.turn, { status: 'interrupted', problem: input.problem ?? problem('turn.interrupted') })
        : nothing;
    case 'settleTimeout':
      return isSettling(state) ? { events: [{ type: 'idle' }], effects: [] } : nothing;
    case 'requestOpened':
      return isAlive(state) && !hasRequest(state, input.requestId)
        ? { events: [{ type: 'requestAdded', requestId: input.requestId, ofAgent: input.ofAgent }], effects: [] }
        : nothing;
    case 'requestClosed':
      return hasRequest(state, input.requestId)
        ? { events: [{ type: 'requestRemoved', requestId: input.requestId }], effects: [] }
        : nothing;
    case 'stopTurn':
      return state.turn === null ? nothing : decideStopTurn(state, state.turn, input.reason);
    case 'interruptTimeout':
      return state.phase === 'working' && state.turn?.id === input.turnId
        ? { events: [{ type: 'turnUnresponsive' }], effects: [] }
        : nothing;
    case 'stop':
      if (isAlive(state)) return { events: beginStopping(state, null), effects: ['end'] };
      return state.phase === 'failed' ? { events: [{ type: 'stopped' }], effects: [] } : nothing;
    case 'exited':
      return decideExited(state, input.problem);
    case 'treeEnded':
      return decideTreeEnded(state, input.leftPids);
  }
}

/** What a fact makes of the state. */
export function evolve(state: MachineState, event: MachineEvent): MachineState {
  switch (event.type) {
    case 'starting':
      return { ...initialState, phase: 'starting' };
    case 'started':
    case 'idle':
      return { ...state, phase: 'idle' };
    case 'turnOpened': {
      const { turnId: id, taskId, promptUuid } = event;
      return { ...state, phase: 'working', turn: { id, taskId, promptUuid, began: taskId === null, stop: null } };
    }
    case 'turnBegan':
      return state.turn === null ? state : { ...state, turn: { ...state.turn, began: true } };
    case 'turnStopping':
      return state.turn === null ? state : { ...state, turn: { ...state.turn, stop: event.reason } };
    case 'turnClosed':
      return { ...state, turn: null };
    case 'foreignTurn':
      // What was seen to begin was the other one; ours has yet to.
      return state.turn === null ? state : { ...state, turn: { ...state.turn, began: false } };
    case 'strayResult':
    case 'turnUnresponsive':
      return state;
    case 'sessionAnnounced':
      return { ...state, announces: true, sessionRuns: event.runs };
    case 'requestAdded':
      return { ...state, requests: [...state.requests, { id: event.requestId, ofAgent: event.ofAgent }] };
    case 'requestRemoved':
      return { ...state, requests: state.requests.filter(({ id }) => id !== event.requestId) };
    case 'requestsWithdrawn':
      return { ...state, requests: state.requests.filter(({ id }) => !event.requestIds.includes(id)) };
    case 'stopping':
      return { ...state, phase: 'stopping', failure: event.failure };
    case 'stopped':
      return initialState;
    case 'failed':
      return { ...initialState, phase: 'failed' };
  }
}

/** Between a turn's end and the CLI's word that it is idle. */
const isSettling = (state: MachineState): boolean => state.phase === 'working' && state.turn === null;

function decideTurnBegan(state: MachineState, turnId: string): Decision {
  if (state.phase !== 'idle' && state.phase !== 'working') return nothing;
  if (state.turn !== null)
    return state.turn.began ? nothing : { events: [{ type: 'turnBegan' }], effects: again(state.turn) };
  return { events: [{ type: 'turnOpened', turnId, taskId: null, promptUuid: null }], effects: [] };
}

function decideResult(state: MachineState, input: Extract<MachineInput, { type: 'result' }>): Decision {
  // While it starts, a result is the CLI's way of refusing a resume; its exit says the rest (protocol, section 5).
  if (state.phase === 'starting' || state.phase === 'stopped' || state.phase === 'failed') return nothing;
  if (state.turn === null) return { events: [{ type: 'strayResult' }], effects: [] };
  if (!answers(state.turn, input)) {
    return { events: [{ type: 'foreignTurn', turnId: input.turnId, end: input.end }], effects: [] };
  }
  return closeTurn(state, state.turn, input.end);
}

/** Is this the result of the open turn? Newer CLIs name the prompts; older ones mark what nobody asked for. */
function answers(turn: OpenTurn, input: Extract<MachineInput, { type: 'result' }>): boolean {
  if (turn.promptUuid === null) return true;
  if (input.promptUuids !== null && input.promptUuids.length > 0) return input.promptUuids.includes(turn.promptUuid);
  return input.originKind === null;
}

function closeTurn(state: MachineState, turn: OpenTurn, end: TurnEnd): Decision {
  const closed: MachineEvent = {
    type: 'turnClosed',
    turnId: turn.id,
    taskId: turn.taskId,
    end: judgeStopped(turn.stop, end),
    stop: turn.stop,
  };
  // What the turn still asked, nobody is asked any more. Its subagents' questions the CLI itself takes back, or not.
  const withdrawn = withdraw(state.requests.filter(({ ofAgent }) => !ofAgent));
  if (state.phase === 'stopping') return { events: [...withdrawn, closed], effects: [] };
  if (state.announces && state.sessionRuns) return { events: [...withdrawn, closed], effects: ['awaitIdle'] };
  return { events: [...withdrawn, closed, { type: 'idle' }], effects: [] };
}

const hasRequest = (state: MachineState, requestId: string): boolean =>
  state.requests.some(({ id }) => id === requestId);

const withdraw = (requests: readonly OpenRequest[]): readonly MachineEvent[] =>
  requests.length === 0 ? [] : [{ type: 'requestsWithdrawn', requestIds: requests.map(({ id }) => id) }];

/** From here on nobody can answer: the CLI is told to go, or is gone. */
const beginStopping = (state: MachineState, failure: Problem | null): readonly MachineEvent[] => [
  { type: 'stopping', failure },
  ...withdraw(state.requests),
];

/** A turn that was aborted because it could not succeed has failed, whatever the CLI calls it. */
function judgeStopped(stop: StopReason | null, end: TurnEnd): TurnEnd {
  if (stop?.kind === 'hopeless' && end.status !== 'completed') return { status: 'failed', problem: stop.problem };
  return end;
}

function decideSessionState(state: MachineState, announced: string): Decision {
  if (!isAlive(state) || (announced !== 'running' && announced !== 'idle')) return nothing;
  const runs = announced === 'running';
  const said: MachineEvent = { type: 'sessionAnnounced', runs };
  if (runs) {
    if (state.turn === null || state.turn.began) return { events: [said], effects: [] };
    return { events: [said, { type: 'turnBegan' }], effects: again(state.turn) };
  }
  if (isSettling(state)) return { events: [said, { type: 'idle' }], effects: [] };
  if (state.phase === 'working' && state.turn !== null && state.turn.began && state.sessionRuns) {
    // The CLI is at rest and the turn's result never came: a known fault. Waiting longer would be waiting for ever.
    const reason = 'the CLI came to rest without a result';
    const closed = closeTurn({ ...state, sessionRuns: false }, state.turn, {
      status: 'failed',
      problem: problem('turn.failed', { reason }),
    });
    return { events: [said, ...closed.events], effects: closed.effects };
  }
  return { events: [said], effects: [] };
}

/** An interrupt that came before the CLI had begun was lost on it: it is sent again. */
const again = (turn: OpenTurn): readonly MachineEffect[] => (turn.stop === null ? [] : ['interrupt']);

/** What a person wants counts for more than what we conclude, and giving a task up for more than pausing it. */
const weight: Readonly<Record<StopReason['kind'], number>> = { interrupt: 1, hopeless: 2, cancel: 3 };

function decideStopTurn({ phase }: MachineState, turn: OpenTurn, reason: StopReason): Decision {
  if (phase === 'stopping') {
    // Its turn ends anyhow, and what was given up meanwhile is not to go on afterwards.
    const givenUp = reason.kind === 'cancel' && turn.stop?.kind !== 'cancel';
    return givenUp ? { events: [{ type: 'turnStopping', reason }], effects: [] } : nothing;
  }
  if (turn.stop === null || weight[reason.kind] > weight[turn.stop.kind]) {
    return { events: [{ type: 'turnStopping', reason }], effects: ['interrupt'] };
  }
  // A person who asks again has seen no effect: the interrupt is sent again, the reason stays.
  return reason.kind === 'hopeless' ? nothing : { events: [], effects: ['interrupt'] };
}

function decideExited(state: MachineState, reason: Problem): Decision {
  if (!isAlive(state) && state.phase !== 'stopping') return nothing;
  const cut = cutTurn(state);
  if (state.phase === 'stopping') return { events: cut, effects: [] };
  // Its tools may have survived it: the instance has not failed until they are gone too.
  return { events: [...beginStopping(state, reason), ...cut], effects: ['end'] };
}

/** Closes the turn that the end of the process leaves without a result. */
function cutTurn(state: MachineState): readonly MachineEvent[] {
  if (state.turn === null) return [];
  const asked = state.phase === 'stopping' && state.failure === null;
  const end: TurnEnd = { status: 'interrupted', problem: problem(asked ? 'task.stopped' : 'task.interruptedByExit') };
  const { id: turnId, taskId, stop } = state.turn;
  return [{ type: 'turnClosed', turnId, taskId, end: judgeStopped(stop, end), stop }];
}

function decideTreeEnded(state: MachineState, leftPids: readonly number[]): Decision {
  if (state.phase !== 'stopping') return nothing;
  // A process that would not even end is not waited for: whatever it had open is over for us.
  const cut = cutTurn(state);
  if (leftPids.length > 0) {
    const incomplete = problem(
      'cli.stopIncomplete',
      { count: leftPids.length, name: 'this instance' },
      leftPids.join(', '),
    );
    return { events: [...cut, { type: 'failed', problem: incomplete }], effects: [] };
  }
  const rest: MachineEvent = state.failure === null ? { type: 'stopped' } : { type: 'failed', problem: state.failure };
  return { events: [...cut, rest], effects: [] };
}

import { randomUUID } from 'node:crypto';
import type { Problem } from '../../shared/models/problem.ts';
import type { LogLine } from '../../shared/models/tower.ts';
import { textOf } from '../claude/fields.ts';
import type { CliMessageOf, ResultMessage } from '../claude/messages.ts';
import { judgeResult } from '../claude/turn-end.ts';
import type { EventBus } from '../events/event-bus.ts';
import type { ActivityTracker } from './activity-tracker.ts';
import { askSubtype, CliListener } from './cli-listener.ts';
import { isAlive, type MachineInput, type MachineState } from './instance-machine.ts';
import type { RequestBroker } from './request-broker.ts';
import type { RunningCli } from './running-cli.ts';
import type { StateRecorder } from './state-recorder.ts';
import type { TranscriptWriter } from './transcript-writer.ts';

export interface CliInputsOptions {
  readonly instanceId: string;
  readonly bus: EventBus;
  readonly requests: RequestBroker;
  readonly recorder: StateRecorder;
  readonly transcript: TranscriptWriter;
  readonly activity: ActivityTracker;
  readonly now: () => number;
  readonly state: () => MachineState;
  readonly process: () => RunningCli | null;
  readonly input: (input: MachineInput, result?: ResultMessage) => void;
  /** Says of a turn's problem whose it is, and names the instance in it. */
  readonly blamed: (found: Problem) => Problem;
  readonly log: (level: LogLine['level'], source: LogLine['source'], text: string) => void;
}

/** Makes whoever hears one process: what it says that changes the instance becomes inputs of the machine and records. */
export function listenForInputs(options: CliInputsOptions): CliListener {
  const { instanceId, bus, requests, recorder, transcript, activity, now, input, blamed, log } = options;
  return new CliListener({
    instanceId,
    bus,
    transcript,
    activity,
    now,
    onInit: (init) => {
      recorder.initialised(init);
      input({ type: 'turnBegan', turnId: randomUUID() });
    },
    onResult: (result, assistantError) => {
      const { promptUuids, originKind } = result;
      const judged = judgeResult(result, assistantError);
      const end = { ...judged, problem: judged.problem && blamed(judged.problem) };
      input({ type: 'result', end, promptUuids, originKind, turnId: randomUUID() }, result);
    },
    onPromptDropped: (promptUuid) => input({ type: 'promptDropped', promptUuid }),
    onSessionState: (state) => input({ type: 'sessionState', state }),
    onAsk: (ask) => asked(ask, options),
    onWithdraw: (cliRequestId) => {
      const requestId = requests.withdrawByCliId(instanceId, cliRequestId);
      if (requestId !== null) input({ type: 'requestClosed', requestId });
    },
    onBackground: (count) => recorder.background(count),
    onPermissionMode: (mode) => recorder.permissionMode(mode),
    onConversationReset: () => recorder.conversationCleared(),
    onHindrance: (what, hopeless) => {
      recorder.hindered(what);
      if (hopeless) input({ type: 'stopTurn', reason: { kind: 'hopeless', problem: what } });
    },
    onNoise: (text) => log('warning', 'protocol', text.slice(0, 2000)),
  });
}

/** The CLI asks something: a person is asked, or it is told at once that nobody will answer. */
function asked(ask: CliMessageOf<'ask'>, options: CliInputsOptions): void {
  const { instanceId, requests, state, input, log } = options;
  const process = options.process();
  if (process === null) return;
  if (!isAlive(state())) {
    process.refuse(ask.requestId, 'The agent is being stopped');
    return;
  }
  if (askSubtype(ask) !== 'can_use_tool') {
    process.refuse(ask.requestId, `Control Tower does not answer "${askSubtype(ask)}"`);
    log('warning', 'protocol', `refused the CLI's request "${askSubtype(ask)}"`);
    return;
  }
  const request = requests.add(
    instanceId,
    state().turn?.taskId ?? null,
    { cliRequestId: ask.requestId, body: ask.request },
    (response) => process.answer(ask.requestId, response),
  );
  input({ type: 'requestOpened', requestId: request.id, ofAgent: textOf(ask.request, 'agent_id') !== null });
}

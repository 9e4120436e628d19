import type { InstanceStatus } from '../../../shared/models/instance.ts';
import type { ProblemCode } from '../../../shared/models/problem.ts';

export type NextStep = 'start' | 'stop' | 'restart' | 'edit' | 'log' | 'newSession' | 'settings' | 'doctor';

/** What a person would most likely do about an instance's problem, the likeliest first. */
export function nextStepsOf(code: ProblemCode, status: InstanceStatus): readonly NextStep[] {
  const start: readonly NextStep[] = status === 'failed' || status === 'stopped' ? ['start'] : [];
  switch (code) {
    case 'cli.notFound':
    case 'cli.notExecutable':
    case 'cli.notClaude':
    case 'cli.tooOld':
    case 'cli.protocol':
      return ['settings', 'doctor', ...start];
    case 'cli.sessionMissing':
    case 'cli.sessionInUse':
    case 'api.promptTooLong':
    case 'prompt.tooLong':
      return ['newSession', ...start];
    case 'directory.missing':
    case 'directory.notDirectory':
    case 'directory.notReadable':
    case 'cli.refusedRoot':
    case 'cli.badArguments':
    case 'api.unknownModel':
    case 'api.certificate':
    case 'api.invalidKey':
    case 'cli.notSignedIn':
    case 'apiKey.forgotten':
    case 'apiKey.notOpened':
    case 'apiKey.storedElsewhere':
    case 'turn.budget':
      return ['edit', ...start];
    case 'cli.startFailed':
    case 'cli.startTimeout':
    case 'cli.exited':
    case 'cli.stopIncomplete':
      return [...start, 'log'];
    case 'turn.notStopping':
      return ['stop', 'restart'];
    default:
      return start;
  }
}

import type { Result } from '../../shared/models/problem.ts';
import type { Handlers } from '../gateway/handlers.ts';
import type { InstanceManager } from '../orchestrator/instance-manager.ts';

/** Answers under the name that the contract gives the value. */
function named<K extends string, T>(key: K, result: Result<T>): Result<{ readonly [P in K]: T }> {
  return result.ok ? { ok: true, value: { [key]: result.value } as { readonly [P in K]: T } } : result;
}

export type InstanceCalls = Pick<
  Handlers,
  Extract<keyof Handlers, `instance.${string}` | `task.${string}` | `request.${string}`>
>;

/** What more than the orchestrator is needed for. */
export type CallsOfOthers = 'instance.evidence' | 'task.prompt' | 'task.history';

/** The commands on instances, tasks and requests, as far as the orchestrator alone answers them. */
export function instanceCalls(manager: InstanceManager): Omit<InstanceCalls, CallsOfOthers> {
  return {
    'instance.create': async (draft) => named('instance', await manager.createInstance(draft)),
    'instance.fork': ({ id, entrySeq, name }) => named('instance', manager.forkInstance(id, entrySeq, name)),
    'instance.update': async ({ id, patch }) => named('instance', await manager.updateInstance(id, patch)),
    'instance.start': ({ id }) => named('instance', manager.startInstance(id)),
    'instance.stop': async ({ id }) => named('instance', await manager.stopInstance(id)),
    'instance.restart': async ({ id }) => named('instance', await manager.restartInstance(id)),
    'instance.recover': ({ id, how }) => manager.recover(id, how),
    'instance.interrupt': ({ id }) => named('instance', manager.interrupt(id)),
    'instance.delete': async ({ id }) => named('instance', await manager.deleteInstance(id)),
    'instance.restore': ({ id }) => named('instance', manager.restoreInstance(id)),
    'instance.pause': ({ id }) => named('instance', manager.pauseInstance(id, true)),
    'instance.resume': ({ id }) => named('instance', manager.pauseInstance(id, false)),
    'instance.newSession': async ({ id }) => named('instance', await manager.newSession(id)),
    'task.submit': ({ instanceId, prompt, options }) => named('task', manager.submitTask(instanceId, prompt, options)),
    'task.update': ({ id, ...change }) => named('task', manager.updateTask(id, change)),
    'task.move': ({ id, beforeId, instanceId }) => named('task', manager.moveTask(id, beforeId, instanceId)),
    'task.cancel': ({ id }) => named('task', manager.cancelTask(id)),
    'task.retry': ({ id }) => named('task', manager.retryTask(id)),
    'task.resume': ({ id }) => named('task', manager.resumeTask(id)),
    'request.answer': ({ id, decision }) => named('request', manager.answerRequest(id, decision)),
  };
}

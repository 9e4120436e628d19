import { tmpdir } from 'node:os';
import { isOpenTask } from '../../../../apps/shared/models/task.ts';
import type { Step } from './steps.ts';
import type { World } from './world.ts';

const pickOf = <T>(list: readonly T[], pick: number): T | undefined => list[pick % Math.max(1, list.length)];

/** After how long a turn counts as stalled, for whatever reason. */
export const shortLimits = (ms: number) => ({ stallMs: ms, stallToolMs: ms, stallRetryMs: ms, stallResultMs: ms });

/** No more than so many, so that they meet each other. */
const maxInstances = 3;

export async function createInstance(world: World): Promise<void> {
  const { manager } = world.life.orchestrator;
  if (world.life.records.all().length < maxInstances) await manager.createInstance({ directory: tmpdir() });
}

/** Has the person do one step. @returns false when the step is none of a person's */
export async function playPerson(world: World, step: Step): Promise<boolean> {
  if (step.kind === 'create') {
    await createInstance(world);
    return true;
  }
  return playWithInstance(world, step) || playWithTask(world, step) || playWithTower(world, step);
}

function playWithInstance(world: World, { kind, pick, how }: Step): boolean {
  const { promises, life } = world;
  const { records, orchestrator } = life;
  const { manager } = orchestrator;
  const instance = pickOf(records.all(), pick);
  if (kind === 'restore') {
    const deleted = pickOf(records.deleted(), pick);
    if (deleted !== undefined) manager.restoreInstance(deleted.id);
    return true;
  }
  const id = instance?.id ?? '';
  switch (kind) {
    case 'start':
      if (manager.startInstance(id).ok) promises.wants(id, 'up');
      break;
    case 'stop':
      promises.stops('stop', id, manager.stopInstance(id));
      break;
    case 'delete':
      promises.stops('delete', id, manager.deleteInstance(id));
      break;
    case 'restart':
      promises.call('restart', manager.restartInstance(id));
      promises.wants(id, 'up');
      break;
    case 'newSession':
      promises.call('newSession', manager.newSession(id));
      if (instance?.status === 'idle') promises.wants(id, 'up');
      break;
    case 'interrupt':
      manager.interrupt(id);
      break;
    case 'check':
      promises.call('check', manager.recover(id, 'check'));
      break;
    case 'nudge':
      promises.call('nudge', manager.recover(id, 'nudge'));
      break;
    case 'recoverInterrupt':
      promises.call('recover', manager.recover(id, 'interrupt'));
      break;
    case 'recoverRestart':
      promises.call('recover', manager.recover(id, 'restart'));
      break;
    case 'pauseInstance':
      manager.pauseInstance(id, true);
      break;
    case 'resumeInstance':
      manager.pauseInstance(id, false);
      break;
    case 'whenCut':
      promises.call('update', manager.updateInstance(id, { whenCut: how % 2 === 0 ? 'resume' : 'ask' }));
      break;
    case 'model':
      promises.call('update', manager.updateInstance(id, { model: `model-${String(how % 3)}`, permissionMode: 'ask' }));
      break;
    case 'outOfMemory':
      manager.abortTurn(id, { code: 'memory.interrupted', message: 'm', hint: 'h', params: {}, detail: null });
      break;
    default:
      return false;
  }
  return true;
}

function playWithTask(world: World, { kind, pick, how }: Step): boolean {
  const { promises, life } = world;
  const { records, orchestrator, replay } = life;
  const { manager, queue } = orchestrator;
  const open = pickOf(queue.open(), pick);
  const ended = pickOf(
    [...replay.tasks.values()].filter((task) => !isOpenTask(task)),
    how,
  );
  switch (kind) {
    case 'submit': {
      const id = pickOf(records.all(), pick)?.id ?? '';
      const { number, text } = promises.nextPrompt();
      const task = manager.submitTask(id, text, { priority: how % 4 === 0 ? 'urgent' : 'normal' });
      if (task.ok) promises.submitted(number, task.value);
      return true;
    }
    case 'submitAfter': {
      const id = pickOf(records.all(), pick)?.id ?? '';
      const known = [...replay.tasks.keys()];
      const after = [pickOf(known, how), pickOf(known, how + 1)].flatMap((one) => one ?? []);
      const { number, text } = promises.nextPrompt();
      const task = manager.submitTask(id, text, { after });
      if (task.ok) promises.submitted(number, task.value);
      return true;
    }
    case 'runAfter': {
      const other = pickOf([...replay.tasks.keys()], how);
      if (open === undefined || other === undefined) return true;
      if (manager.updateTask(open.id, { after: [other] }).ok) promises.wants(open.instanceId, 'up');
      return true;
    }
    case 'edit':
      if (open !== undefined) queue.update(open.id, { prompt: promises.textOf(open.id), priority: 'low' });
      return true;
    case 'move':
      if (open !== undefined) queue.move(open.id, pickOf(queue.queued(open.instanceId), how)?.id ?? null);
      return true;
    case 'cancel':
      if (open !== undefined && manager.cancelTask(open.id).ok) promises.cancelled(open);
      return true;
    case 'retry':
      if (ended !== undefined && manager.retryTask(ended.id).ok) promises.again(ended, true);
      return true;
    case 'resume':
      if (ended !== undefined && manager.resumeTask(ended.id).ok) promises.again(ended, false);
      return true;
    default:
      return false;
  }
}

function playWithTower(world: World, { kind, pick, how }: Step): boolean {
  const { settings, control, orchestrator } = world.life;
  const { manager, requests } = orchestrator;
  const asked = pickOf(requests.open(), pick);
  switch (kind) {
    case 'answer':
      if (asked?.kind === 'question')
        manager.answerRequest(asked.id, { behavior: 'answer', answers: { 'Which?': 'a' } });
      else if (asked !== undefined) manager.answerRequest(asked.id, { behavior: 'allow', remember: 'no' });
      return true;
    case 'deny':
      if (asked !== undefined) manager.answerRequest(asked.id, { behavior: 'deny', interrupt: how % 2 === 0 });
      return true;
    case 'answerBadly':
      if (asked !== undefined) manager.answerRequest(asked.id, { behavior: 'answer', answers: {} });
      return true;
    case 'pauseTower':
      control.setPaused(true);
      return true;
    case 'resumeTower':
      control.setPaused(false);
      return true;
    case 'release':
      manager.release(pickOf(control.state.holds, pick)?.id ?? '');
      return true;
    case 'whenStalled':
      settings.update({ whenStalled: how % 2 === 0 ? 'recover' : 'tell', ...shortLimits(5000) });
      return true;
    case 'cap':
      settings.update({ maxRunning: 1 + (how % 3), memoryReserve: how % 4 === 0 ? 2_000_000 : null });
      return true;
    default:
      return false;
  }
}

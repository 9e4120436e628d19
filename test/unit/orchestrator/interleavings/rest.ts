import { vi } from 'vitest';
import { waitingReason } from '../../../../apps/renderer/features/queue/waiting-reason.ts';
import type { Instance } from '../../../../apps/shared/models/instance.ts';
import { isOpenTask, type Task } from '../../../../apps/shared/models/task.ts';
import { heldBackBy, isHeldBack } from '../../../../apps/shared/models/task-after.ts';
import { leftovers, storedIn } from '../../../support/agreement.ts';
import { illegalRecords, illegalSteps } from '../../../chaos/disk-check.ts';
import { announce, endTurn, result } from './cli-words.ts';
import { shortLimits } from './person-player.ts';
import { settle, type World } from './world.ts';

/** Every process does what it would do: what is ordered starts, what is ended ends, and those that answer answer. */
function playOn(world: World, answers: boolean): void {
  const { starter, records } = world.life;
  while (starter.orders.length > 0) starter.fulfil(0, true);
  for (const cli of starter.clis) if (cli.ending !== null && !cli.isGivenUp) cli.finishEnding(false);
  for (const cli of answers ? starter.alive() : []) {
    cli.getReady();
    cli.reply({ ok: true, response: {} });
    const { status } = records.get(cli.instanceId);
    // One that is interrupted ends its turn, also where it waits for a person.
    const goesOn = status === 'working' || (status === 'waiting' && cli.interrupted);
    if (cli.isGivenUp || cli.ending !== null || !goesOn) continue;
    if (cli.prompted === null) cli.say(result(0, null, 'task-notification'));
    else endTurn(cli, 0);
    announce(cli, 'idle');
  }
}

/** Lets time pass until nothing has happened for a while. */
async function quieten(world: World, answers: boolean): Promise<void> {
  // A silence counts as a stall within a minute, by the limits that are set below, and the next step is taken within another.
  for (let quiet = 0, round = 0; quiet < (answers ? 4 : 10); round += 1) {
    if (round > 400) {
      world.faults.push('it does not come to rest');
      return;
    }
    const before = world.life.bus.lastSeq;
    playOn(world, answers);
    await settle();
    vi.advanceTimersByTime(20_000);
    await settle();
    quiet = world.life.bus.lastSeq === before ? quiet + 1 : 0;
  }
}

/** What a person would be left with who could do nothing about it. */
function strandedInstance({ id, status, problem, stall }: Instance, world: World): readonly string[] {
  const { requests } = world.life.orchestrator;
  if (status === 'stopped' || status === 'idle') return [];
  if (status === 'failed')
    return problem === null || problem.hint === '' ? [`instance ${id} has failed without a word`] : [];
  if (requests.open().some(({ instanceId }) => instanceId === id)) return [];
  if (status === 'working' && stall !== null) return [];
  return [`instance ${id} is ${status} for ever`];
}

function strandedTasks(world: World): readonly string[] {
  const { orchestrator, records, settings, control } = world.life;
  const instances = records.all();
  const working = instances.filter(({ status }) => status === 'working' || status === 'waiting').length;
  return orchestrator.queue.open().flatMap((task) => {
    const instance = instances.find(({ id }) => id === task.instanceId);
    // Its instance is deleted, and it waits with it.
    if (instance === undefined) return [];
    if (task.status === 'queued') {
      const { tasks } = world.life.replay;
      const heldBack = isHeldBack(task, (id) => tasks.get(id));
      const reason = waitingReason(instance, control.state, working, settings.current.maxRunning, heldBack);
      return reason === null ? [`task ${task.id} is queued, and nobody says why`] : [];
    }
    return instance.currentTaskId === task.id
      ? []
      : [`task ${task.id} is ${task.status}, and its instance is not at it`];
  });
}

/** The person does everything that can be done, and every CLI works: all that waits must be done then. */
async function goOn(world: World): Promise<void> {
  const { orchestrator, records, settings, control } = world.life;
  const { manager, queue, requests } = orchestrator;
  control.setPaused(false);
  settings.update({ memoryReserve: null });
  for (const { id } of records.all()) manager.pauseInstance(id, false);
  for (let round = 0; round < 200; round += 1) {
    const waiting = queue.open().filter((task) => records.find(task.instanceId).ok);
    if (waiting.length === 0 && requests.open().length === 0) return;
    for (const { id } of control.state.holds) manager.release(id);
    for (const { id, instanceId } of waiting.filter((task) => needsPerson(task, world))) {
      if (manager.updateTask(id, { after: [] }).ok) world.promises.wants(instanceId, 'up');
    }
    for (const { id } of requests.open()) manager.answerRequest(id, { behavior: 'deny', interrupt: false });
    for (const instance of records.all()) {
      const hasWork = waiting.some(({ instanceId }) => instanceId === instance.id);
      if (hasWork && (instance.status === 'stopped' || instance.status === 'failed')) {
        if (manager.startInstance(instance.id).ok) world.promises.wants(instance.id, 'up');
      }
    }
    playOn(world, true);
    await settle();
    vi.advanceTimersByTime(2000);
    await settle();
    world.look();
  }
  world.faults.push('a person who does everything that can be done does not get everything done');
}

/** Does a task wait for another one that will not be completed by itself? */
function needsPerson(task: Task, { life }: World): boolean {
  const [by] = heldBackBy(task, (id) => life.replay.tasks.get(id));
  return by !== undefined && (!isOpenTask(by) || !life.records.find(by.instanceId).ok);
}

/** Of every task that was cut off, "resume" or "run again" is taken. */
function offerAgain(world: World): void {
  const { orchestrator, replay, records } = world.life;
  for (const task of replay.tasks.values()) {
    if (task.status !== 'interrupted' || !records.find(task.instanceId).ok) continue;
    const resumed = orchestrator.manager.resumeTask(task.id).ok;
    if (resumed || orchestrator.manager.retryTask(task.id).ok) world.promises.again(task, !resumed);
    else world.faults.push(`task ${task.id} was cut off, and can neither go on nor run again`);
  }
}

async function closeTower(world: World): Promise<void> {
  const { orchestrator, bus } = world.life;
  const end = { isReached: false };
  void orchestrator.stop().then(() => (end.isReached = true));
  for (let round = 0; round < 100; round += 1) {
    playOn(world, false);
    await settle();
    if (end.isReached) break;
    vi.advanceTimersByTime(1000);
  }
  if (!end.isReached) world.faults.push('the tower does not close');
  if (bus.close() !== null) world.faults.push('events were lost when the tower closed');
  await settle();
}

/** Brings a world to its end, and sees that a person could have gone on from where it came to rest. */
export async function comeToRest(world: World, falls: 'answering' | 'silent'): Promise<void> {
  world.isFull = false;
  world.memoryIsShort = false;
  if (falls === 'silent') world.life.settings.update(shortLimits(10_000));
  await quieten(world, falls === 'answering');
  world.look();
  world.compareWithDisk();
  const { records, starter, replay, control } = world.life;
  world.faults.push(
    ...records.all().flatMap((instance) => strandedInstance(instance, world)),
    ...strandedTasks(world),
    ...world.promises.unkept(replay),
    ...(falls === 'answering' ? world.promises.uncancelled(replay) : []),
  );
  const timers = vi.getTimerCount();
  // The watchdog's own, and one for the first hold that will be over; a CLI that was asked may have one too.
  const asked = starter.alive().filter(({ hasQuestion }) => hasQuestion).length;
  const most = 1 + (control.state.holds.length > 0 ? 1 : 0);
  if (asked === 0 && timers > most) world.faults.push(`${String(timers)} timers run at rest`);
  if (world.faults.length > 0) return;
  await goOn(world);
  world.faults.push(...world.promises.uncancelled(replay));
  offerAgain(world);
  await goOn(world);
  world.compareWithDisk();
  await closeTower(world);
  world.faults.push(...leftoversOf(world));
}

function leftoversOf(world: World): readonly string[] {
  const stored = storedIn(world.sqlite);
  const alive = world.life.starter.alive().filter(({ isGivenUp }) => !isGivenUp);
  const timers = vi.getTimerCount();
  return [
    ...leftovers(stored),
    ...illegalRecords(stored),
    ...illegalSteps(stored),
    ...alive.map(({ pid }) => `process ${String(pid)} is left`),
    ...(timers > 0 ? [`${String(timers)} timers are left`] : []),
  ];
}

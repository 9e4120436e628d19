import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { openDatabase } from '../../../apps/main/persistence/open-database.ts';
import type { InstanceScopes } from '../../../apps/main/supervision/instance-scopes.ts';
import { LinuxProcessTable } from '../../../apps/main/supervision/linux-process-table.ts';
import { ProcessLedger } from '../../../apps/main/supervision/process-ledger.ts';
import { markerName, processesOfTree } from '../../../apps/main/supervision/process-tree.ts';
import { scopeUnitOf } from '../../../apps/main/supervision/scope-names.ts';
import { LinuxUsageTable } from '../../../apps/main/supervision/tree-usage-linux.ts';
import { TreeUsageSampler } from '../../../apps/main/supervision/tree-usage.ts';
import { Life, shellProgram, type LifeOptions, type Script } from '../claude/lives.ts';
import { busyScript, doomedTower, newPlace, staysAtEndOfInput, wiped } from './doomed.ts';
import { isRunning } from './proc.ts';
import { scopesBy } from './stand-in-scopes.ts';
import { canMakeGroups, groupForScopes, inGroup, membersOf, onlyProbed, systemdStandIn } from './systemd-stand-in.ts';

const gone = { timeout: 8000, interval: 20 };
const table = new LinuxProcessTable();

/** A process table that knows nothing of scopes. */
class OldTable extends LinuxProcessTable {
  override inScope(): Promise<readonly number[]> {
    return Promise.resolve([]);
  }
}

/** Whether a process carries a marker; not when it is gone. */
function hasMarker(pid: number): boolean {
  try {
    return readFileSync(`/proc/${String(pid)}/environ`, 'latin1').includes(`${markerName}=`);
  } catch {
    return false;
  }
}

/** A life in a scope, of a CLI that leaves an orphan without any mark. */
async function scopedLife(options: LifeOptions = {}, script: Script = { at: { spawn: [wiped('wiped')] } }) {
  const group = groupForScopes();
  const log = { info: vi.fn(), warn: vi.fn() };
  const life = new Life({ script, scopes: scopesBy(systemdStandIn(inGroup(group)), { log }), ...options });
  const claude = await life.start();
  const scope = join(group, scopeUnitOf(life.marker));
  return { life, claude, scope, log };
}

/** Waits until a program has said its pid. */
async function pidIn(life: Life, name: string): Promise<number> {
  const file = join(life.directory, name);
  await vi.waitUntil(() => existsSync(file), { timeout: 20_000, interval: 20 });
  return Number(readFileSync(file, 'utf8'));
}

const withGroups = (): void => {
  it('finds and ends, with the agent, what has cleared its environment and detached itself', async () => {
    const { life, claude, scope, log } = await scopedLife();
    const orphan = await pidIn(life, 'wiped');
    expect(hasMarker(orphan)).toBe(false);
    expect((await processesOfTree(claude.tree, new OldTable())).map(({ pid }) => pid)).not.toContain(orphan);
    expect((await processesOfTree(claude.tree, table)).map(({ pid }) => pid)).toContain(orphan);
    expect(log.info.mock.calls).toEqual([['agents get a scope of their own each', { systemd: 252 }]]);
    expect(await claude.end()).toMatchObject({ leftPids: [] });
    expect(isRunning(orphan)).toBe(false);
    expect(membersOf(scope)).toEqual([]);
    expect(life.store.all()).toEqual([]);
    expect(log.warn).not.toHaveBeenCalled();
  });

  it('leaves the agent its pid, its pipes and its environment', async () => {
    const program = shellProgram('echo "pid $$" >&2; echo "mine $XDG_RUNTIME_DIR" >&2; read -r line; echo "$line" >&2');
    const own = { command: program, environment: { XDG_RUNTIME_DIR: '/my own' } };
    const { life, claude, scope } = await scopedLife(own, {});
    expect(membersOf(scope)).toEqual([claude.pid]);
    claude.write({ said: 'hello' });
    expect(await claude.exited).toMatchObject({ code: 0 });
    expect(life.stderr).toEqual([`pid ${String(claude.pid)}`, 'mine /my own', '{"said":"hello"}']);
    await claude.end();
  });

  it('measures what is in the scope with the agent', async () => {
    const { life, claude, scope } = await scopedLife();
    await pidIn(life, 'wiped');
    const sampler = new TreeUsageSampler({ table: new LinuxUsageTable(), clock: () => 0, ownPid: process.pid });
    await vi.waitFor(async () => {
      const seen = await sampler.sample(() => [claude.tree]);
      expect(seen.get(life.marker)?.processes).toBe(membersOf(scope).length);
    }, gone);
    expect(membersOf(scope).length).toBeGreaterThan(2);
    await claude.end();
  });

  it('says what is wrong with a program that cannot be started, as without scopes', async () => {
    const life = new Life({
      scopes: scopesBy(systemdStandIn(inGroup(groupForScopes()))),
      command: shellProgram('true', '#!/no/such/interpreter'),
    });
    expect(await life.begin()).toMatchObject({ ok: false, problem: { code: 'cli.notExecutable' } });
    expect(life.store.all()).toEqual([]);
  });

  it('is ended by the guard when the tower is killed', async () => {
    const group = groupForScopes();
    const scopes = systemdStandIn(inGroup(group));
    const script = busyScript(staysAtEndOfInput, [wiped('wiped')]);
    const options = { guarded: true, scopes, names: ['tool', 'orphan', 'wiped'] };
    const { tower, marker, pids, guard } = await doomedTower(newPlace(), script, options);
    const scope = join(group, scopeUnitOf(marker));
    expect(membersOf(scope)).toEqual(expect.arrayContaining([...pids]));
    expect(membersOf(scope)).not.toContain(guard);
    const begun = performance.now();
    await tower.kill();
    await vi.waitUntil(() => membersOf(scope).length === 0, gone);
    expect(performance.now() - begun).toBeLessThan(5000);
    await vi.waitUntil(() => !isRunning(guard ?? 0), gone);
  });

  it('is ended by the next tower when nothing with our marker is left, and the pid was not learnt', async () => {
    const group = groupForScopes();
    const script = busyScript(staysAtEndOfInput, [wiped('wiped')]);
    const options = { guarded: false, scopes: systemdStandIn(inGroup(group)), names: ['tool', 'orphan', 'wiped'] };
    const place = newPlace();
    const { tower, marker, pids } = await doomedTower(place, script, options);
    const scope = join(group, scopeUnitOf(marker));
    await tower.kill();
    for (const pid of membersOf(scope).filter(hasMarker)) process.kill(pid, 'SIGKILL');
    await vi.waitUntil(() => !membersOf(scope).some(hasMarker), gone);
    // One that was killed has its number until its parent has noticed.
    await vi.waitUntil(() => pids.filter(isRunning).length <= 1, gone);
    expect(pids.map(isRunning)).toEqual([false, false, false, true]);
    const opened = openDatabase({ file: place.file, backupDirectory: place.backupDirectory });
    if (!opened.ok) throw new Error(opened.problem.message);
    onTestFinished(() => opened.value.close());
    const { processes } = opened.value;
    for (const row of processes.all()) processes.add({ ...row, pid: 0, startTime: '' });
    expect(await new ProcessLedger(processes, table).sweep()).toMatchObject({ ended: [{ marker }], remaining: [] });
    expect(membersOf(scope)).toEqual([]);
  });

  it('leaves alone what is in the scope of another', async () => {
    const group = groupForScopes();
    const scopes = scopesBy(systemdStandIn(inGroup(group)));
    const [one, other] = [new Life({ scopes, script: {} }), new Life({ scopes, script: {} })];
    const [claude, neighbour] = [await one.start(), await other.start()];
    await claude.end();
    expect(isRunning(neighbour.pid)).toBe(true);
    expect(membersOf(join(group, scopeUnitOf(other.marker)))).toContain(neighbour.pid);
    await neighbour.end();
  });
};

const withoutGroups = (): void => {
  it('starts the agent without a scope, and ends what still has its marker', async () => {
    const log = { info: vi.fn(), warn: vi.fn() };
    const scopes = scopesBy(systemdStandIn(inGroup('/sys/fs/cgroup/not-for-us')), { log });
    const life = new Life({
      scopes,
      script: { at: { spawn: [{ act: 'spawn', command: 'exec sleep 300', as: 'orphan' }] } },
    });
    const claude = await life.start();
    expect(log.info.mock.calls).toMatchObject([['agents get no scope of their own', {}]]);
    await vi.waitFor(async () => expect((await life.alive()).length).toBeGreaterThan(1), gone);
    expect(await claude.end()).toMatchObject({ leftPids: [] });
    expect(await life.alive()).toEqual([]);
  });
};

if (canMakeGroups) describe('an agent in a scope of its own', withGroups);
else describe('an agent where nobody may make control groups', withoutGroups);

describe('an agent whose scope cannot be had', () => {
  /** Starts an agent, which must answer as any. @returns what was logged */
  async function startedWithout(scopesWith: (log: { info: () => void; warn: () => void }) => InstanceScopes) {
    const log = { info: vi.fn(), warn: vi.fn() };
    const life = new Life({ scopes: scopesWith(log), script: { reply: [{ text: 'Hello.' }] } });
    const claude = await life.start();
    claude.prompt(randomUUID(), 'Go.');
    expect(await life.message('result')).toMatchObject({ kind: 'result' });
    expect(await claude.end()).toMatchObject({ leftPids: [] });
    return { info: log.info.mock.calls, warn: log.warn.mock.calls };
  }

  it.each([
    ['fails', "echo 'Failed to connect to bus: No medium found' >&2; exit 1", /exit code 1 Failed to connect to bus/],
    ['does not join', 'exec "$@"', /not seen in it/],
    ['says nothing', 'exit 0', /not seen in it/],
  ])('is started without where systemd %s, which the log says once', async (_, body, reason) => {
    const { info, warn } = await startedWithout((log) => scopesBy(systemdStandIn(body), { log }));
    expect(info).toEqual([['agents get no scope of their own', { reason: expect.stringMatching(reason) as string }]]);
    expect(warn).toEqual([]);
  });

  it('waits no longer than it has to for a service manager that does not answer', async () => {
    const begun = performance.now();
    const scopes = scopesBy(systemdStandIn('sleep 3; exit 1'), { probeMs: 300 });
    expect(await scopes.probe()).toBe(false);
    expect(performance.now() - begun).toBeLessThan(2000);
  });

  it.each([
    ['in the session of a terminal', '0::/user.slice/user-7.slice/session-1.scope\n'],
    ['in the scope of an agent', '0::/user.slice/user-7.slice/user@7.service/app.slice/controltower-m.scope\n'],
    ['where there are no control groups', ''],
  ])('is not even tried %s', async (_, groups) => {
    const { info } = await startedWithout((log) =>
      scopesBy(systemdStandIn('exit 3'), { log, ownControlGroups: () => Promise.resolve(groups) }),
    );
    expect(info).toEqual([['agents get no scope of their own', { reason: expect.stringMatching(/^we /) as string }]]);
  });

  it('is started again without where systemd refuses this one, and says why', async () => {
    const refusal = "echo 'Failed to start transient scope unit: no' >&2; exit 1";
    const { warn } = await startedWithout((log) => scopesBy(systemdStandIn(onlyProbed(refusal)), { log }));
    const reason = 'Failed to start transient scope unit: no';
    expect(warn).toEqual([['an agent was started without a scope of its own', { reason }]]);
  });

  it('is started again without where systemd takes too long, and nothing of the first start is left', async () => {
    const folder = systemdStandIn(onlyProbed('exec sleep 300'));
    const { warn } = await startedWithout((log) => scopesBy(folder, { log, joinMs: 200 }));
    expect(warn).toEqual([['an agent was started without a scope of its own', { reason: 'it took too long' }]]);
  });

  it('gives up when the service manager is gone meanwhile', async () => {
    const log = { info: vi.fn(), warn: vi.fn() };
    const once =
      'case $1 in cat) [ -e "$0.asked" ] && exit 1; : > "$0.asked"; echo "0::/x/$unit"; exit ;; esac; exit 1';
    const scopes = scopesBy(systemdStandIn(once), { log });
    for (let count = 0; count < 3; count += 1) {
      const life = new Life({ scopes, script: {} });
      await (await life.start()).end();
    }
    expect(log.warn).toHaveBeenCalledTimes(1);
    expect(log.info.mock.calls.map(([words]) => words as string)).toEqual([
      'agents get a scope of their own each',
      'agents get no scope of their own',
    ]);
  });
});

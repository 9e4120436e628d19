import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished, vi } from 'vitest';

/** Where the unified hierarchy of control groups is mounted here; null where there is none. */
const mount = ['/sys/fs/cgroup', '/sys/fs/cgroup/unified'].find((path) => existsSync(join(path, 'cgroup.controllers')));

/** Makes a control group that goes after the test with all that is in it. @returns null where that is not allowed */
function newGroup(): string | null {
  if (mount === undefined) return null;
  const group = join(mount, `control-tower-test-${randomUUID()}`);
  const moves = 'mkdir "$0" && mkdir "$0/x" && echo $$ > "$0/x/cgroup.procs"';
  const made = spawnSync('/bin/sh', ['-c', moves, group], { stdio: 'ignore' }).status === 0;
  if (!existsSync(group)) return null;
  rmdirSync(join(group, 'x'));
  if (made) return group;
  rmdirSync(group);
  return null;
}

/** Whether this computer lets us put processes into control groups: as root, where the hierarchy may be written. */
export const canMakeGroups = ((): boolean => {
  const group = newGroup();
  if (group !== null) rmdirSync(group);
  return group !== null;
})();

/** The control group in which a stand-in makes its scopes; it goes after the test, with all that is in it. */
export function groupForScopes(): string {
  const group = newGroup();
  if (group === null) throw new Error('No control group can be made here.');
  onTestFinished(async () => {
    for (const name of readdirSync(group, { withFileTypes: true })) {
      if (!name.isDirectory()) continue;
      const scope = join(group, name.name);
      for (const pid of membersOf(scope)) process.kill(pid, 'SIGKILL');
      await vi.waitUntil(() => membersOf(scope).length === 0, { timeout: 5000, interval: 10 });
      rmdirSync(scope);
    }
    rmdirSync(group);
  });
  return group;
}

/** The pids in a control group. */
export function membersOf(group: string): readonly number[] {
  return readFileSync(join(group, 'cgroup.procs'), 'utf8').split('\n').filter(Boolean).map(Number);
}

/** What a stand-in does when it has read its options: `$unit` is the scope that is asked for, `$@` the program. */
export const inGroup = (group: string): string =>
  `mkdir "${group}/$unit" && echo $$ > "${group}/$unit/cgroup.procs" || exit 1; exec "$@"`;
/** One that answers whether scopes can be had, and nothing after that. */
export const onlyProbed = (then: string): string => `case $1 in cat) echo "0::/x/$unit"; exit ;; esac; ${then}`;

/** A program that is called as systemd-run is. @returns the folder to have in PATH */
export function systemdStandIn(body: string): string {
  const folder = mkdtempSync(join(homedir(), 'systemd-'));
  const lines = [
    '#!/bin/sh',
    'while [ "$1" != -- ]; do',
    '  case $1 in',
    "    --version) echo 'systemd 252 (a stand-in)'; exit ;;",
    '    --unit=*) unit=${1#--unit=} ;;',
    '    --setenv=*) export "${1#--setenv=}" ;;',
    '  esac',
    '  shift',
    'done',
    'shift',
    body,
  ];
  writeFileSync(join(folder, 'systemd-run'), `${lines.join('\n')}\n`);
  chmodSync(join(folder, 'systemd-run'), 0o755);
  return folder;
}

import type { DoctorCheck, DoctorFinding, DoctorOutcome } from '../../../shared/models/doctor.ts';
import type { SettingTab } from '../../stores/view-state.ts';

/** What the window can do itself about a finding, or have done in a terminal. */
export type Remedy =
  | { readonly kind: 'settings'; readonly tab: SettingTab }
  | { readonly kind: 'resume' }
  | { readonly kind: 'release' }
  | { readonly kind: 'command'; readonly command: string };

/** What is typed in a terminal to have a CLI that works. */
export const commands = {
  install: 'npm install -g @anthropic-ai/claude-code',
  update: 'claude update',
  signIn: 'claude',
} as const;
const install: Remedy = { kind: 'command', command: commands.install };
const cliSettings: Remedy = { kind: 'settings', tab: 'cli' };
const desktopSettings: Remedy = { kind: 'settings', tab: 'desktop' };

const remedies: Partial<Record<DoctorFinding, readonly Remedy[]>> = {
  cliMissing: [cliSettings, install],
  cliNotThere: [cliSettings, install],
  cliUnusable: [cliSettings],
  versionTooOld: [{ kind: 'command', command: commands.update }],
  versionBehind: [{ kind: 'command', command: commands.update }],
  notSignedIn: [{ kind: 'command', command: commands.signIn }],
  shortcutTaken: [desktopSettings],
  shortcutInvalid: [desktopSettings],
  loginRefused: [desktopSettings],
  towerPaused: [{ kind: 'resume' }],
  holdsSome: [{ kind: 'release' }],
  memoryShort: [{ kind: 'settings', tab: 'work' }],
};

/** Where one command installs git; on Linux that depends on the distribution. */
const gitCommands: Readonly<Record<string, string>> = {
  darwin: 'xcode-select --install',
  win32: 'winget install --id Git.Git',
};

/** @param platform of the host, as Node names it */
export function remediesOf(finding: DoctorFinding, platform: string): readonly Remedy[] {
  const git = gitCommands[platform];
  if (finding === 'gitMissing' && git !== undefined) return [{ kind: 'command', command: git }];
  return remedies[finding] ?? [];
}

/** The outcomes, what needs somebody first. */
export const byUrgency = ['bad', 'warning', 'unknown', 'good'] as const satisfies readonly DoctorOutcome[];

/** What needs somebody first; within that, as the doctor tells it. */
export function sortChecks(checks: readonly DoctorCheck[]): readonly DoctorCheck[] {
  return byUrgency.flatMap((outcome) => checks.filter((check) => check.outcome === outcome));
}

import type { SettingTab } from '../../stores/view-state.ts';

/** Which settings there are, by their words, and where they stand. `desktop`: only where there is one. */
export const settingPlaces = [
  { tab: 'cli', label: 'settings.path', desktop: false },
  { tab: 'work', label: 'settings.maxRunning', desktop: false },
  { tab: 'work', label: 'settings.defaultMode', desktop: false },
  { tab: 'work', label: 'settings.defaultModel', desktop: false },
  { tab: 'work', label: 'watch.limit', desktop: false },
  { tab: 'work', label: 'watch.policy', desktop: false },
  { tab: 'work', label: 'resources.limitOfAll', desktop: false },
  { tab: 'work', label: 'resources.reserve', desktop: false },
  { tab: 'look', label: 'settings.theme', desktop: false },
  { tab: 'look', label: 'settings.language', desktop: false },
  { tab: 'keyboard', label: 'actions.shortcuts', desktop: false },
  { tab: 'desktop', label: 'settings.closeToTray', desktop: true },
  { tab: 'desktop', label: 'settings.startAtLogin', desktop: true },
  { tab: 'desktop', label: 'settings.shortcut', desktop: true },
  { tab: 'notifications', label: 'settings.notifyRequests', desktop: true },
  { tab: 'notifications', label: 'settings.remind', desktop: true },
  { tab: 'notifications', label: 'settings.notifyEnds', desktop: true },
  { tab: 'notifications', label: 'settings.quietHours', desktop: true },
  { tab: 'privacy', label: 'settings.logContents', desktop: false },
  { tab: 'privacy', label: 'settings.peers', desktop: false },
  { tab: 'privacy', label: 'settings.updates', desktop: true },
] as const satisfies readonly { readonly tab: SettingTab; readonly label: string; readonly desktop: boolean }[];

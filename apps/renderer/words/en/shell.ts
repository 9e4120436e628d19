/** The frame of the window, its banners and empty states. */
export const shell = {
  titleNeedsYou: '({{count}}) Claude Control Tower',
  totals: 'Instances by status',
  totalOf: '{{status}}: {{count}}',
  showInstances: 'Show the instances',
  pause: 'Pause the tower',
  resume: 'Resume the tower',
  pausedBanner: 'The tower is paused: queued tasks are not started. Running ones go on.',
  settings: 'Settings',
  connecting: 'Connecting to the tower',
  lost: 'The connection to the tower was lost. This window tries again by itself. If the tower was closed, start it again.',
  refused:
    'This browser is not signed in to the tower. Open the link again: "control-tower serve" prints a new one when it starts.',
  emptyTitle: 'Start your first agent',
  emptyText:
    'An instance is one Claude Code agent in one folder. Create it, write or drop a prompt, and watch it work. Everything is kept, also when you quit.',
  emptyCreate: 'New instance…',
  emptyDemo: 'Try the demo agent',
  emptyDemoHint: 'The demo agent needs no account and no CLI. It only pretends to work.',
  demoName: 'Demo agent',
  broken: 'This part of the window failed',
  brokenHint: 'The rest goes on. Reload this part, or the whole window; no work is lost.',
  reloadPart: 'Reload this part',
  reloadWindow: 'Reload the window',
} as const;

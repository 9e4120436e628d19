import type { InstanceStatus } from '../../../shared/models/instance.ts';

const status: Readonly<Record<InstanceStatus, string>> = {
  stopped: 'stopped',
  starting: 'starting',
  idle: 'idle',
  working: 'working',
  waiting: 'needs you',
  stopping: 'stopping',
  failed: 'failed',
};

const time = (at: number): string => new Date(at).toLocaleTimeString('en', { timeStyle: 'short' });
const date = (at: number): string => new Date(at).toLocaleDateString('en', { month: 'short', day: 'numeric' });

/** What the app says outside of its windows. Times are milliseconds since the epoch. */
export const english = {
  appName: 'Claude Control Tower',
  status,
  noInstances: 'No instances',
  paused: 'Paused',
  heldFor: (length: string) => `Waits for the API: ${length} left`,
  /** A length of time. */
  minutes: (minutes: number) => {
    if (minutes < 1) return 'less than a minute';
    if (minutes < 60) return minutes === 1 ? '1 minute' : `${minutes} minutes`;
    if (minutes < 24 * 60) return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
    return `${Math.floor(minutes / 24 / 60)} d ${Math.floor(minutes / 60) % 24} h`;
  },
  requests: (count: number) => (count === 1 ? '1 request waits for you' : `${count} requests wait for you`),
  queued: (count: number) => (count === 1 ? '1 task queued' : `${count} tasks queued`),
  more: (count: number) => `${count} more…`,
  show: 'Show',
  hide: 'Hide the window',
  showTower: 'Show Claude Control Tower',
  start: 'Start',
  stop: 'Stop',
  openInWindow: 'Open in a window',
  pauseAll: 'Pause all',
  resumeAll: 'Resume all',
  newInstance: 'New instance…',
  findInstance: 'Find instance…',
  settings: 'Settings…',
  quit: 'Quit',
  cancel: 'Cancel',
  keepRunning: 'Keep running in the tray',
  about: 'About Claude Control Tower',
  copy: 'Copy',
  close: 'Close',
  licences: 'Licences',
  version: 'Version',
  whatIsNew: 'What is new',
  openData: 'Open the data folder',
  openLog: 'Open the log',
  quitQuestion: (count: number) =>
    count === 1 ? 'An agent is at work. Quit all the same?' : `${count} agents are at work. Quit all the same?`,
  quitDetail:
    'Quitting interrupts them and ends their processes. What they have said is kept, and so are queued tasks; an interrupted task can be run again.',
  stillRunningTitle: 'The tower goes on',
  stillRunning: 'Agents keep working. Find the tower in the tray; its menu has Quit. Settings can change this.',
  asksPermission: (tool: string) => `asks for a permission: ${tool}`,
  asksQuestion: 'has a question',
  asksPlan: 'has a plan to approve',
  allow: 'Allow',
  deny: 'Deny',
  taskCompleted: (task: string) => `Done: ${task}`,
  taskFailed: (task: string, reason: string) => (reason === '' ? `Failed: ${task}` : `Failed: ${task}. ${reason}`),
  instanceFailed: (reason: string) => (reason === '' ? 'has failed' : `has failed. ${reason}`),
  stillWaits: (what: string, since: number, now: number) =>
    `${what}. It still waits for you, since ${date(since) === date(now) ? '' : `${date(since)}, `}${time(since)}`,
  stillNeedYou: (count: number) => `${count} requests still wait for you`,
  doesNotGoOn: (reason: string) => `does not go on: ${reason}`,
  stalled: {
    silent: (length: string) => `nothing has come from it for ${length}`,
    tool: (length: string) => `its tool has said nothing for ${length}`,
    noResult: (length: string) => `its answer is complete, but the CLI has not said so for ${length}`,
    retries: (length: string) => `the API has been tried in vain for ${length}`,
  },
  inTrouble: (count: number) => `${count} agents need looking after`,
  updateReady: (version: string) => `Version ${version} is ready`,
  updateReadyDetail: 'It is installed when you quit. Settings can change this.',
  untitled: 'a task',
  needYou: (count: number) => `${count} requests wait for you`,
  ended: (completed: number, failed: number) =>
    failed === 0 ? `${completed} tasks are done` : `${completed} tasks are done, ${failed} failed`,
  pageCrashed: 'The window keeps crashing',
  pageCrashedDetail: 'Agents are not affected and go on. Try once more, or quit and start the app again.',
  tryAgain: 'Try again',
  graphicsCrashed: 'The graphics process keeps crashing',
  graphicsCrashedDetail:
    'This is mostly the fault of a graphics driver. Starting again without hardware acceleration helps: agents are ended well, and their tasks are kept.',
  restartWithout: 'Start again without acceleration',
  continueAnyway: 'Go on',
  fileRefused: (name: string) => `${name} was not taken`,
  fileTooLarge: 'It is larger than 20 MB. Put it into the folder of the instance, and name it in the prompt.',
  fileUnreadable: 'It cannot be read.',
  menus: { file: 'File', edit: 'Edit', view: 'View', window: 'Window', help: 'Help', instances: 'Instances' },
  roles: {
    undo: 'Undo',
    redo: 'Redo',
    cut: 'Cut',
    copy: 'Copy',
    paste: 'Paste',
    selectAll: 'Select all',
    reload: 'Reload the window',
    toggleDevTools: 'Developer tools',
    resetZoom: 'Actual size',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    togglefullscreen: 'Full screen',
    minimize: 'Minimize',
    close: 'Close the window',
  },
};

export type ShellWords = typeof english;

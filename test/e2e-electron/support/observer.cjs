// Loaded into the main process before the app (electron -r): it keeps what nobody would see, the same in Electron and in
// its stand-in. Specs read it by `globalThis.observed`.
const Module = module.require('node:module');
const electron = module.require('electron');

const observed = {
  trays: [],
  notifications: [],
  opened: [],
  dialogs: [],
  answers: {},
  shortcuts: new Map(),
  takenKeys: [],
  progress: [],
  relaunches: [],
  clockAheadMs: 0,
};
// The app takes the time from here: a spec lets hours pass, as they do while a computer sleeps.
const now = Date.now.bind(Date);
Date.now = () => now() + observed.clockAheadMs;
const complain = (what) => process.stderr.write(`${what}\n`);
globalThis.observed = observed;

class ObservedTray extends electron.Tray {
  constructor(image, ...rest) {
    super(image, ...rest);
    this.observedImage = image;
    this.observedMenu = null;
    this.observedToolTip = '';
    observed.trays.push(this);
  }
  setImage(image) {
    this.observedImage = image;
    super.setImage(image);
  }
  setContextMenu(menu) {
    this.observedMenu = menu;
    super.setContextMenu(menu);
  }
  setToolTip(text) {
    this.observedToolTip = text;
    super.setToolTip(text);
  }
}

class ObservedNotification extends electron.Notification {
  constructor(options) {
    super(options);
    this.observedActions = (options.actions ?? []).map(({ text }) => text);
    this.observedClosed = false;
  }
  close() {
    this.observedClosed = true;
    super.close();
  }
  show() {
    observed.notifications.push(this);
    super.show();
  }
}

electron.shell.openExternal = async (url) => void observed.opened.push(url);
electron.shell.openPath = async (path) => {
  observed.opened.push(path);
  return '';
};
electron.dialog.showErrorBox = (title, content) => complain(`An error box: ${title}: ${content}`);
for (const name of ['showOpenDialog', 'showSaveDialog', 'showMessageBox']) {
  electron.dialog[name] = async (...given) => {
    const options = given.at(-1);
    observed.dialogs.push({ name, options });
    const answer = (observed.answers[name] ?? []).shift();
    if (answer !== undefined) return answer;
    // Nobody said what to answer: the dialog stays open.
    return new Promise((resolve) => {
      observed.waiting = resolve;
    });
  };
}
const { globalShortcut } = electron;
const register = globalShortcut.register.bind(globalShortcut);
globalShortcut.register = (keys, pressed) => {
  if (observed.takenKeys.includes(keys) || !register(keys, pressed)) return false;
  observed.shortcuts.set(keys, pressed);
  return true;
};
const { setProgressBar } = electron.BrowserWindow.prototype;
electron.BrowserWindow.prototype.setProgressBar = function (progress, ...rest) {
  observed.progress.push(progress);
  setProgressBar.call(this, progress, ...rest);
};
electron.app.relaunch = (options) => void observed.relaunches.push(options?.args ?? []);
process.on('unhandledRejection', (error) => complain(`An unhandled rejection: ${error}`));

const replaced = { Tray: ObservedTray, Notification: ObservedNotification };
const seen = new Proxy(electron, {
  get: (target, name) => (Object.hasOwn(replaced, name) ? replaced[name] : target[name]),
});
const load = Module._load;
Module._load = function (request, ...rest) {
  return request === 'electron' ? seen : load.call(this, request, ...rest);
};

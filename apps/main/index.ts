import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { app } from 'electron';
import { ElectronIpc } from './gateway/electron-ipc.ts';
import { Gateway } from './gateway/gateway.ts';
import { dataDirectory } from './host/data-directory.ts';
import { findProgramFiles } from './host/program-files.ts';
import { createElectronLog } from './logging/electron-log.ts';
import { appAddress, developmentAddress, isOwnAddress } from './shell/app-address.ts';
import { setAppMenu } from './shell/app-menu.ts';
import { registerAppScheme, serveAppProtocol } from './shell/app-protocol.ts';
import { chooseDirectory } from './shell/choose-directory.ts';
import { MainWindow } from './shell/main-window.ts';
import { guardNavigation } from './shell/navigation-guard.ts';
import { refusePermissions } from './shell/permissions.ts';
import { closeBeforeQuit } from './shell/quit-sequence.ts';
import { claimSingleInstance } from './shell/single-instance.ts';
import { openOrAsk } from './shell/start-problem.ts';
import { openTower } from './tower.ts';

const files = findProgramFiles();
const development = developmentAddress(app.isPackaged, process.env);
const isOwn = (url: string): boolean => isOwnAddress(url, development);
const directory = dataDirectory(app.commandLine.getSwitchValue('data') || null, {
  platform: process.platform,
  environment: process.env,
  homeDirectory: homedir(),
  workingDirectory: process.cwd(),
});
let showWindow = (): void => undefined;

keepBrowserFilesIn(join(directory, 'window'));
registerAppScheme();
if (claimSingleInstance(() => showWindow())) void app.whenReady().then(start);
else app.quit();

async function start(): Promise<void> {
  const opened = await openOrAsk(directory, async (dataFolder) => {
    const log = createElectronLog({ directory: join(dataFolder, 'logs'), environment: process.env });
    const host = { kind: 'electron', version: files.version } as const;
    const tower = await openTower({ dataDirectory: dataFolder, host, log, chooseDirectory });
    return tower.ok ? { ok: true, value: { tower: tower.value, log, dataFolder } } : tower;
  });
  if (opened === null) {
    app.exit(1);
    return;
  }
  const { tower, log, dataFolder } = opened;
  const gateway = new Gateway({ bus: tower.bus, handlers: tower.handlers, log });
  const ipc = new ElectronIpc({ gateway, log, isOwnAddress: isOwn });
  refusePermissions(isOwn);
  guardNavigation(isOwn, log);
  setAppMenu(dataFolder);
  serveAppProtocol(files.rendererDirectory);
  const window = new MainWindow({
    preloadFile: files.preloadFile,
    address: development ?? appAddress,
    log,
    attach: (contents) => ipc.attach(contents),
  });
  closeBeforeQuit(async () => {
    await tower.close();
    gateway.close();
    ipc.close();
  }, log);
  showWindow = () => window.show();
  app.on('activate', showWindow);
  showWindow();
}

/** Chromium's own files, and the lock of the single instance, lie with the data: one app a data folder. */
function keepBrowserFilesIn(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    app.setPath('userData', folder);
  } catch {
    // A folder that cannot be written is told when the tower is opened on it, with a choice of what to do.
    return;
  }
}

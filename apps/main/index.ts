import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { app, safeStorage } from 'electron';
import { ElectronIpc } from './gateway/electron-ipc.ts';
import { Gateway } from './gateway/gateway.ts';
import { dataDirectory } from './host/data-directory.ts';
import { findProgramFiles } from './host/program-files.ts';
import { createElectronLog } from './logging/electron-log.ts';
import { appId } from './shell/app-id.ts';
import { appAddress, developmentAddress, isOwnAddress } from './shell/app-address.ts';
import { registerAppScheme, serveAppProtocol } from './shell/app-protocol.ts';
import { hiddenSwitch } from './shell/autostart-entry.ts';
import { chooseDirectory } from './shell/choose-directory.ts';
import { chooseSaveFile } from './shell/choose-save-file.ts';
import { linkScheme } from './shell/deep-link.ts';
import { DesktopShell } from './shell/desktop.ts';
import { followTower } from './shell/follow-tower.ts';
import { Handover } from './shell/handover.ts';
import { KeyringVault } from './shell/keyring-vault.ts';
import { guardNavigation } from './shell/navigation-guard.ts';
import { refusePermissions } from './shell/permissions.ts';
import { claimSingleInstance } from './shell/single-instance.ts';
import { openOrAsk } from './shell/start-problem.ts';
import { findTrayHost } from './shell/tray-host.ts';
import { trayIsLikely } from './shell/tray-presence.ts';
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
/** What a second start, a click on the dock or a call of a window wants, once there is a shell to do it. */
let desktop: DesktopShell | null = null;
const showWindow = (): void => desktop?.show();

keepBrowserFilesIn(join(directory, 'window'));
registerAppScheme();
const handover = new Handover();
const onSecond = (argv: readonly string[], workingDirectory: string): void => {
  showWindow();
  handover.takeArguments(argv, workingDirectory);
};
if (claimSingleInstance(onSecond)) void app.whenReady().then(start);
else app.quit();

async function start(): Promise<void> {
  const trayHost = findTrayHost(process.env['DBUS_SESSION_BUS_ADDRESS'], process.getuid?.() ?? 0);
  const opened = await openOrAsk(directory, async (dataFolder) => {
    const log = createElectronLog({ directory: join(dataFolder, 'logs'), environment: process.env });
    const tower = await openTower({
      dataDirectory: dataFolder,
      host: { kind: 'electron', version: files.version },
      log,
      vault: new KeyringVault(safeStorage, process.platform),
      chooseDirectory,
      chooseSaveFile,
      openInstanceWindow: (id) => desktop?.openInstance(id),
      desktop: () => desktop?.state ?? null,
    });
    return tower.ok ? { ok: true, value: { tower: tower.value, log, dataFolder } } : tower;
  });
  if (opened === null) {
    app.exit(1);
    return;
  }
  const { tower, log, dataFolder } = opened;
  const { bus, handlers, onWindows } = tower;
  const gateway = new Gateway({ bus, handlers, log, onWindows });
  const ipc = new ElectronIpc({ gateway, log, isOwnAddress: isOwn });
  refusePermissions(isOwn);
  guardNavigation(isOwn, log);
  serveAppProtocol(files.rendererDirectory);
  if (app.isPackaged) app.setAsDefaultProtocolClient(linkScheme);
  if (process.platform === 'win32') app.setAppUserModelId(appId);
  handover.takeArguments(process.argv, process.cwd());
  desktop = new DesktopShell({
    tower,
    trayIsLikely: trayIsLikely({ platform: process.platform, environment: process.env, host: await trayHost }),
    fleet: followTower(tower),
    log,
    handover,
    dataDirectory: dataFolder,
    resources: join(files.root, 'resources'),
    preloadFile: files.preloadFile,
    address: development ?? appAddress,
    attach: (contents) => ipc.attach(contents),
    direct: (contents, direction) => ipc.direct(contents, direction),
    closeGateway: () => {
      gateway.close();
      ipc.close();
    },
  });
  app.on('activate', showWindow);
  desktop.begin(app.commandLine.hasSwitch(hiddenSwitch));
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

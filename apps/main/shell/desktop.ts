import { dirname, join } from 'node:path';
import { app, powerMonitor, shell, type WebContents } from 'electron';
import { noDirection, type Direction } from '../../shared/contract/events.ts';
import type { Desktop as DesktopState } from '../../shared/models/tower.ts';
import type { Log } from '../logging/log.ts';
import type { Tower } from '../tower.ts';
import { showAbout } from './about.ts';
import { createAppMenu } from './app-menu.ts';
import { createBadge } from './badge.ts';
import { decideClose } from './close-decision.ts';
import { closeWatched } from './close-tower.ts';
import { askAfterCrashLoop, watchGraphics } from './crash-dialogs.ts';
import { explainFirstClose } from './first-close.ts';
import type { FleetSummary } from './fleet-summary.ts';
import type { FleetView } from './fleet-view.ts';
import type { Handover } from './handover.ts';
import { loadUpdater } from './load-updater.ts';
import { LoginItem } from './login-item.ts';
import { NewsDesk } from './news-desk.ts';
import { Notifier } from './notifier.ts';
import { askBeforeQuit } from './quit-question.ts';
import { closeBeforeQuit, type QuitSequence } from './quit-sequence.ts';
import { ShortcutKeeper } from './shortcut-keeper.ts';
import { towerActions } from './tower-actions.ts';
import { TowerTray } from './tray.ts';
import { Updates } from './updates.ts';
import { Windows } from './windows.ts';
import { chooseWords } from './words/choose-words.ts';
import type { ShellWords } from './words/english.ts';

export interface DesktopOptions {
  readonly tower: Tower;
  readonly fleet: FleetView;
  readonly log: Log;
  readonly handover: Handover;
  readonly dataDirectory: string;
  /** Is there a place where a tray icon would be seen? */
  readonly trayIsLikely: boolean;
  /** The folder with icons. */
  readonly resources: string;
  readonly preloadFile: string;
  /** The app's page. */
  readonly address: string;
  readonly attach: (contents: WebContents) => void;
  readonly direct: (contents: WebContents, direction: Direction) => void;
  /** Ends what serves the windows, after the tower. */
  readonly closeGateway: () => void;
}

/** Everything by which the app is at home on a desktop, put together. */
export class DesktopShell {
  readonly #options: DesktopOptions;
  readonly #windows: Windows;
  readonly #tray: TowerTray | null;
  readonly #shortcut: ShortcutKeeper;
  readonly #login = new LoginItem();
  readonly #notifier: Notifier;
  readonly #quit: QuitSequence;

  constructor(options: DesktopOptions) {
    const { tower, fleet, log, resources, handover, dataDirectory } = options;
    this.#options = options;
    const icon = join(resources, 'icons', '256x256.png');
    const words = (): ShellWords => this.#words;
    this.#windows = new Windows({
      preloadFile: options.preloadFile,
      icon,
      address: options.address,
      log,
      attach: options.attach,
      direct: options.direct,
      onClose: (closing) => this.#onClose(closing),
      onSessionEnd: () => this.#quit.quitNow(),
      onCrashLoop: (window) => void askAfterCrashLoop(window, words(), () => app.quit()),
    });
    const actions = towerActions({ tower, windows: this.#windows, log });
    this.#tray = options.trayIsLikely
      ? TowerTray.open({ pictures: join(resources, 'tray'), actions, words, onClick: () => this.#trayClicked() }, log)
      : null;
    this.#notifier = new Notifier({ fleet, icon, words, onClick: actions.showWhat, onAnswer: actions.answer });
    this.#shortcut = new ShortcutKeeper(() => this.#toggle(), log);
    const news = new NewsDesk({
      bus: tower.bus,
      fleet,
      words,
      isWatched: () => this.#windows.haveFocus,
      show: (notice) => this.#notifier.show(notice),
      now: () => new Date(),
    });
    const updates = new Updates({
      load: () => loadUpdater(log),
      onReady: (version) => this.#notifier.tell(words().updateReady(version), words().updateReadyDetail),
      log,
    });
    const menuActions = {
      ...actions,
      openData: () => void shell.openPath(dataDirectory),
      openLog: () => void shell.openPath(join(dataDirectory, 'logs')),
      showAbout: () => void showAbout(words(), { icon, root: dirname(resources), showNews: actions.showNews }),
    };
    const showMenu = createAppMenu(menuActions, words);
    const showBadge = createBadge({
      picture: join(resources, 'overlay-needs-you.png'),
      showOverlay: (image, description) => this.#windows.showOverlay(image, description),
      words,
    });
    const update = (summary: FleetSummary): void => {
      showMenu(summary);
      showBadge(summary);
      this.#tray?.update(summary);
      this.#applySettings();
      updates.use(fleet.settings.updates);
    };
    this.#login.use(fleet.settings.startAtLogin, true);
    update(fleet.summary);
    fleet.onChange(update);
    this.#quit = closeBeforeQuit({
      log,
      confirm: () => this.#confirmQuit(),
      staysWithoutWindows: () => process.platform === 'darwin' || this.#staysInTray,
      close: async () => {
        news.close();
        updates.close();
        this.#shortcut.close();
        await this.#closeTower();
        fleet.close();
        this.#tray?.close();
        options.closeGateway();
      },
    });
    watchGraphics(words, () => this.#quit.quitNow(), log);
    powerMonitor.on('resume', () => {
      log.info('the computer woke up');
      tower.manager.pump();
      this.#windows.directAll({ ...noDirection, show: 'refresh' });
    });
    handover.begin({
      log,
      show: (direction) => this.#windows.show(direction),
      refuse: ({ name, reason }) =>
        this.#notifier.tell(
          words().fileRefused(name),
          reason === 'tooLarge' ? words().fileTooLarge : words().fileUnreadable,
        ),
    });
  }

  /** For the window's Settings: what became of what the desktop was asked. */
  get state(): DesktopState {
    this.#applySettings();
    return { tray: this.#tray !== null, shortcut: this.#shortcut.state, loginProblem: this.#login.problem };
  }

  /** Shows the first window, unless the app was started to wait in the tray. */
  begin(hidden: boolean): void {
    if (!hidden || this.#tray === null) this.show();
  }

  show(): void {
    this.#windows.show();
  }

  openInstance(id: string): void {
    this.#windows.openInstance(id);
  }

  /** Asks the desktop for what the settings want; what it has already is not asked for again. */
  #applySettings(): void {
    const { globalShortcut, startAtLogin } = this.#options.fleet.settings;
    this.#shortcut.use(globalShortcut);
    this.#login.use(startAtLogin);
  }

  get #words(): ShellWords {
    return chooseWords(this.#options.fleet.settings.language, app.getPreferredSystemLanguages());
  }

  get #staysInTray(): boolean {
    return this.#tray !== null && this.#options.fleet.settings.closeToTray;
  }

  /** macOS opens the menu at a click, and a window besides would be one too many. */
  #trayClicked(): void {
    if (process.platform !== 'darwin') this.#toggle();
  }

  /** Without a tray a hidden window would be hard to find again. */
  #toggle(): void {
    if (this.#tray === null) this.#windows.show();
    else this.#windows.toggle();
  }

  #onClose(closing: { readonly isMain: boolean; readonly others: boolean }): 'close' | 'hide' | 'stay' {
    const decision = decideClose({
      ...closing,
      quitting: this.#quit.quitting,
      tray: this.#tray !== null,
      closeToTray: this.#options.fleet.settings.closeToTray,
      platform: process.platform,
    });
    if (decision === 'quit') {
      app.quit();
      return 'stay';
    }
    if (decision === 'hide' && !closing.others) this.#explainClose();
    return decision;
  }

  #explainClose(): void {
    const { stillRunningTitle, stillRunning } = this.#words;
    explainFirstClose(join(app.getPath('userData'), 'close-explained'), () =>
      this.#notifier.tell(stillRunningTitle, stillRunning),
    );
  }

  async #confirmQuit(): Promise<boolean> {
    const { busy } = this.#options.fleet.summary;
    if (busy === 0) return true;
    const answer = await askBeforeQuit(busy, this.#tray !== null, this.#words);
    if (answer === 'keep') this.#windows.hideAll();
    // Whoever has to wait for agents to end is shown that they do.
    if (answer === 'quit') this.#windows.show();
    return answer === 'quit';
  }

  async #closeTower(): Promise<void> {
    const { tower, fleet } = this.#options;
    await closeWatched({
      bus: tower.bus,
      fleet,
      close: () => tower.close(),
      showProgress: (fraction) => this.#windows.showProgress(fraction),
    });
  }
}

import { join } from 'node:path';
import { Menu, nativeImage, nativeTheme, Tray } from 'electron';
import type { Log } from '../logging/log.ts';
import type { FleetSummary } from './fleet-summary.ts';
import { HoldCountdown } from './hold-countdown.ts';
import { tooltip, trayPicture } from './tray-looks.ts';
import { trayMenu, type FleetActions } from './tray-menu.ts';
import type { ShellWords } from './words/english.ts';

export interface TowerTrayOptions {
  /** The folder with the pictures. */
  readonly pictures: string;
  readonly actions: FleetActions;
  readonly words: () => ShellWords;
  /** A click on the icon, where the system does not open the menu by itself. */
  readonly onClick: () => void;
}

/** The tray icon: its picture tells the state, its menu leads everywhere. */
export class TowerTray {
  readonly #options: TowerTrayOptions;
  readonly #tray: Tray;
  readonly #themed = (): void => this.#redraw();
  readonly #countdown = new HoldCountdown((summary) => this.#show(summary), Date.now);
  #shown: { readonly summary: FleetSummary; readonly key: string } | null = null;

  private constructor(tray: Tray, options: TowerTrayOptions) {
    this.#tray = tray;
    this.#options = options;
    tray.on('click', () => options.onClick());
    nativeTheme.on('updated', this.#themed);
  }

  /** @returns null where the desktop has no tray */
  static open(options: TowerTrayOptions, log: Log): TowerTray | null {
    try {
      const image = nativeImage.createFromPath(join(options.pictures, trayPicture('idle', process.platform, false)));
      if (image.isEmpty()) throw new Error(`there is no picture in ${options.pictures}`);
      return new TowerTray(new Tray(image), options);
    } catch (error) {
      log.warn('there is no tray', { error: String(error) });
      return null;
    }
  }

  update(summary: FleetSummary): void {
    this.#countdown.use(summary);
  }

  close(): void {
    this.#countdown.close();
    nativeTheme.off('updated', this.#themed);
    if (!this.#tray.isDestroyed()) this.#tray.destroy();
  }

  #show(summary: FleetSummary): void {
    if (this.#tray.isDestroyed()) return;
    const words = this.#options.words();
    const now = Date.now();
    const template = trayMenu(summary, words, this.#options.actions, now);
    // A menu that is open closes when it is replaced, so it is replaced only for what can be seen in it.
    const key = JSON.stringify([summary.mood, template, words.appName]);
    if (key === this.#shown?.key) return;
    this.#shown = { summary, key };
    this.#redraw();
    this.#tray.setToolTip(tooltip(summary, words, now));
    this.#tray.setContextMenu(Menu.buildFromTemplate([...template]));
  }

  #redraw(): void {
    if (this.#tray.isDestroyed()) return;
    const mood = this.#shown?.summary.mood ?? 'idle';
    const file = trayPicture(mood, process.platform, nativeTheme.shouldUseDarkColors);
    this.#tray.setImage(nativeImage.createFromPath(join(this.#options.pictures, file)));
  }
}

import { app, nativeImage, type NativeImage } from 'electron';
import type { FleetSummary } from './fleet-summary.ts';
import type { ShellWords } from './words/english.ts';

export interface BadgeOptions {
  /** The picture that Windows lays over the taskbar's icon. */
  readonly picture: string;
  readonly showOverlay: (image: NativeImage | null, description: string) => void;
  readonly words: () => ShellWords;
}

/** @returns a function that shows on the dock or taskbar how many requests wait for a person */
export function createBadge({ picture, showOverlay, words }: BadgeOptions): (summary: FleetSummary) => void {
  let shown = 0;
  return ({ openRequests }) => {
    if (openRequests === shown) return;
    shown = openRequests;
    if (process.platform !== 'win32') {
      app.setBadgeCount(openRequests);
      return;
    }
    const image = openRequests === 0 ? null : nativeImage.createFromPath(picture);
    showOverlay(image, openRequests === 0 ? '' : words().requests(openRequests));
  };
}

export interface CloseSituation {
  /** The app is quitting anyway. */
  readonly quitting: boolean;
  readonly tray: boolean;
  readonly closeToTray: boolean;
  readonly platform: NodeJS.Platform;
  /** Is any other window on screen? */
  readonly others: boolean;
  readonly isMain: boolean;
}

/**
 * What becomes of a window that a person closes. `quit`: the app is asked to quit while the window is still there, so that
 * a person who decides otherwise has it back.
 */
export function decideClose(situation: CloseSituation): 'close' | 'hide' | 'quit' {
  const { quitting, tray, closeToTray, platform, others, isMain } = situation;
  if (quitting) return 'close';
  const staysWithout = platform === 'darwin' || (tray && closeToTray);
  if (!staysWithout && !others) return 'quit';
  // The main window keeps its place and what is written in it.
  return isMain && tray && closeToTray ? 'hide' : 'close';
}

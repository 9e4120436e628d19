import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const boundsSchema = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(400).max(20_000),
  height: z.number().int().min(300).max(20_000),
  maximized: z.boolean(),
});
export type WindowBounds = z.infer<typeof boundsSchema>;

/** How much of a window has to be on a screen for a person to get hold of it, in pixels. */
const grip = { width: 120, height: 60 };

/** @returns where the window was, or null when that is not known or no screen is there any more */
export function readWindowBounds(file: string, screens: readonly Rectangle[]): WindowBounds | null {
  try {
    const bounds = boundsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    return screens.some((screen) => shows(screen, bounds)) ? bounds : null;
  } catch {
    return null;
  }
}

/** Remembers where the window is. What cannot be written is not worth a word: the window opens in its usual place. */
export function writeWindowBounds(file: string, bounds: WindowBounds): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(bounds));
  } catch {
    return;
  }
}

function shows(screen: Rectangle, window: Rectangle): boolean {
  const width = Math.min(screen.x + screen.width, window.x + window.width) - Math.max(screen.x, window.x);
  const height = Math.min(screen.y + screen.height, window.y + window.height) - Math.max(screen.y, window.y);
  // The title bar is at the top: a window whose top is above the screen cannot be moved.
  return width >= grip.width && height >= grip.height && window.y >= screen.y - grip.height / 2;
}

/**
 * Where a window has to go after the screens changed.
 * @param screens the work areas that are left, the main one first
 * @returns its new bounds, or null when a person can get hold of it where it is
 */
export function bringOnScreen(window: Rectangle, screens: readonly Rectangle[]): Rectangle | null {
  const [main] = screens;
  if (main === undefined || screens.some((screen) => shows(screen, window))) return null;
  const width = Math.min(window.width, main.width);
  const height = Math.min(window.height, main.height);
  return {
    x: main.x + Math.round((main.width - width) / 2),
    y: main.y + Math.round((main.height - height) / 2),
    width,
    height,
  };
}

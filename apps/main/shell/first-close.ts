import { existsSync, writeFileSync } from 'node:fs';

/**
 * Says once in the life of a data folder that the app goes on in the tray, when its window was closed for the first time.
 * @param file marks that it was said
 */
export function explainFirstClose(file: string, explain: () => void): void {
  if (existsSync(file)) return;
  explain();
  try {
    writeFileSync(file, '');
  } catch {
    // Then it is said once more next time, which harms nobody.
    return;
  }
}

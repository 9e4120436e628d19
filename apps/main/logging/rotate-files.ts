import { existsSync, renameSync, rmSync } from 'node:fs';
import { join, parse } from 'node:path';

/**
 * Makes room for a new file in place of a full one: `tower.log` becomes `tower.1.log`, that one `tower.2.log`, and so on;
 * the oldest goes.
 * @param keep how many old files stay
 * @throws an error of the file system
 */
export function rotateFiles(file: string, keep: number): void {
  const { dir, name, ext } = parse(file);
  const old = (number: number): string => (number === 0 ? file : join(dir, `${name}.${String(number)}${ext}`));
  rmSync(old(keep), { force: true });
  for (let number = keep - 1; number >= 0; number -= 1) {
    if (existsSync(old(number))) renameSync(old(number), old(number + 1));
  }
}

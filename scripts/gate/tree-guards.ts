import { basename } from 'node:path';

/** A file of the project, as git lists it: its path from the root, with forward slashes. */
export interface TreeFile {
  readonly path: string;
  readonly read: () => string;
}

const kebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*$/;
/** In a style sheet of a feature: a colour, a size of type or a corner that is not one of the tokens of `global.css`. */
const ownStyle =
  /#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|oklch)\(|(?:font-size|border-radius):(?!\s*(?:var\(|50%|(?:inherit|0|[\d.]+em)\b))[^;]+/i;
const junkNames = /^(utils?|helpers?|types|misc)\.tsx?$/;

/**
 * What neither the compiler nor the linter sees: names of files, a lock file that would bind the project to one computer's
 * package registry, and styles beside the design.
 * @returns one sentence for each fault
 */
export function judgeTree(files: readonly TreeFile[]): readonly string[] {
  const faults: string[] = [];
  for (const file of files) {
    const name = basename(file.path);
    if (/^(apps|test|bench|scripts)\/.*\.(ts|tsx|css)$/.test(file.path)) {
      if (!kebab.test(name)) faults.push(`${file.path}: file names are kebab-case.`);
      if (junkNames.test(name)) faults.push(`${file.path}: name the file after what is in it.`);
    }
    if (/^apps\/renderer\/.*\.module\.css$/.test(file.path)) {
      const own = ownStyle.exec(file.read());
      if (own !== null) {
        faults.push(
          `${file.path}: "${own[0]}" is no token. Those are in apps/renderer/global.css; docs/design.md tells their use.`,
        );
      }
    }
    if (name === 'package-lock.json' && file.read().includes('"resolved"')) {
      faults.push(`${file.path}: has download addresses. Keep omit-lockfile-registry-resolved=true and install again.`);
    }
  }
  return faults;
}

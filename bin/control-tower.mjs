#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

// Plain JavaScript, because this file is run by whatever Node a person has, and an old one has to get as far as being told.
const [major, minor] = process.versions.node.split('.').map(Number);
const runsTypeScript = major >= 24 || (major === 23 && minor >= 6) || (major === 22 && minor >= 18);
const built = new URL('../out/main/headless.cjs', import.meta.url);
const source = new URL('../apps/main/headless.ts', import.meta.url);

if (existsSync(fileURLToPath(source)) && runsTypeScript) await import(source.href);
else if (existsSync(fileURLToPath(built))) await import(built.href);
else {
  process.stderr.write(
    `Claude Control Tower needs Node 24 (or 22.18 and later), and this is Node ${process.versions.node}: ` +
      'install Node 24 from https://nodejs.org, or run "npm run tower --" in its folder, which brings its own.\n',
  );
  process.exitCode = 1;
}

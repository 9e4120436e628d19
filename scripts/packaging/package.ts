/**
 * Builds the app and packs it: `npm run package`. What follows `--` goes to electron-builder: `npm run package -- --dir`
 * packs without making installers, `npm run package -- --linux deb` makes one kind.
 */
import { join } from 'node:path';
import { buildApp } from '../../apps/main/command-line/build-renderer.ts';
import { toolPath } from '../gate/step.ts';
import { runLive } from '../testing/run-live.ts';
import { describeInside } from './describe-inside.ts';

const root = join(import.meta.dirname, '../..');
const minutes = 60_000;
/** A build server hands over a secret that it does not have as an empty text, which the packer takes for a certificate. */
const signingNames = /^(CSC_|WIN_CSC_|APPLE_|AZURE_)/;

process.exitCode = await packageApp(process.argv.slice(2));

async function packageApp(words: readonly string[]): Promise<number> {
  if (!(await buildApp({ root, tell: (text) => process.stderr.write(text) }))) return 1;
  const packages = describeInside(root);
  process.stdout.write(`Inside are ${packages.length} packages: out/inside/licences.txt names them.\n`);
  const environment = Object.fromEntries(
    Object.entries(process.env).filter(([name, value]) => value !== '' || !signingNames.test(name)),
  );
  // Publishing is a step of its own: it is never done because somebody packs where a token lies about.
  const published = words.some((word) => word === '-p' || word.startsWith('--publish'));
  const publish = published ? [] : ['--publish', 'never'];
  const code = await runLive({
    arguments: [toolPath('electron-builder', 'cli.js'), ...publish, ...words],
    environment,
    timeoutMs: 45 * minutes,
  });
  return code ?? 1;
}

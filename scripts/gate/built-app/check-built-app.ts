import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { packWithStub } from '../../packaging/pack-with-stub.ts';
import { judgePacked } from '../../packaging/packed-set.ts';
import { runNode, toolPath, type Outcome } from '../step.ts';
import { type BuiltFile, readBuiltFiles } from './built-files.ts';
import { judgeDevelopment } from './judge-development.ts';
import { judgePage } from './judge-page.ts';
import { judgeMain, judgePreload } from './judge-requests.ts';

const manifestSchema = z.object({ dependencies: z.record(z.string(), z.string()) });
/** What the packer reads. It does not follow links, other than to packages. */
const papers = ['package.json', 'electron-builder.yml', 'LICENSE', 'resources', 'build'];

/**
 * Builds and packs the app in a folder of its own, so that whoever uses out/ is not disturbed, and looks at what came out:
 * what neither the compiler nor a test that runs on a stand-in would notice.
 * @param root the checkout
 */
export async function checkBuiltApp(root: string): Promise<Outcome> {
  const project = mkdtempSync(join(tmpdir(), 'control-tower-gate-'));
  try {
    const built = await build(project);
    if (!built.passed || built.output !== '') return { passed: false, output: `The build says:\n${built.output}` };
    for (const name of papers) cpSync(join(root, name), join(project, name), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(project, 'node_modules'), 'junction');
    const manifest = manifestSchema.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
    const faults = judgeBuilt(readBuiltFiles(join(project, 'out')), Object.keys(manifest.dependencies));
    const scratch = join(project, 'scratch');
    mkdirSync(scratch);
    const packed = await packWithStub(project, scratch, { system: 'linux', arch: 'x64' });
    const all = [...faults, ...judgePacked(packed.archive().map((file) => file.path))];
    return { passed: all.length === 0, output: all.join('\n') };
  } finally {
    rmSync(project, { recursive: true, force: true });
  }
}

/** @returns what is wrong with a build, one sentence each; `dependencies` are those of package.json */
export function judgeBuilt(files: readonly BuiltFile[], dependencies: readonly string[]): readonly string[] {
  const page = files.find((file) => file.path === 'renderer/index.html');
  const isBuilt = (path: string): boolean => files.some((file) => file.path === `renderer/${path}`);
  return [
    ...judgePreload(files),
    ...judgeMain(files, dependencies),
    ...judgeDevelopment(files),
    ...(page === undefined ? ['renderer/index.html is missing.'] : judgePage(page.text, isBuilt)),
  ];
}

function build(project: string): Promise<Outcome> {
  const program = toolPath('electron-vite', 'bin/electron-vite.js');
  return runNode([program, 'build', '--logLevel=warn', `--outDir=${join(project, 'out')}`]);
}

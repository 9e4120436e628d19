import { isBuiltin } from 'node:module';
import { posix } from 'node:path';
import type { BuiltFile } from './built-files.ts';
import { moduleRequests, type ModuleRequest } from './module-requests.ts';

/** What a sandboxed preload may require: Electron gives it these and nothing else. */
const preloadModules = ['electron', 'events', 'timers', 'url'];
/** What is no part of the bundle: Electron itself, and the one package with a binary, which is packed beside it. */
const mainExternals = ['electron', 'better-sqlite3'];
/** Programs that run where there is no Electron. */
const plainPrograms = ['main/headless.cjs', 'main/demo-agent.cjs', 'main/checkpoint-thread.cjs'];

const preload = 'preload/index.cjs';

/** @returns what would keep the sandbox from running the preload, one sentence each */
export function judgePreload(files: readonly BuiltFile[]): readonly string[] {
  const own = files.filter((file) => file.path.startsWith('preload/'));
  const entry = own.find((file) => file.path === preload);
  const others = own.filter((file) => file !== entry);
  return [
    ...(entry === undefined ? [`${preload} is missing.`] : []),
    ...others.map((file) => `${file.path}: a sandboxed preload is one file, it cannot load a second one.`),
    ...(entry === undefined ? [] : moduleRequests(entry).flatMap((request) => judgePreloadRequest(request))),
  ];
}

function judgePreloadRequest({ specifier, kind, line }: ModuleRequest): readonly string[] {
  const place = `${preload}:${line}`;
  if (kind === 'import') return [`${place}: a sandboxed preload is CommonJS, it cannot import.`];
  if (specifier === null) return [`${place}: it requires something that is only known at run time.`];
  if (preloadModules.includes(specifier)) return [];
  return [`${place}: a sandboxed preload cannot require ${specifier}, only ${preloadModules.join(', ')}.`];
}

/**
 * @param dependencies the names that package.json has under `dependencies`: what is packed as packages
 * @returns what the packed main process would look for in vain, one sentence each
 */
export function judgeMain(files: readonly BuiltFile[], dependencies: readonly string[]): readonly string[] {
  const main = files.filter((file) => file.path.startsWith('main/') && file.path.endsWith('.cjs'));
  if (main.length === 0) return ['main/ has no program.'];
  const requests = new Map(main.map((file) => [file.path, moduleRequests(file)]));
  const faults = [...requests].flatMap(([path, list]) => list.flatMap((one) => judgeMainRequest(requests, path, one)));
  const packed = mainExternals.filter((name) => name !== 'electron');
  return [
    ...faults,
    ...packed
      .filter((name) => !dependencies.includes(name))
      .map((name) => `package.json: ${name} is required at run time, so it belongs to the dependencies.`),
    ...dependencies
      .filter((name) => !packed.includes(name))
      .map((name) => `package.json: ${name} is bundled, and would be packed twice: it belongs to the devDependencies.`),
    ...plainPrograms.flatMap((program) => judgePlainProgram(requests, program)),
  ];
}

type Requests = ReadonlyMap<string, readonly ModuleRequest[]>;

function judgeMainRequest(requests: Requests, path: string, { specifier, line }: ModuleRequest): readonly string[] {
  const place = `${path}:${line}`;
  if (specifier === null) return [`${place}: it loads something that is only known at run time.`];
  if (isRelative(specifier)) {
    return requests.has(resolve(path, specifier)) ? [] : [`${place}: ${specifier} is not in the build.`];
  }
  if (isBuiltin(specifier) || mainExternals.includes(specifier)) return [];
  return [`${place}: ${specifier} is not bundled, and will not be there at run time.`];
}

/** Follows what a program loads, also late: none of it may need Electron. */
function judgePlainProgram(requests: Requests, program: string): readonly string[] {
  if (!requests.has(program)) return [`${program} is missing.`];
  const reached = [program];
  for (const path of reached) {
    for (const { specifier } of requests.get(path) ?? []) {
      if (specifier === 'electron') return [`${program} runs without Electron, but ${path} requires it.`];
      if (specifier === null || !isRelative(specifier)) continue;
      const next = resolve(path, specifier);
      if (!reached.includes(next)) reached.push(next);
    }
  }
  return [];
}

function isRelative(specifier: string): boolean {
  return specifier.startsWith('./') || specifier.startsWith('../');
}

function resolve(from: string, specifier: string): string {
  return posix.join(posix.dirname(from), specifier);
}

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** A package whose code is in what a person installs. */
export interface PackageInside {
  readonly name: string;
  readonly version: string;
  /** An SPDX expression. */
  readonly licence: string;
  /** The package's own licence files, joined; empty when it brings none. */
  readonly licenceText: string;
  readonly homepage: string | null;
  /** As the lock file has it, `sha512-…` in base 64; null for what is not in it. */
  readonly integrity: string | null;
}

const manifestSchema = z.object({
  name: z.string(),
  version: z.string(),
  license: z.string().optional(),
  homepage: z.string().optional(),
});
const lockSchema = z.object({ packages: z.record(z.string(), z.object({ integrity: z.string().optional() })) });
const licenceFile = /^(licen[cs]es?|copying|notice)([-.].*)?$/i;

/**
 * Reads what is to be told about packages, in the order of their names, so that the same packages give the same text.
 * @param root the checkout
 * @param folders of the packages, from the root
 * @throws when one of them has no manifest, or names no licence
 */
export function readPackages(root: string, folders: readonly string[]): readonly PackageInside[] {
  const lock = lockSchema.parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')));
  const packages = folders.map((folder) => {
    const manifest = manifestSchema.parse(JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')));
    if (manifest.license === undefined) throw new Error(`${manifest.name} names no licence: look at it and decide.`);
    return {
      name: manifest.name,
      version: manifest.version,
      licence: manifest.license,
      licenceText: readLicence(join(root, folder)),
      homepage: manifest.homepage ?? null,
      integrity: lock.packages[folder]?.integrity ?? null,
    };
  });
  return packages.sort((one, other) => compare(label(one), label(other)));
}

/** @returns the package's name and version, as npm writes them */
export function label(inside: Pick<PackageInside, 'name' | 'version'>): string {
  return `${inside.name}@${inside.version}`;
}

/**
 * What is packed as it is: the runtime dependencies of the manifest, and Electron, in which everything runs.
 * @returns folders of packages, from the root
 */
export function shippedFolders(root: string): readonly string[] {
  const manifest = z
    .object({ dependencies: z.record(z.string(), z.string()) })
    .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
  return [...Object.keys(manifest.dependencies), 'electron'].map((name) => `node_modules/${name}`);
}

function readLicence(folder: string): string {
  if (!existsSync(folder)) return '';
  const names = readdirSync(folder).filter((name) => licenceFile.test(name));
  return names
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n').trim())
    .join('\n\n');
}

/** By code, not by the language of whoever builds. */
function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { bundledPackageFolders, insideDirectory } from './bundled-packages.ts';
import { judgeLicences, licencesList, licencesText } from './licences.ts';
import { readPackages, shippedFolders, type PackageInside } from './package-inside.ts';
import { cycloneDx } from './sbom.ts';

const manifestSchema = z.object({
  name: z.string(),
  productName: z.string(),
  version: z.string(),
  license: z.string(),
});

/**
 * Writes the papers that are packed with the app, from what the last build bundled: `sbom.cdx.json`, `licences.txt`
 * and `licences.json` in out/inside.
 * @param root the checkout
 * @returns the packages
 * @throws when the app was not built, or when a package may not be shipped
 */
export function describeInside(root: string): readonly PackageInside[] {
  const manifest = manifestSchema.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
  const folders = new Set([...bundledPackageFolders(root), ...shippedFolders(root)]);
  const packages = readPackages(root, [...folders]);
  const faults = judgeLicences(packages);
  if (faults.length > 0) throw new Error(faults.join('\n'));
  const directory = insideDirectory(root);
  mkdirSync(directory, { recursive: true });
  const write = (name: string, text: string): void => writeFileSync(join(directory, name), text);
  const product = { name: manifest.name, version: manifest.version, licence: manifest.license };
  write('sbom.cdx.json', `${JSON.stringify(cycloneDx(product, packages), null, 2)}\n`);
  write('licences.json', `${JSON.stringify(licencesList(packages))}\n`);
  write('licences.txt', licencesText(manifest.productName, packages));
  return packages;
}

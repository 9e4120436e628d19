import { label, type PackageInside } from './package-inside.ts';

/** Licences that let us ship a package inside an app of ours. Another one is looked at by a person first. */
const accepted: readonly string[] = [
  'MIT',
  'MIT-0',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'Unlicense',
  'Python-2.0',
];

/**
 * Packages that may not be shipped as they are.
 * @returns one sentence for each
 */
export function judgeLicences(packages: readonly PackageInside[]): readonly string[] {
  return packages
    .filter((inside) => !isAccepted(inside.licence))
    .map((inside) => `${label(inside)} is under ${inside.licence}: have it looked at, or do without it.`);
}

/** All of "A AND B" has to be accepted, one of "A OR B". */
function isAccepted(expression: string): boolean {
  const plain = expression.replaceAll(/[()]/g, ' ');
  return plain
    .split(/\sOR\s/)
    .some((choice) => choice.split(/\sAND\s/).every((licence) => accepted.includes(licence.trim())));
}

/** @returns all licences as one text, for a person */
export function licencesText(product: string, packages: readonly PackageInside[]): string {
  const rule = '-'.repeat(80);
  const head = `${product} contains the work of others. Thank you.\n`;
  const entries = packages.map((inside) => {
    const from = inside.homepage === null ? '' : `\n${inside.homepage}`;
    const text = inside.licenceText === '' ? noText(inside) : inside.licenceText;
    return `${rule}\n${inside.name} ${inside.version} (${inside.licence})${from}\n\n${text}\n`;
  });
  return [head, ...entries].join('\n');
}

/** @returns the same for the window that shows it, without the long texts' layout */
export function licencesList(packages: readonly PackageInside[]): readonly LicenceEntry[] {
  return packages.map(({ name, version, licence, homepage, licenceText }) => ({
    name,
    version,
    licence,
    homepage,
    text: licenceText,
  }));
}

export interface LicenceEntry {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  readonly homepage: string | null;
  /** Empty when the package brings no text of its own. */
  readonly text: string;
}

function noText(inside: PackageInside): string {
  return `The package brings no text. Its licence: https://spdx.org/licenses/${inside.licence}.html`;
}

const shape = /^(\d{1,9})\.(\d{1,9})\.(\d{1,9})(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+[0-9A-Za-z.-]+)?$/;

export interface Version {
  readonly numbers: readonly number[];
  /** The parts of what stands behind the first dash; none for a release. */
  readonly preview: readonly string[];
}

/** @returns null for what is no version, as semver.org has it */
export function readVersion(text: string): Version | null {
  const found = shape.exec(text.trim());
  if (found === null) return null;
  const [, major = '', minor = '', patch = '', preview = ''] = found;
  return { numbers: [major, minor, patch].map(Number), preview: preview === '' ? [] : preview.split('.') };
}

/** @returns below zero when the first one is older, above when it is newer; what is built from one source is the same */
export function compareVersions(one: Version, other: Version): number {
  for (const [at, number] of one.numbers.entries()) {
    const difference = number - (other.numbers[at] ?? 0);
    if (difference !== 0) return difference;
  }
  // A preview comes before what it is a preview of.
  if (one.preview.length === 0 || other.preview.length === 0) return other.preview.length - one.preview.length;
  for (const [at, part] of one.preview.entries()) {
    const counterpart = other.preview[at];
    if (counterpart === undefined) return 1;
    const difference = compareParts(part, counterpart);
    if (difference !== 0) return difference;
  }
  return one.preview.length - other.preview.length;
}

/** Numbers come before words, and are compared as numbers. */
function compareParts(one: string, other: string): number {
  const isNumber = [one, other].map((part) => /^\d+$/.test(part));
  if (isNumber[0] === true && isNumber[1] === true) return Number(one) - Number(other);
  if (isNumber[0] !== isNumber[1]) return isNumber[0] === true ? -1 : 1;
  return one < other ? -1 : one > other ? 1 : 0;
}

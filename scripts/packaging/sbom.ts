import { createHash } from 'node:crypto';
import { label, type PackageInside } from './package-inside.ts';

export interface Product {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
}

/**
 * The list of what is inside, as CycloneDX 1.6. It has no time in it, and its serial number follows from its contents:
 * the same packages give the same bytes.
 *
 * `npm sbom` cannot write it: it goes by the kinds of dependencies, and what is bundled is a development dependency
 * here, beside the tools that nobody gets.
 */
export function cycloneDx(product: Product, packages: readonly PackageInside[]): object {
  const self = `pkg:npm/${product.name}@${product.version}`;
  const components = packages.map((inside) => ({
    type: inside.name === 'electron' ? 'framework' : 'library',
    'bom-ref': purl(inside),
    ...named(inside.name),
    version: inside.version,
    licenses: [licenceOf(inside.licence)],
    purl: purl(inside),
    ...hashesOf(inside.integrity),
    ...(inside.homepage === null ? {} : { externalReferences: [{ type: 'website', url: inside.homepage }] }),
  }));
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${uuidOf([product, ...components])}`,
    version: 1,
    metadata: {
      component: {
        type: 'application',
        'bom-ref': self,
        name: product.name,
        version: product.version,
        licenses: [licenceOf(product.licence)],
        purl: self,
      },
    },
    components,
    dependencies: [
      { ref: self, dependsOn: components.map((component) => component.purl) },
      ...components.map((component) => ({ ref: component.purl, dependsOn: [] })),
    ],
  };
}

/** The package's address in the list, https://github.com/package-url: the at sign of a scope is escaped. */
function purl(inside: PackageInside): string {
  return `pkg:npm/${label(inside).replace(/^@/, '%40')}`;
}

function named(name: string): { readonly group?: string; readonly name: string } {
  const [scope, rest] = name.split('/');
  return rest === undefined || scope === undefined ? { name } : { group: scope, name: rest };
}

function licenceOf(expression: string): object {
  return / (OR|AND|WITH) /.test(expression) ? { expression } : { license: { id: expression } };
}

function hashesOf(integrity: string | null): object {
  const found = integrity === null ? null : /^sha512-(.+)$/.exec(integrity);
  if (found?.[1] === undefined) return {};
  return { hashes: [{ alg: 'SHA-512', content: Buffer.from(found[1], 'base64').toString('hex') }] };
}

/** A UUID of version 8 (made by a rule of one's own, RFC 9562). */
function uuidOf(contents: unknown): string {
  const hash = createHash('sha256').update(JSON.stringify(contents)).digest('hex');
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `8${hash.slice(13, 16)}`,
    `a${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ].join('-');
}

import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageFolder } from '../../../scripts/packaging/bundled-packages.ts';
import { judgeLicences, licencesText } from '../../../scripts/packaging/licences.ts';
import type { PackageInside } from '../../../scripts/packaging/package-inside.ts';
import { cycloneDx } from '../../../scripts/packaging/sbom.ts';

const inside = (change: Partial<PackageInside> = {}): PackageInside => ({
  name: 'some-package',
  version: '1.2.3',
  licence: 'MIT',
  licenceText: 'Do as you like.',
  homepage: null,
  integrity: null,
  ...change,
});
const product = { name: 'tower', version: '0.1.0', licence: 'MIT' };

describe('the package that a bundled module belongs to', () => {
  const root = join('/', 'checkout');

  it.each([
    ['/checkout/node_modules/zod/v4/index.js', 'node_modules/zod'],
    ['/checkout/node_modules/@mantine/core/esm/Box.mjs?used', 'node_modules/@mantine/core'],
    ['/checkout/node_modules/one/node_modules/@two/three/index.js', 'node_modules/one/node_modules/@two/three'],
    ['/checkout/apps/main/tower.ts', null],
    ['\0rolldown/runtime.js', 'node_modules/rolldown'],
    ['\0vite/preload-helper.js', 'node_modules/vite'],
    ['\0made-up', null],
  ])('%j is in %j', (id, folder) => {
    expect(packageFolder(root, id)).toBe(folder);
  });
});

describe('licences', () => {
  it.each(['MIT', 'Apache-2.0', '(MIT OR GPL-3.0)', 'MIT AND ISC', '(BSD-2-Clause OR MIT OR Apache-2.0)'])(
    'lets %s in',
    (licence) => {
      expect(judgeLicences([inside({ licence })])).toEqual([]);
    },
  );

  it.each(['GPL-3.0', 'MIT AND GPL-3.0', 'UNLICENSED', 'SEE LICENSE IN terms.txt', ''])(
    'keeps %j out, by name',
    (licence) => {
      expect(judgeLicences([inside(), inside({ name: 'odd', licence })])).toEqual([
        `odd@1.2.3 is under ${licence}: have it looked at, or do without it.`,
      ]);
    },
  );

  it('are shown with their texts, and with an address where a package has none', () => {
    const text = licencesText('The tower', [inside(), inside({ name: 'bare', licence: 'ISC', licenceText: '' })]);
    expect(text).toContain('some-package 1.2.3 (MIT)\n\nDo as you like.\n');
    expect(text).toContain(
      'bare 1.2.3 (ISC)\n\nThe package brings no text. Its licence: https://spdx.org/licenses/ISC',
    );
  });
});

describe('the list of what is inside', () => {
  it('names a scoped package by its address, with its hash and its licence', () => {
    const integrity = `sha512-${Buffer.from('hash').toString('base64')}`;
    const list = cycloneDx(product, [inside({ name: '@a/b', integrity, licence: 'MIT OR ISC' })]);
    expect(list).toMatchObject({
      bomFormat: 'CycloneDX',
      components: [
        {
          group: '@a',
          name: 'b',
          purl: 'pkg:npm/%40a/b@1.2.3',
          licenses: [{ expression: 'MIT OR ISC' }],
          hashes: [{ alg: 'SHA-512', content: Buffer.from('hash').toString('hex') }],
        },
      ],
    });
  });

  it('is the same for the same packages, and has another serial number for others', () => {
    const once = JSON.stringify(cycloneDx(product, [inside()]));
    expect(JSON.stringify(cycloneDx(product, [inside()]))).toBe(once);
    const serial = /urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}/.exec(once)?.[0];
    expect(serial).toBeDefined();
    expect(JSON.stringify(cycloneDx(product, [inside({ version: '1.2.4' })]))).not.toContain(serial);
  });
});

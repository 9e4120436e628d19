import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const release = readFileSync(join(import.meta.dirname, '../../../.github/workflows/release.yml'), 'utf8');

describe('a release that is a preview', () => {
  it('is marked as one, so that nobody gets it who has not chosen previews', () => {
    expect(release).toContain("PREVIEW: ${{ contains(github.ref_name, '-') && '--prerelease' || '' }}");
    expect(release).toMatch(/gh release create [^\n]*\n[^\n]* \$PREVIEW\n/);
  });

  it('brings the file by which the updater finds it, whatever kind of preview it is', () => {
    for (const channel of ['latest', 'alpha', 'beta', 'rc']) expect(release).toContain(`dist/${channel}*.yml\n`);
  });
});

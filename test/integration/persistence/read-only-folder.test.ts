import { chmodSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { lockDataFolder } from '../../../apps/main/persistence/data-folder-lock.ts';
import { fingerprint, opened, outcomeOfOpening, temporaryPlace } from '../../unit/persistence/temporary-database.ts';

/** Root may write everything; the rest of the test is done as a user who may not. */
function becomeOrdinaryUser(): void {
  if (process.geteuid?.() !== 0) return;
  process.seteuid?.(65_534);
  onTestFinished(() => {
    process.seteuid?.(0);
  });
}

it('leaves a database alone that may be read and not written', () => {
  const place = temporaryPlace();
  opened(place).close();
  const before = fingerprint(place.file);
  for (const name of readdirSync(place.directory)) chmodSync(join(place.directory, name), 0o444);
  chmodSync(place.directory, 0o555);
  onTestFinished(() => {
    chmodSync(place.directory, 0o755);
  });
  becomeOrdinaryUser();

  expect(outcomeOfOpening(place)).toBe('storage.readOnly');
  expect(outcomeOfOpening({ ...place, file: join(place.directory, 'other.db') })).toBe('storage.readOnly');
  expect(lockDataFolder(place.directory)).toMatchObject({ problem: { code: 'storage.readOnly' } });
  expect(fingerprint(place.file)).toBe(before);
});

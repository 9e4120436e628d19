import { join } from 'node:path';
import { expect, it } from 'vitest';
import { connect } from '../../../apps/main/persistence/sqlite.ts';
import { readStored } from '../../support/agreement.ts';
import { TestTower } from './test-tower.ts';
import { towerPlace, type TowerPlace } from './tower-place.ts';

/** What a window is told of versions: the one that runs, the first one, and the one whose news was seen. */
async function told(tower: TestTower) {
  const { host, settings } = await tower.must('tower.snapshot', {});
  return { runs: host.version, first: host.firstVersion, seen: settings.newsSeen };
}

it('remembers the version of the first start and what was seen, over updates and downgrades', async () => {
  const place = towerPlace();
  const first = await TestTower.open(place, { version: '0.1.0' });
  expect(await told(first)).toEqual({ runs: '0.1.0', first: '0.1.0', seen: null });
  // Nothing happened that a person would have to know of.
  expect(first.events).toEqual([]);
  await first.close();

  const second = await TestTower.open(place, { version: '0.3.0-beta.1' });
  expect(await told(second)).toEqual({ runs: '0.3.0-beta.1', first: '0.1.0', seen: null });
  await second.must('settings.update', { newsSeen: '0.3.0-beta.1' });
  // Every other window hears of it.
  expect(second.events.at(-1)).toMatchObject({
    type: 'settings.updated',
    data: { settings: { newsSeen: '0.3.0-beta.1' } },
  });
  await second.close();

  const third = await TestTower.open(place, { version: '0.2.0' });
  expect(await told(third)).toEqual({ runs: '0.2.0', first: '0.1.0', seen: '0.3.0-beta.1' });
  expect(await third.refused('settings.update', { newsSeen: '' })).toMatchObject({ code: 'input.invalid' });
});

it('takes a database that remembers no version, or something else, for one of today', async () => {
  const place = towerPlace();
  const first = await TestTower.open(place, { version: '0.1.0' });
  await first.create();
  await first.close();
  for (const change of ["DELETE FROM cache WHERE key = 'app.firstVersion'", 'UPDATE cache SET data = \'{"a":1}\'']) {
    alter(place, change);
    const tower = await TestTower.open(place, { version: '0.2.0' });
    expect(await told(tower)).toEqual({ runs: '0.2.0', first: '0.2.0', seen: null });
    await tower.close();
  }
  expect(readStored(join(place.data, 'tower.db')).instances).toHaveLength(1);
});

function alter(place: TowerPlace, statement: string): void {
  const sqlite = connect(join(place.data, 'tower.db'), 'write');
  sqlite.exec(statement);
  sqlite.close();
}

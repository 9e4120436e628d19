import { expect, it } from 'vitest';
import { Numbering, textEntryWith, uuid } from '../../unit/persistence/records.ts';
import { opened, temporaryPlace } from '../../unit/persistence/temporary-database.ts';

it('reads the end of a transcript of 50,000 entries as fast as that of a short one', () => {
  const database = opened(temporaryPlace());
  const numbering = new Numbering();
  const append = (instance: number, count: number): void => {
    const entries = Array.from({ length: count }, () =>
      numbering.event('transcript.appended', {
        entry: textEntryWith({ instanceId: uuid(instance), text: 'words '.repeat(40) }),
      }),
    );
    expect(database.write(entries)).toBeNull();
  };
  append(2, 200);
  for (let batch = 0; batch < 10; batch += 1) append(1, 5000);
  append(3, 5000);

  const fastest = (instance: number): number => {
    const times = Array.from({ length: 15 }, () => {
      const begun = performance.now();
      expect(database.transcript.page({ instanceId: uuid(instance), limit: 200 }).entries).toHaveLength(200);
      return performance.now() - begun;
    });
    return Math.min(...times);
  };
  const short = fastest(2);
  // Reading past the others, or past all of its own, takes tens of milliseconds.
  expect(fastest(1)).toBeLessThan(Math.max(5, short * 3));
});

import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { DurableEvent } from '../../../apps/shared/contract/events.ts';
import { defaultSettings } from '../../../apps/shared/models/settings.ts';
import { isOpenTask, taskStatuses } from '../../../apps/shared/models/task.ts';
import { instanceWith, Numbering, requestWith, taskWith, textEntryWith, turnWith, uuid } from './records.ts';
import { opened, temporaryPlace } from './temporary-database.ts';

type Make = (numbering: Numbering) => DurableEvent;
const id = fc.integer({ min: 1, max: 4 }).map(uuid);
const text = fc.string({ unit: 'binary', maxLength: 40 });

const anyFact: fc.Arbitrary<Make> = fc.oneof(
  fc.record({ id, name: text.map((name) => `x${name.trim()}`), deletedAt: fc.option(fc.nat()) }).map(
    (fields): Make =>
      (numbers) =>
        numbers.event('instance.updated', { instance: instanceWith(fields) }),
  ),
  fc
    .record({
      id,
      instanceId: id,
      preview: text,
      status: fc.constantFrom(...taskStatuses),
      endedAt: fc.option(fc.nat()),
    })
    .map(
      (fields): Make =>
        (numbers) =>
          numbers.event('task.updated', { task: taskWith(fields) }),
    ),
  fc.record({ id, instanceId: id, status: fc.constantFrom('open' as const, 'completed' as const) }).map(
    (fields): Make =>
      (numbers) =>
        numbers.event('turn.started', { turn: turnWith(fields) }),
  ),
  fc.record({ id, instanceId: id, status: fc.constantFrom('open' as const, 'answered' as const) }).map(
    (fields): Make =>
      (numbers) =>
        numbers.event('request.opened', { request: requestWith(fields) }),
  ),
  fc.record({ id, instanceId: id, text }).map(
    (fields): Make =>
      (numbers) =>
        numbers.event('transcript.appended', { entry: textEntryWith(fields) }),
  ),
  fc.integer({ min: 1, max: 200 }).map(
    (maxRunning): Make =>
      (numbers) =>
        numbers.event('settings.updated', { settings: { ...defaultSettings, maxRunning } }),
  ),
  fc.boolean().map(
    (paused): Make =>
      (numbers) =>
        numbers.event('tower.updated', { tower: { paused, holds: [], storageProblem: null } }),
  ),
);
const byId = (a: { readonly id: string }, b: { readonly id: string }): number => a.id.localeCompare(b.id);

/** The newest record of each id, in the order of ids. */
function newest<T extends { readonly id: string }>(records: readonly T[]): T[] {
  return [...new Map(records.map((record) => [record.id, record])).values()].sort(byId);
}

it('has everything after it was opened again, and records are what their newest event says', () => {
  fc.assert(
    fc.property(fc.array(fc.array(anyFact, { maxLength: 12 }), { maxLength: 5 }), (batches) => {
      const place = temporaryPlace();
      const numbering = new Numbering();
      const written: DurableEvent[] = [];
      for (const batch of batches) {
        const database = opened(place);
        const events = batch.map((make) => make(numbering));
        expect(database.write(events)).toBeNull();
        written.push(...events);
        database.close();
      }
      const database = opened(place, (table, row, error) => {
        throw new Error(`${table} ${row}`, { cause: error });
      });
      const data = written.map((event) => event.data);
      const tasks = newest(data.flatMap((one) => ('task' in one ? [one.task] : [])));
      const page = database.transcript.page({ instanceId: uuid(1), limit: 1000 });

      expect(database.lastSeq).toBe(written.length);
      expect(database.events.since(0, 1000)).toEqual(written);
      expect(database.instances.all().sort(byId)).toEqual(
        newest(data.flatMap((one) => ('instance' in one ? [one.instance] : []))),
      );
      expect(database.tasks.open().sort(byId)).toEqual(tasks.filter(isOpenTask));
      expect(database.tasks.recentlyEnded(1000).sort(byId)).toEqual(tasks.filter((task) => !isOpenTask(task)));
      expect(database.turns.open().sort(byId)).toEqual(
        newest(data.flatMap((one) => ('turn' in one ? [one.turn] : []))).filter((turn) => turn.status === 'open'),
      );
      expect(database.requests.open().sort(byId)).toEqual(
        newest(data.flatMap((one) => ('request' in one ? [one.request] : []))).filter(
          ({ status }) => status === 'open',
        ),
      );
      expect(page.entries.map(({ entry }) => entry)).toEqual(
        data.flatMap((one) => ('entry' in one && one.entry.instanceId === uuid(1) ? [one.entry] : [])),
      );
      expect(database.settings.load()).toEqual(
        data.flatMap((one) => ('settings' in one ? [one.settings] : [])).at(-1) ?? defaultSettings,
      );
      expect(database.towerState.load().paused).toBe(
        data.flatMap((one) => ('tower' in one ? [one.tower.paused] : [])).at(-1) ?? false,
      );
      expect(database.checkIntegrity()).toBeNull();
      database.close();
    }),
    { numRuns: 40 },
  );
});

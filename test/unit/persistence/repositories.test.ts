import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Database } from '../../../apps/main/persistence/database.ts';
import { connect } from '../../../apps/main/persistence/sqlite.ts';
import type { DurableEvent } from '../../../apps/shared/contract/events.ts';
import type { Attachment } from '../../../apps/shared/models/task.ts';
import { defaultSettings } from '../../../apps/shared/models/settings.ts';
import { instanceWith, Numbering, requestWith, taskWith, textEntryWith, turnWith, uuid } from './records.ts';
import { opened, temporaryPlace, type Place } from './temporary-database.ts';

function written(database: Database, events: readonly DurableEvent[]): void {
  expect(database.write(events)).toBeNull();
}

/** Changes a closed database behind the tower's back. */
function change(place: Place, sql: string): void {
  const sqlite = connect(place.file, 'write');
  sqlite.exec(sql);
  sqlite.close();
}

describe('tasks', () => {
  const ended = (number: number, instance: number, endedAt: number) =>
    taskWith({ id: uuid(number), instanceId: uuid(instance), status: 'completed', endedAt });

  it('pages the history newest first, of one instance or of all', () => {
    const database = opened(temporaryPlace());
    const numbering = new Numbering();
    const tasks = [ended(1, 1, 10), ended(2, 2, 20), ended(3, 1, 30), ended(4, 1, 40)];
    written(database, [
      ...tasks.map((task) => numbering.event('task.completed', { task })),
      numbering.event('task.queued', { task: taskWith({ id: uuid(5), instanceId: uuid(1), status: 'queued' }) }),
    ]);
    const ids = (found: readonly { readonly id: string }[]) => found.map(({ id }) => id);
    expect(ids(database.tasks.history({ limit: 3 }))).toEqual([uuid(4), uuid(3), uuid(2)]);
    expect(ids(database.tasks.history({ limit: 3, beforeEndedAt: 20 }))).toEqual([uuid(1)]);
    expect(ids(database.tasks.history({ limit: 2, instanceId: uuid(1), beforeEndedAt: 40 }))).toEqual([
      uuid(3),
      uuid(1),
    ]);
    expect(ids(database.tasks.recentlyEnded(1))).toEqual([uuid(4)]);
  });

  it('takes a task that is queued again out of the history', () => {
    const database = opened(temporaryPlace());
    const numbering = new Numbering();
    written(database, [numbering.event('task.failed', { task: ended(1, 1, 10) })]);
    const again = taskWith({ id: uuid(1), status: 'queued', endedAt: 10, attempt: 2 });
    written(database, [numbering.event('task.queued', { task: again })]);
    expect(database.tasks.recentlyEnded(5)).toEqual([]);
    expect(database.tasks.open()).toEqual([again]);
  });
});

describe('transcripts', () => {
  it('are paged backwards without a gap or a repetition', () => {
    const database = opened(temporaryPlace());
    const numbering = new Numbering();
    const events = Array.from({ length: 25 }, (_, index) =>
      numbering.event('transcript.appended', {
        entry: textEntryWith({ id: uuid(index), instanceId: uuid(index % 2), text: String(index) }),
      }),
    );
    written(database, events);
    const first = database.transcript.page({ instanceId: uuid(0), limit: 6 });
    const second = database.transcript.page({ instanceId: uuid(0), limit: 6, before: first.entries[0]?.seq });
    const third = database.transcript.page({ instanceId: uuid(0), limit: 6, before: second.entries[0]?.seq });
    expect([first.atStart, second.atStart, third.atStart]).toEqual([false, false, true]);
    const seqs = [...third.entries, ...second.entries, ...first.entries].map(({ seq }) => seq);
    expect(seqs).toEqual([1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25]);
    expect(database.transcript.entry(4)).toMatchObject({ text: '3' });
    expect(database.transcript.entry(99)).toBeNull();
  });
});

describe('a few giants among what is asked for', () => {
  const megabytes = (count: number): string => 'x'.repeat(count * 1024 * 1024);
  const lengths = [1, 9, 9, 20, 1];

  function withGiants(): Database {
    const database = opened(temporaryPlace());
    const numbering = new Numbering();
    for (const [index, length] of lengths.entries()) {
      const entry = textEntryWith({ id: uuid(index), instanceId: uuid(0), text: megabytes(length) });
      written(database, [numbering.event('transcript.appended', { entry })]);
    }
    return database;
  }

  it('make the page shorter, and leave out nothing', () => {
    const database = withGiants();
    const pages: number[][] = [];
    for (let before: number | undefined, atStart = false; !atStart;) {
      const page = database.transcript.page({ instanceId: uuid(0), limit: 10, before });
      pages.push(page.entries.map(({ seq }) => seq));
      before = page.entries[0]?.seq;
      atStart = page.atStart;
    }
    expect(pages).toEqual([[5], [4], [3], [1, 2]]);
  });

  it('end what was missed early', () => {
    const database = withGiants();
    expect(database.events.since(0, 100).map(({ seq }) => seq)).toEqual([1, 2]);
    expect(database.events.since(3, 100).map(({ seq }) => seq)).toEqual([4]);
    expect(database.events.since(4, 100).map(({ seq }) => seq)).toEqual([5]);
  });
});

describe('prompts', () => {
  const attachment = (number: number): Attachment => ({
    id: uuid(number),
    name: `${String(number)}.png`,
    mediaType: 'image/png',
    kind: 'image',
    bytes: 3,
  });

  it('keep their text and files as they were given', () => {
    const database = opened(temporaryPlace());
    const text = `/not a command\0 \u{1f600} ${'long '.repeat(100_000)}`;
    const files = [2, 1].map((number) => ({ attachment: attachment(number), data: Buffer.from([0, number, 255]) }));
    database.prompts.save(uuid(1), text, files);
    expect(database.prompts.text(uuid(1))).toBe(text);
    expect(database.prompts.attachments(uuid(1))).toEqual(files);
    expect(database.prompts.attachment(uuid(1))).toEqual(files[1]);
    database.prompts.update(uuid(1), 'shorter');
    expect(database.prompts.text(uuid(1))).toBe('shorter');
    expect(database.prompts.attachments(uuid(1))).toHaveLength(2);
    expect(database.prompts.text(uuid(9))).toBeNull();
    expect(database.prompts.attachment(uuid(9))).toBeNull();
  });
});

describe('logs', () => {
  const line = (number: number) => ({
    at: number,
    level: 'info' as const,
    source: 'stderr' as const,
    text: String(number),
  });

  it('keep the newest lines of each instance, and not without end', () => {
    const place = temporaryPlace();
    const database = opened(place);
    expect(database.logs.append(uuid(2), [line(-1)])).toBeNull();
    for (let batch = 0; batch < 62; batch += 1) {
      const lines = Array.from({ length: 100 }, (_, index) => line(batch * 100 + index));
      expect(database.logs.append(uuid(1), lines)).toBeNull();
    }
    expect(database.logs.read(uuid(1), 3).map(({ at }) => at)).toEqual([6197, 6198, 6199]);
    expect(database.logs.read(uuid(1), 100_000).length).toBeLessThanOrEqual(5500);
    expect(database.logs.read(uuid(1), 100_000).length).toBeGreaterThanOrEqual(5000);
    expect(database.logs.read(uuid(2), 10)).toEqual([line(-1)]);
  });

  it('cut a line of megabytes', () => {
    const database = opened(temporaryPlace());
    database.logs.append(uuid(1), [{ ...line(1), text: 'x'.repeat(3_000_000) }]);
    const [kept] = database.logs.read(uuid(1), 1);
    expect(kept?.text.length).toBeLessThan(20_000);
    expect(kept?.text).toMatch(/x … \(3000000 characters\)$/);
  });
});

it('keeps what can be found out again, null included', () => {
  const database = opened(temporaryPlace());
  expect(database.cache.get('a')).toBeUndefined();
  database.cache.set('a', [1]);
  database.cache.set('a', { b: [null] });
  database.cache.set('n', null);
  expect(database.cache.get('a')).toEqual({ b: [null] });
  expect(database.cache.get('n')).toBeNull();
});

it('keeps the ledger of processes by marker', () => {
  const place = temporaryPlace();
  const row = { marker: 'a', pid: 1, startTime: 's', instanceId: uuid(1), command: 'claude', startedAt: 1 };
  const database = opened(place);
  database.processes.add(row);
  database.processes.add({ ...row, pid: 2 });
  database.processes.add({ ...row, marker: 'b', startedAt: 0 });
  database.processes.remove('nothing');
  expect(database.processes.all()).toEqual([
    { ...row, marker: 'b', startedAt: 0 },
    { ...row, pid: 2 },
  ]);
  database.processes.remove('b');
  database.close();
  expect(opened(place).processes.all()).toEqual([{ ...row, pid: 2 }]);
});

describe('rows that cannot be read', () => {
  it('are reported and left out, and break nothing', () => {
    const place = temporaryPlace();
    const database = opened(place);
    const numbering = new Numbering();
    written(database, [
      ...[1, 2].map((id) => numbering.event('instance.created', { instance: instanceWith({ id: uuid(id) }) })),
      numbering.event('transcript.appended', { entry: textEntryWith({ instanceId: uuid(1) }) }),
      numbering.event('transcript.appended', { entry: textEntryWith({ instanceId: uuid(1), text: 'fine' }) }),
      numbering.event('settings.updated', { settings: { ...defaultSettings, maxRunning: 9, theme: 'dark' } }),
    ]);
    database.close();
    change(
      place,
      `UPDATE instances SET data = json_remove(data, '$.status') WHERE id = '${uuid(1)}';
       UPDATE events SET data = '{"entry":{"kind":"text"}}' WHERE seq = 3;
       UPDATE events SET type = 'weather.changed' WHERE seq = 1;
       UPDATE settings SET data = json_set(data, '$.maxRunning', 'many', '$.unheard', 1);`,
    );
    const bad: string[] = [];
    const again = opened(place, (table, id) => bad.push(`${table} ${id}`));
    expect(again.instances.all().map(({ id }) => id)).toEqual([uuid(2)]);
    expect(again.transcript.page({ instanceId: uuid(1), limit: 5 }).entries).toMatchObject([
      { seq: 4, entry: { text: 'fine' } },
    ]);
    expect(again.events.since(0, 10).map(({ seq }) => seq)).toEqual([2, 4, 5]);
    expect(again.settings.load()).toEqual({ ...defaultSettings, theme: 'dark' });
    expect(bad).toEqual([`instances ${uuid(1)}`, 'events 3', 'events 1', 'events 3', 'settings maxRunning']);
  });
});

describe('purging', () => {
  it('removes what was deleted long enough ago with all that is its, and never gives a number again', () => {
    const place = temporaryPlace();
    const database = opened(place);
    const numbering = new Numbering();
    const [gone, kept, live] = [uuid(1), uuid(2), uuid(3)];
    const task = taskWith({ id: uuid(11), instanceId: gone });
    const otherTask = taskWith({ id: uuid(12), instanceId: live });
    written(database, [
      numbering.event('instance.created', { instance: instanceWith({ id: live, deletedAt: null }) }),
      numbering.event('instance.deleted', { instance: instanceWith({ id: kept, deletedAt: 200 }) }),
      numbering.event('task.queued', { task: otherTask }),
      numbering.event('instance.deleted', { instance: instanceWith({ id: gone, deletedAt: 100 }) }),
      numbering.event('task.queued', { task }),
      numbering.event('turn.started', { turn: turnWith({ instanceId: gone }) }),
      numbering.event('request.opened', { request: requestWith({ instanceId: gone }) }),
      numbering.event('transcript.appended', { entry: textEntryWith({ instanceId: gone }) }),
    ]);
    const file: Attachment = { id: uuid(21), name: 'a', mediaType: 'text/plain', kind: 'text', bytes: 1 };
    database.prompts.save(task.id, 'gone', [{ attachment: file, data: Buffer.from('a') }]);
    database.prompts.save(otherTask.id, 'stays', []);
    database.logs.append(gone, [{ at: 1, level: 'info', source: 'stderr', text: 'gone' }]);
    const sealed = { bytes: Buffer.from('sealed bytes of the one that goes'), protection: 'keyring' } as const;
    for (const instanceId of [gone, live]) database.secrets.put({ instanceId, sealed, ending: 'abcd', since: 1 });

    expect(database.instances.purgeDeletedBefore(150)).toEqual({ ok: true, value: 1 });

    expect(database.instances.all().map(({ id }) => id)).toEqual([live, kept]);
    expect(database.tasks.open()).toEqual([otherTask]);
    expect(database.turns.open()).toEqual([]);
    expect(database.requests.open()).toEqual([]);
    expect(database.transcript.page({ instanceId: gone, limit: 5 })).toEqual({ entries: [], atStart: true });
    expect(database.prompts.text(task.id)).toBeNull();
    expect(database.prompts.attachment(file.id)).toBeNull();
    expect(database.prompts.text(otherTask.id)).toBe('stays');
    expect(database.logs.read(gone, 5)).toEqual([]);
    expect(database.secrets.find(gone)).toBeNull();
    expect(database.secrets.find(live)?.sealed).toEqual(sealed);
    expect(database.events.since(0, 20).map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(database.lastSeq).toBe(8);
    database.close();
    expect(opened(place).lastSeq).toBe(8);
  });
});

it('drops facts that nobody will ask for any more, and no line of a transcript', () => {
  const place = temporaryPlace();
  const database = opened(place);
  const early = new Numbering();
  written(database, [
    early.event('tower.paused', { tower: { paused: true, holds: [], storageProblem: null } }),
    early.event('transcript.appended', { entry: textEntryWith({}) }),
  ]);
  const late = new Numbering(60_000);
  written(database, [late.event('tower.resumed', { tower: { paused: false, holds: [], storageProblem: null } })]);
  database.close();
  expect(
    opened(place)
      .events.since(0, 10)
      .map(({ seq }) => seq),
  ).toEqual([2, 60_001]);
});

it('keeps nothing of a sealed secret that was removed or replaced', () => {
  const place = temporaryPlace();
  const database = opened(place);
  const row = (bytes: string) => ({
    instanceId: 'one',
    sealed: { bytes: Buffer.from(bytes), protection: 'obfuscated' as const },
    ending: 'abcd',
    since: 1,
  });
  const inFile = (): string => readFileSync(place.file, 'latin1');
  expect(database.secrets.put(row('the first seal'))).toBeNull();
  expect(database.secrets.find('one')).toEqual(row('the first seal'));
  expect(database.secrets.put(row('the second seal'))).toBeNull();
  database.close();
  expect(inFile()).toContain('the second seal');
  expect(inFile()).not.toContain('the first seal');
  const again = opened(place);
  expect(again.secrets.remove('one')).toBeNull();
  expect(again.secrets.find('one')).toBeNull();
  again.close();
  expect(inFile()).not.toContain('the second seal');
});

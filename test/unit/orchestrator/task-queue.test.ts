import { describe, expect, it } from 'vitest';
import { problem } from '../../../apps/shared/models/problem-words.ts';
import { maxAttachmentBytes, maxPromptBytes } from '../../../apps/shared/models/task.ts';
import { byId, codeOf, here, must, nobody, queueBench, reader, there } from './queue-bench.ts';

const base64 = (text: string | Uint8Array): string => Buffer.from(text).toString('base64');
const file = (name: string, data: string | Uint8Array) => ({
  name,
  mediaType: 'application/x-lie',
  data: base64(data),
});

describe('what is taken', () => {
  it('keeps a prompt and its files whole, with the task', () => {
    const bench = queueBench();
    const png = Buffer.from('89504e470d0a1a0a0000', 'hex');
    const attachments = [file('a.png', png), file('b.pdf', '%PDF-1.7 …'), file('c.txt', 'naïve')];
    const task = must(bench.queue.submit(here, 'Look at these.', { attachments, title: 'Files', asCommand: true }));
    const disk = reader(bench.place);
    expect(disk.tasks.open()).toEqual([task]);
    expect(disk.prompts.text(task.id)).toBe('Look at these.');
    expect(disk.prompts.attachments(task.id).map(({ data }) => Buffer.from(data).toString())).toEqual([
      png.toString(),
      '%PDF-1.7 …',
      'naïve',
    ]);
    expect(task.attachments.map(({ kind, mediaType }) => `${kind} ${mediaType}`)).toEqual([
      'image image/png',
      'document application/pdf',
      'text text/plain',
    ]);
  });

  it.each([
    ['an empty prompt', '', []],
    ['a prompt of blanks', ' \n\t ', []],
  ])('refuses %s', (_, prompt, attachments) => {
    const { queue, database } = queueBench();
    const refused = queue.submit(here, prompt, { attachments });
    expect(refused).toMatchObject({ ok: false, problem: { code: 'prompt.empty' } });
    expect(database.tasks.open()).toEqual([]);
  });

  it('takes a file without a prompt', () => {
    expect(codeOf(queueBench().queue.submit(here, '', { attachments: [file('a.txt', 'Do this.')] }))).toBe('ok');
  });

  it('takes a prompt of the largest size and refuses one byte more', () => {
    const { queue } = queueBench();
    expect(codeOf(queue.submit(here, 'ä'.repeat(maxPromptBytes / 2)))).toBe('ok');
    const refused = queue.submit(here, `${'ä'.repeat(maxPromptBytes / 2)}x`);
    expect(refused).toMatchObject({ problem: { code: 'prompt.tooLarge', params: { limit: '16.0 MB' } } });
  });

  it('refuses a binary by its bytes, whatever it calls itself, and says which', () => {
    const refused = queueBench().queue.submit(here, 'x', {
      attachments: [file('fine.txt', 'fine'), file('program.txt', Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 0, 0xff))],
    });
    expect(refused).toMatchObject({ problem: { code: 'attachment.unsupported', params: { name: 'program.txt' } } });
  });

  it('refuses more of files than can be sent', () => {
    const half = Buffer.alloc(maxAttachmentBytes / 2 + 1, 'x');
    const refused = queueBench().queue.submit(here, 'x', { attachments: [file('a.txt', half), file('b.txt', half)] });
    expect(codeOf(refused)).toBe('attachment.tooLarge');
  });
});

describe('what waits', () => {
  it('can be changed: prompt, title and priority', () => {
    const { queue, database } = queueBench();
    const { id, rank } = must(queue.submit(here, 'before', { title: 'Old' }));
    expect(must(queue.update(id, { prompt: 'after' }))).toMatchObject({
      preview: 'after',
      promptBytes: 5,
      title: 'Old',
      rank,
    });
    expect(must(queue.update(id, { title: 'New' }))).toMatchObject({ preview: 'after', title: 'New' });
    expect(must(queue.update(id, { priority: 'urgent' }))).toMatchObject({ priority: 'urgent' });
    expect(database.prompts.text(id)).toBe('after');
  });

  it('stays as it was when the change is no good', () => {
    const { queue, database } = queueBench();
    const task = must(queue.submit(here, 'before'));
    expect(codeOf(queue.update(task.id, { prompt: '  ' }))).toBe('prompt.empty');
    expect(queue.open()).toEqual([task]);
    expect(database.prompts.text(task.id)).toBe('before');
  });

  it('is not moved among the tasks of another instance', () => {
    const { queue } = queueBench();
    const mine = must(queue.submit(here, 'mine'));
    const other = must(queue.submit(there, 'other', { priority: 'urgent' }));
    expect(codeOf(queue.move(mine.id, other.id))).toBe('input.invalid');
    expect(queue.queued(here)).toEqual([mine]);
  });

  it('is handed to another instance, to a place of its choice there or last, and can be handed back', () => {
    const { queue, database } = queueBench();
    const mine = must(queue.submit(here, 'mine'));
    const others = ['a', 'b'].map((prompt) => must(queue.submit(there, prompt, { priority: 'high' })).id);
    expect(must(queue.move(mine.id, others[1] ?? '', there))).toMatchObject({ instanceId: there, priority: 'high' });
    expect(queue.queued(there).map(({ id }) => id)).toEqual([others[0], mine.id, others[1]]);
    expect(queue.queued(here)).toEqual([]);
    expect(database.tasks.open()).toHaveLength(3);
    expect(database.tasks.open().find(({ id }) => id === mine.id)?.instanceId).toBe(there);
    expect(database.prompts.text(mine.id)).toBe('mine');
    expect(must(queue.move(mine.id, null, here)).instanceId).toBe(here);
    expect(queue.queued(here).map(({ id }) => id)).toEqual([mine.id]);
  });

  it('stays with its instance when it goes on in its conversation', () => {
    const { queue } = queueBench();
    const { id } = must(queue.submit(here, 'mine'));
    must(queue.start(id, 'a session'));
    queue.putBack(id, problem('turn.interrupted'));
    expect(codeOf(queue.move(id, null, there))).toBe('task.conversationElsewhere');
    expect(codeOf(queue.move(id, null, here))).toBe('ok');
  });

  it('can be taken out, once', () => {
    const { queue } = queueBench();
    const { id } = must(queue.submit(here, 'x'));
    expect(must(queue.cancelQueued(id))).toMatchObject({ status: 'cancelled' });
    expect(codeOf(queue.cancelQueued(id))).toBe('task.notQueued');
    expect(queue.heads().size).toBe(0);
  });
});

describe('what does not wait', () => {
  it('is refused by everything that is for waiting tasks', () => {
    const { queue } = queueBench();
    const { id } = must(queue.submit(here, 'x'));
    const waits = must(queue.submit(here, 'y')).id;
    must(queue.start(id, null));
    expect(codeOf(queue.start(id, null))).toBe('task.notQueued');
    expect(codeOf(queue.update(id, { title: 'x' }))).toBe('task.notQueued');
    expect(codeOf(queue.move(id, null))).toBe('task.notQueued');
    expect(codeOf(queue.move(waits, id))).toBe('task.notQueued');
    expect(codeOf(queue.cancelQueued(id))).toBe('task.notQueued');
    expect(codeOf(queue.retry(id))).toBe('task.notRetryable');
    expect(codeOf(queue.retry(waits))).toBe('task.notRetryable');
  });

  it('is not found when it never was', () => {
    const { queue } = queueBench();
    const calls = [
      queue.start(nobody, null),
      queue.update(nobody, {}),
      queue.move(nobody, null),
      queue.cancelQueued(nobody),
    ];
    expect([...calls, queue.retry(nobody), queue.find(nobody)].map(codeOf)).toEqual(Array(6).fill('task.notFound'));
  });

  it('ends once, and can be run again as it was', () => {
    const { queue, database } = queueBench();
    const { id } = must(queue.submit(here, 'x', { priority: 'high', title: 'T' }));
    must(queue.start(id, null));
    queue.end(id, 'failed', problem('turn.failed', { reason: 'x' }), null);
    queue.end(id, 'completed', null, null);
    expect(codeOf(queue.find(id))).toBe('task.notCancellable');
    expect(must(queue.retry(id))).toMatchObject({
      status: 'queued',
      attempt: 2,
      problem: null,
      priority: 'high',
      title: 'T',
      endedAt: null,
      startedAt: null,
    });
    expect(database.prompts.text(id)).toBe('x');
    expect(codeOf(queue.retry(id))).toBe('task.notRetryable');
  });

  it('waits for a person and goes on, but only while it runs', () => {
    const { queue } = queueBench();
    const { id } = must(queue.submit(here, 'x'));
    queue.setWaiting(id, true);
    expect(must(queue.find(id)).status).toBe('queued');
    must(queue.start(id, null));
    queue.setWaiting(id, true);
    expect(must(queue.find(id)).status).toBe('waiting');
    queue.setWaiting(id, false);
    expect(must(queue.find(id)).status).toBe('running');
  });
});

const session = '5f0c1d7e-8a55-4b8f-9d0c-1f3a2b4c5d6e';

it('comes back after a crash as it was, with what ran marked as interrupted', () => {
  const before = queueBench();
  const [runs, waits, unread, first, second] = ['runs', 'waits', 'unread', 'first', 'second'].map(
    (prompt) => must(before.queue.submit(here, prompt)).id,
  );
  must(before.queue.move(second ?? '', first ?? ''));
  for (const id of [runs, waits, unread]) must(before.queue.start(id ?? '', null));
  before.queue.setWaiting(waits ?? '', true);
  before.bus.flush();
  const queuedBefore = before.queue.queued(here);

  const after = queueBench(before.place);
  expect(byId(after.queue.open())).toEqual(byId(before.queue.open()));
  const cut = after.queue.recover(new Set([runs ?? '', waits ?? '']));
  expect(cut.map(({ id }) => id)).toEqual([runs, waits]);
  // The turn of this one was never opened, so the CLI cannot have got it: it is first in its place again.
  expect(after.queue.queued(here)).toMatchObject([{ id: unread, status: 'queued', attempt: 1 }, ...queuedBefore]);
  expect(queuedBefore.map(({ id }) => id)).toEqual([second, first]);
  after.bus.flush();
  for (const id of [runs, waits]) {
    expect(after.database.tasks.get(id ?? '')).toMatchObject({
      status: 'interrupted',
      problem: { code: 'task.interruptedByRestart' },
    });
  }
  const late = must(after.queue.submit(here, 'late'));
  expect(after.queue.queued(here).at(-1)).toEqual(late);
});

it('has a task go on in its conversation, before what was written after it, and in no other conversation', () => {
  const { queue } = queueBench();
  const [cut, later] = ['cut', 'later'].map((prompt) => must(queue.submit(here, prompt)));
  const id = cut?.id ?? '';
  must(queue.start(id, session));
  expect(codeOf(queue.resume(id, session))).toBe('task.notRetryable');
  queue.end(id, 'interrupted', null, null);
  expect(codeOf(queue.resume(id, null))).toBe('task.conversationGone');
  expect(codeOf(queue.resume(id, '00000000-0000-4000-8000-000000000000'))).toBe('task.conversationGone');
  expect(must(queue.resume(id, session))).toMatchObject({ status: 'queued', continues: true, attempt: 2 });
  expect(queue.queued(here).map((task) => task.id)).toEqual([id, later?.id]);
  // The instance lost the conversation in between: the task says of which one it was.
  expect(must(queue.start(id, 'another'))).toMatchObject({ continues: true, sessionId: session });
  queue.end(id, 'failed', null, null);
  expect(must(queue.retry(id))).toMatchObject({ continues: false, sessionId: null, attempt: 3 });
});

it('promises nothing that it cannot store, and is as it was', () => {
  const { queue, bus, fill, database } = queueBench();
  const [first, second] = ['first', 'second'].map((prompt) => must(queue.submit(here, prompt)));
  const ended = must(queue.submit(here, 'ended'));
  queue.end(ended.id, 'failed', null, null);
  bus.flush();
  fill(true);
  const [a = '', b = ''] = [first?.id, second?.id];
  const calls = [
    queue.submit(here, 'third'),
    queue.start(a, null),
    queue.update(a, { prompt: 'other', priority: 'urgent' }),
    queue.move(b, a),
    queue.cancelQueued(a),
    queue.retry(ended.id),
  ];
  expect(calls.map(codeOf)).toEqual(Array(6).fill('storage.full'));
  expect(queue.queued(here)).toEqual([first, second]);
  fill(false);
  expect(database.tasks.open()).toEqual([first, second]);
  expect(database.prompts.text(a)).toBe('first');
  expect(must(queue.move(b, a)).id).toBe(b);
  expect(queue.queued(here).map(({ id }) => id)).toEqual([b, a]);
});

import { describe, expect, it } from 'vitest';
import { classifyFile } from '../../../apps/renderer/features/composer/classify-file.ts';
import { addFiles, emptyComposer } from '../../../apps/renderer/features/composer/composer-state.ts';
import { hopelessLength } from '../../../apps/renderer/features/composer/hopeless-length.ts';
import { isCommand, readSlash } from '../../../apps/renderer/features/composer/slash-command.ts';
import { moveTarget } from '../../../apps/renderer/features/queue/move-target.ts';
import { maxAttachmentBytes } from '../../../apps/shared/models/task.ts';
import { aTask, uuid } from '../../support/renderer/builders.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const file = (name: string, content: Uint8Array) => ({ id: uuid(1), name, bytes: content, data: '' });
const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0);

describe('a dropped file', () => {
  it.each([
    ['text', bytes('# 안녕'), 'text'],
    ['nothing', bytes(''), 'text'],
    ['a PNG', png, 'image'],
    ['a JPEG', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0), 'image'],
    ['a GIF', bytes('GIF89a...'), 'image'],
    ['a WebP', bytes('RIFF0000WEBPVP8 '), 'image'],
    ['a PDF', bytes('%PDF-1.7\n'), 'document'],
    ['a program', Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 0, 1), 'unsupported'],
    ['Latin-1', Uint8Array.of(0x63, 0x61, 0x66, 0xe9), 'unsupported'],
  ])('with %s is judged by its contents', (_, content, kind) => {
    expect(classifyFile(content).kind).toBe(kind);
  });

  it('becomes the prompt when it is one and nothing is written yet', () => {
    expect(addFiles(emptyComposer, [file('task.md', bytes('Do it'))])).toMatchObject({
      text: 'Do it',
      attachments: [],
    });
  });

  it('goes along with what is written already', () => {
    const state = addFiles({ ...emptyComposer, text: 'See this' }, [file('task.md', bytes('Do it'))]);
    expect(state).toMatchObject({ text: 'See this', attachments: [{ name: 'task.md', kind: 'text' }] });
  });

  it('goes along when it is no prompt', () => {
    expect(addFiles(emptyComposer, [file('a.csv', bytes('1,2'))]).attachments).toHaveLength(1);
    expect(addFiles(emptyComposer, [file('a.png', png)]).attachments).toMatchObject([{ mediaType: 'image/png' }]);
  });

  it('that is refused says why, and keeps the others', () => {
    const state = addFiles({ ...emptyComposer, text: 'x' }, [
      file('virus.exe', Uint8Array.of(0)),
      file('a.csv', bytes('1')),
    ]);
    expect(state.problem).toMatchObject({ code: 'attachment.unsupported', params: { name: 'virus.exe' } });
    expect(state.attachments.map(({ name }) => name)).toEqual(['a.csv']);
  });

  it('that is too large with the others is refused', () => {
    const large = file('big.txt', new Uint8Array(maxAttachmentBytes / 2 + 1).fill(97));
    const state = addFiles({ ...emptyComposer, text: 'x' }, [large, large]);
    expect(state.attachments).toHaveLength(1);
    expect(state.problem?.code).toBe('attachment.tooLarge');
  });
});

describe('a prompt that begins with a slash', () => {
  const commands = ['compact', '/context', 'cost'].map((name) => ({ name, description: '', argumentHint: '' }));
  it.each([
    ['hello', 'none', false],
    ['/co', 'choosing', false],
    ['/compact', 'choosing', true],
    ['/compact now', 'command', true],
    ['/CONTEXT ', 'command', true],
    ['/home/ann/file is broken', 'text', false],
    ['/nope', 'text', false],
    [' /compact', 'none', false],
  ])('%j is read as %s', (text, kind, command) => {
    const reading = readSlash(text, commands);
    expect(reading.kind).toBe(kind);
    expect(isCommand(reading)).toBe(command);
  });

  it('is offered what fits', () => {
    const reading = readSlash('/co', commands);
    expect(reading.kind === 'choosing' && reading.matches.map(({ name }) => name)).toEqual([
      'compact',
      '/context',
      'cost',
    ]);
  });
});

describe('moving a queued task', () => {
  const tasks = [1, 2, 3].map((number) => aTask({ id: uuid(number) }));
  it.each([
    [0, 1, uuid(3)],
    [0, 2, null],
    [2, 0, uuid(1)],
    [1, 1, undefined],
    [1, 5, undefined],
    [0, -1, undefined],
  ])('from %i to %i puts it before %s', (from, to, before) => {
    expect(moveTarget(tasks, from, to)).toBe(before);
  });
});

describe('a prompt that is longer than any model reads', () => {
  const textFile = (bytes: number) =>
    ({ id: uuid(1), name: 'book.txt', mediaType: 'text/plain', kind: 'text', bytes, data: '' }) as const;

  it('is told before it is sent, with its files', () => {
    expect(hopelessLength({ text: 'x'.repeat(10_000_000), attachments: [] })).toBe(2_500_000);
    expect(hopelessLength({ text: '가'.repeat(1_300_000), attachments: [] })).toBe(1_300_000);
    expect(hopelessLength({ text: 'Read it.', attachments: [textFile(8_000_000)] })).toBe(2_000_002);
  });

  it('is not seen in what might work', () => {
    expect(hopelessLength({ text: 'x'.repeat(4_900_000), attachments: [] })).toBeNull();
    expect(hopelessLength({ text: '가'.repeat(1_200_000), attachments: [] })).toBeNull();
    expect(hopelessLength({ text: 'Look.', attachments: [{ ...textFile(9_000_000), kind: 'image' }] })).toBeNull();
  });
});

import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { entryMarkdown } from '../../../apps/main/export/entry-markdown.ts';
import { TranscriptExporter } from '../../../apps/main/export/transcript-exporter.ts';
import { noUsage } from '../../../apps/shared/models/instance.ts';
import type { Json } from '../../../apps/shared/models/json.ts';
import type { Entry, NumberedEntry } from '../../../apps/shared/models/entry.ts';
import { exportName } from '../../../apps/shared/models/transcript-export.ts';
import { anInstance, numbered, textEntry, toolResult, toolUse, uuid } from '../../support/renderer/builders.ts';

const key = `sk-ant-${'a1b2'.repeat(8)}`;
const base = { id: uuid(9), instanceId: uuid(1), taskId: null, turnId: null, at: Date.UTC(2026, 0, 31) };
const prompt: Entry = { ...base, kind: 'prompt', text: `My key is ${key}`, attachments: [] };
const change = (entry: Entry, more: object): Entry => ({ ...entry, ...more });

/** Pages of a transcript, as the database gives them. */
const pagesOf = (entries: readonly NumberedEntry[]) => ({
  page: ({ before = Infinity, limit }: { before?: number | undefined; limit: number }) => {
    const older = entries.filter(({ seq }) => seq < before);
    return { entries: older.slice(-limit), atStart: older.length <= limit };
  },
});
const exporterOf = (entries: readonly NumberedEntry[]) =>
  new TranscriptExporter({ pages: pagesOf(entries), environment: { TOWER_TOKEN: 'of-the-tower-itself' } });
const instance = anInstance({ environment: { DB_PASSWORD: 'hunter2222', PLAIN: 'visible' } });

describe('an export', () => {
  const entries = [
    numbered(1, prompt),
    numbered(
      2,
      change(toolUse('t1', 2), {
        input: { command: 'login --password hunter2222 of-the-tower-itself', apiToken: 'abc' },
      }),
    ),
    numbered(
      3,
      change(toolResult('t1', 3), {
        text: 'visible',
        images: [{ mediaType: 'image/png', data: 'AAAA' }],
        structured: { base64: 'AAAA' },
      }),
    ),
    numbered(4, textEntry('m', 0, 'Done.')),
  ];

  it.each(['markdown', 'json'] as const)('as %s has no secret, by its form, its place or its name', (format) => {
    const { text, before } = exporterOf(entries).piece(instance, format, undefined);
    expect(before).toBeNull();
    for (const secret of [key, 'hunter2222', 'of-the-tower-itself', '"abc"', 'AAAA'])
      expect(text).not.toContain(secret);
    expect(text).toContain('visible');
    expect(text).toContain('Done.');
  });

  it.each(['markdown', 'json'] as const)(
    'as %s is the same file whether it is put together from pieces or written',
    async (format) => {
      const folder = mkdtempSync(join(tmpdir(), 'export-'));
      onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
      const path = join(folder, 'out');
      const many = Array.from({ length: 450 }, (_, at) => numbered(at + 1, textEntry('m', at, `Line ${at}.`, at + 1)));
      const exporter = exporterOf(many);
      expect(await exporter.toFile(instance, format, path)).toMatchObject({ ok: true });
      const written = readFileSync(path, 'utf8');
      const lines = [...written.matchAll(/Line (\d+)\./g)].map((match) => Number(match[1]));
      expect(lines).toEqual(many.map((_, at) => at));
      if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
      if (format === 'json') {
        const parsed = JSON.parse(written) as { instance: { name: string }; entries: readonly unknown[] };
        expect(parsed.instance.name).toBe(instance.name);
        expect(parsed.entries).toHaveLength(450);
      } else expect(written.startsWith(`# ${instance.name}\n`)).toBe(true);
      const pieces: string[] = [];
      let before: number | null | undefined;
      while (before !== null) {
        const piece = exporter.piece(instance, format, before);
        pieces.unshift(piece.text);
        before = piece.before;
      }
      expect(pieces).toHaveLength(3);
      expect(written).toContain(pieces.join(format === 'json' ? ',\n' : ''));
    },
  );

  it('of nothing is a file too', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'export-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    await exporterOf([]).toFile(instance, 'json', join(folder, 'out'));
    expect(JSON.parse(readFileSync(join(folder, 'out'), 'utf8'))).toMatchObject({ entries: [] });
  });

  it('that cannot be read to its end leaves the file that was there', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'export-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const path = join(folder, 'out');
    writeFileSync(path, 'the old words');
    let reads = 0;
    const page = (): never => {
      reads += 1;
      throw new Error('the database is gone');
    };
    const exporter = new TranscriptExporter({ pages: { page }, environment: {} });
    expect(await exporter.toFile(instance, 'json', path)).toMatchObject({ ok: false });
    expect(reads).toBe(1);
    expect(readFileSync(path, 'utf8')).toBe('the old words');
    expect(readdirSync(folder)).toEqual(['out']);
  });

  it('that cannot be written says so', async () => {
    const saved = await exporterOf(entries).toFile(instance, 'json', join(tmpdir(), 'no', 'such', 'folder', 'out'));
    expect(saved).toMatchObject({ ok: false, problem: { code: 'export.failed' } });
  });
});

describe('an entry as Markdown', () => {
  it.each<[string, Entry, string]>([
    ['a prompt', { ...prompt, text: 'Hello' }, '## 2026-01-31T00:00:00.000Z\n\nHello\n\n'],
    ['text', textEntry('m', 0, '**Bold**'), '**Bold**\n\n'],
    ['a command', toolUse('t', 1), '**Bash**\n\n```bash\nls\n```\n\n'],
    ['a result', toolResult('t', 1), '```\ndone\n```\n\n'],
    ['a result with a fence', change(toolResult('t', 1), { text: '```\ncode\n```' }), '````\n```\ncode\n```\n````\n\n'],
    ['a failure', change(toolResult('t', 1), { isError: true }), '*Failed*\n\n```\ndone\n```\n\n'],
    ['what a subagent did', toolUse('t', 1, 'task'), '> **Bash**\n> \n> ```bash\n> ls\n> ```\n\n'],
    [
      'an edit',
      change(toolUse('t', 1), { name: 'Edit', input: { file_path: 'a.ts', old_string: 'x' } }),
      '**Edit** `a.ts`\n\n```json\n{\n  "old_string": "x"\n}\n```\n\n',
    ],
    [
      'an outcome',
      {
        ...base,
        kind: 'outcome',
        status: 'completed',
        problem: null,
        text: null,
        usage: noUsage,
        durationMs: 1500,
        rounds: 1,
      },
      '*completed, 1.5 s, $0.0000*\n\n---\n\n',
    ],
    ['an empty notice', { ...base, kind: 'notice', level: 'info', code: 'x', params: {}, text: '', problem: null }, ''],
    ['what nobody knows', { ...base, kind: 'unknown', type: 'new', raw: [1] }, '*new*\n\n```json\n[\n  1\n]\n```\n\n'],
  ])('%s', (_, entry, markdown) => expect(entryMarkdown(entry)).toBe(markdown));
});

it('of an entry that is nested deeper than can be written goes on without it', () => {
  let deep: Json = 'end';
  for (let level = 0; level < 20_000; level += 1) deep = [deep];
  const entry: Entry = { ...base, kind: 'unknown', type: 'new', raw: deep };
  const exporter = exporterOf([numbered(1, entry), numbered(2, textEntry('m', 0, 'After.'))]);
  for (const format of ['markdown', 'json'] as const) {
    expect(exporter.piece(instance, format, undefined).text).toContain('After.');
  }
});

describe('the name of the file', () => {
  it.each([
    ['Greeting service', 'Greeting-service-2026-01-31.md'],
    ['../../etc/passwd', 'etc-passwd-2026-01-31.md'],
    ['인사 서비스', '인사-서비스-2026-01-31.md'],
    ['???', 'transcript-2026-01-31.md'],
  ])('of %j is %j', (name, file) => expect(exportName(name, 'markdown', '2026-01-31')).toBe(file));
});

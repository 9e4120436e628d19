import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { FileLogOptions } from '../../../apps/main/logging/file-log.ts';
import { createNodeLog } from '../../../apps/main/logging/node-log.ts';

function temporaryLog(options: Partial<FileLogOptions> = {}) {
  const directory = mkdtempSync(join(tmpdir(), 'tower-log-'));
  onTestFinished(() => {
    rmSync(directory, { recursive: true, force: true });
  });
  const log = createNodeLog({ directory: join(directory, 'logs'), environment: {}, ...options });
  const read = (name = 'tower.log'): string => readFileSync(join(directory, 'logs', name), 'utf8');
  return { log, read, directory };
}

it('writes a line a call, at once, with its time, level and data', () => {
  const { log, read } = temporaryLog();
  log.info('Started.', { pid: 7 });
  log.warn('Odd:\nline two %s %c');
  log.error('Failed.', { error: new Error('boom') });
  log.debug('not at this level');
  const [first = '', second = '', third = '', ...rest] = read().trimEnd().split(/\r?\n/);
  expect(first).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z info  Started\. {"pid":7}$/);
  expect(second).toMatch(/ warn {2}Odd: ⏎ line two %s %c$/);
  expect(third).toMatch(/ error Failed\. {"error":{"name":"Error","message":"boom","stack":"Error: boom/);
  expect(rest).toEqual([]);
});

it('leaves out secrets always, and contents unless it is told otherwise', () => {
  const { log, read } = temporaryLog({ environment: { MY_TOKEN: 'hunter22' }, level: 'debug' });
  log.debug('with hunter22', { prompt: 'my diary', note: 'hunter22' });
  log.setLogContents?.(true);
  log.debug('now', { prompt: 'my diary with hunter22' });
  log.setLogContents?.(false);
  log.debug('again', { prompt: 'my diary' });
  const lines = read().trimEnd().split(/\r?\n/);
  expect(lines.map((line) => line.slice(25))).toEqual([
    'debug with [redacted] {"prompt":"[8 characters]","note":"[redacted]"}',
    'debug now {"prompt":"my diary with [redacted]"}',
    'debug again {"prompt":"[8 characters]"}',
  ]);
});

it('begins a new file when one is full, and keeps no more than it may', () => {
  const { log, read, directory } = temporaryLog({ maxFileBytes: 2000, oldFiles: 2 });
  for (let line = 0; line < 200; line += 1) log.info(`line ${String(line)} ${'x'.repeat(80)}`);
  const logs = join(directory, 'logs');
  expect(readdirSync(logs).sort()).toEqual(['tower.1.log', 'tower.2.log', 'tower.log']);
  for (const name of readdirSync(logs)) expect(statSync(join(logs, name)).size).toBeLessThan(2500);
  expect(read()).toContain('line 199 ');
  const kept = ['tower.2.log', 'tower.1.log', 'tower.log'].flatMap((name) => read(name).match(/line \d+/g) ?? []);
  expect(kept).toEqual(Array.from({ length: kept.length }, (_, index) => `line ${String(200 - kept.length + index)}`));
});

it('bounds a line', () => {
  const { log, read } = temporaryLog();
  log.info('long', { note: 'x'.repeat(1_000_000) });
  expect(read().length).toBeLessThan(40_000);
});

it('keeps the logs of two folders apart', () => {
  const [one, two] = [temporaryLog(), temporaryLog()];
  one.log.info('first');
  two.log.info('second');
  expect(one.read()).not.toContain('second');
  expect(two.read()).toContain('second');
});

it('does not throw for what it cannot read', () => {
  const { log, read } = temporaryLog();
  log.info('bad', {
    get data() {
      throw new Error('no');
    },
  });
  expect(read()).toContain('bad "[unreadable]"');
});

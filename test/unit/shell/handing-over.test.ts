import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readLink } from '../../../apps/main/shell/deep-link.ts';
import { openFiles } from '../../../apps/main/shell/open-files.ts';
import { readStartArguments } from '../../../apps/main/shell/start-arguments.ts';
import { noDirection } from '../../../apps/shared/contract/events.ts';
import { uuid } from '../../support/renderer/builders.ts';

describe('a link into the app', () => {
  it('shows an instance or a task', () => {
    expect(readLink(`control-tower://instance/${uuid(1)}`)).toEqual({ ...noDirection, instanceId: uuid(1) });
    expect(readLink(`control-tower://task/${uuid(2)}/`)).toEqual({ ...noDirection, taskId: uuid(2) });
  });

  it('fills a prompt in, for an instance if it names one', () => {
    expect(readLink('control-tower://new?prompt=Mend%20it%0Anow')).toEqual({ ...noDirection, prompt: 'Mend it\nnow' });
    expect(readLink(`control-tower://new?prompt=x&instance=${uuid(1)}`)).toMatchObject({ instanceId: uuid(1) });
    expect(readLink('control-tower://new?prompt=x&instance=..%2F')).toMatchObject({ instanceId: null, prompt: 'x' });
  });

  it.each([
    'https://instance/1',
    'control-tower://instance/1',
    'control-tower://instance',
    'control-tower://run?prompt=x',
    'control-tower://new',
    'control-tower://new?prompt=%20',
    `control-tower://new?prompt=${'x'.repeat(20_001)}`,
    'javascript:alert(1)',
    '',
    'x',
  ])('is refused: %.60s', (link) => {
    expect(readLink(link)).toBeNull();
  });
});

describe('the arguments of a start', () => {
  it('are links and paths; switches and the app itself are not for us', () => {
    const argv = ['/opt/tower', '--flag', '/opt/app', 'notes/a.md', '/x/b.txt', 'control-tower://instance/1', '', '-x'];
    expect(readStartArguments(argv, '/home/ann', '/opt/app')).toEqual({
      links: ['control-tower://instance/1'],
      paths: ['/home/ann/notes/a.md', '/x/b.txt'],
    });
    expect(readStartArguments(['/opt/tower', 'https://a.example/x', 'file:///etc/passwd'], '/', '/opt/app')).toEqual({
      links: [],
      paths: [],
    });
  });
});

describe('files that are handed over', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'handed-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('become files of one prompt, a folder the beginning of an instance, and the rest is named', async () => {
    const prompt = join(folder, 'prompt.md');
    writeFileSync(prompt, 'Mend it');
    mkdirSync(join(folder, 'project'));
    const opened = await openFiles([prompt, join(folder, 'project'), join(folder, 'gone.txt')]);
    expect(opened.directions).toEqual([
      { ...noDirection, show: 'create', directory: join(folder, 'project') },
      { ...noDirection, files: [{ name: 'prompt.md', mediaType: '', data: btoa('Mend it') }] },
    ]);
    expect(opened.refused).toEqual([{ name: 'gone.txt', reason: 'unreadable' }]);
  });

  it('are not read when they are too large', async () => {
    const large = join(folder, 'large.txt');
    writeFileSync(large, '');
    truncateSync(large, 21 * 1024 * 1024);
    expect(await openFiles([large])).toEqual({ directions: [], refused: [{ name: 'large.txt', reason: 'tooLarge' }] });
  });
});

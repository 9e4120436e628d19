import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { send, signIn, WebClient } from '../web-host/web-client.ts';
import { CommandUnderTest } from './command.ts';

describe('control-tower serve', () => {
  let folder: string;
  let commands: CommandUnderTest[];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'serve-test-'));
    commands = [];
  });
  afterEach(() => {
    for (const command of commands) command.kill();
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  });

  function serve(...words: string[]): CommandUnderTest {
    const command = new CommandUnderTest(['serve', '--no-open', '--data', 'data', ...words], {
      cwd: folder,
      temporary: folder,
    });
    commands.push(command);
    return command;
  }

  // A checkout that was not built yet is built here, which takes its time.
  it('prints its link first, lets one browser in, and ends well', { timeout: 120_000 }, async () => {
    const command = serve('--json');
    await command.says(/\n/);
    const { url } = JSON.parse(command.out.split('\n')[0] ?? '') as { url: string };
    const port = Number(new URL(url).port);
    expect((await send(port, '/')).body).toMatch(/<div id="root">/);
    const { cookie } = await signIn(url);
    const window = new WebClient(port, { origin: `http://127.0.0.1:${port}`, cookie });
    expect(await window.opened()).toBe('open');
    const snapshot = await window.call('tower.snapshot', {});
    expect(snapshot).toMatchObject({ ok: true, value: { host: { kind: 'web', dataDirectory: join(folder, 'data') } } });
    command.child.kill('SIGTERM');
    expect(await window.closed).toBe(1001);
    expect(await command.ended()).toBe(0);
    expect(command.out.trim().split('\n')).toHaveLength(1);
  });

  it('says that its port is taken, and leaves the data free again', { timeout: 120_000 }, async () => {
    const first = serve();
    await first.says(/http:\/\/127\.0\.0\.1:\d+\/#token=/);
    const port = /127\.0\.0\.1:(\d+)/.exec(first.out)?.[1] ?? '';
    const second = serve('--data', 'other', '--port', port);
    expect(await second.ended()).toBe(2);
    expect(second.error).toMatch(/in use by another program.*--port/s);
    const third = serve();
    expect(await third.ended()).toBe(1);
    expect(third.error).toMatch(/already running/);
    first.child.kill('SIGINT');
    expect(await first.ended()).toBe(0);
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { askAgainMs, Updates, type Updater } from '../../../apps/main/shell/updates.ts';
import { KeptLog } from '../../support/kept-log.ts';

/** An updater that only remembers what it was asked. */
class RecordedUpdater implements Updater {
  allowPrerelease = false;
  autoInstallOnAppQuit = false;
  asked = 0;
  failure: Error | null = null;
  #downloaded: ((update: { readonly version: string }) => void) | null = null;

  async checkForUpdates(): Promise<void> {
    this.asked += 1;
    if (this.failure !== null) throw this.failure;
  }

  on(event: string, listener: (value: { readonly version: string } & Error) => void): void {
    if (event !== 'update-downloaded') return;
    this.#downloaded = (update) => listener({ name: '', message: '', ...update });
  }

  download(version: string): void {
    this.#downloaded?.({ version });
  }
}

describe('new versions of the app', () => {
  let updater: RecordedUpdater;
  let loads: number;
  let ready: string[];
  let log: KeptLog;
  let updates: Updates;

  beforeEach(() => {
    vi.useFakeTimers();
    updater = new RecordedUpdater();
    loads = 0;
    ready = [];
    log = new KeptLog();
    updates = new Updates({
      load: async () => {
        loads += 1;
        return updater;
      },
      onReady: (version) => ready.push(version),
      log,
    });
  });
  afterEach(() => {
    updates.close();
    vi.useRealTimers();
  });

  const settle = () => vi.advanceTimersByTimeAsync(0);

  it('are asked for at the start and every six hours, and installed at the end', async () => {
    updates.use('stable');
    await settle();
    expect(updater).toMatchObject({ asked: 1, allowPrerelease: false, autoInstallOnAppQuit: true });
    await vi.advanceTimersByTimeAsync(2 * askAgainMs);
    expect(updater.asked).toBe(3);
    expect(loads).toBe(1);
  });

  it('are nobody asked for, and the updater is not even loaded, while they are not wanted', async () => {
    updates.use('off');
    await vi.advanceTimersByTimeAsync(2 * askAgainMs);
    expect(loads).toBe(0);
  });

  it('are neither asked for nor installed any more once they are refused, though one is downloaded', async () => {
    updates.use('stable');
    await settle();
    updates.use('off');
    await vi.advanceTimersByTimeAsync(2 * askAgainMs);
    updater.download('2.0.0');
    expect(updater).toMatchObject({ asked: 1, autoInstallOnAppQuit: false });
    expect(ready).toEqual([]);
  });

  it('are previews too where those are wanted, at once', async () => {
    updates.use('stable');
    await settle();
    updates.use('beta');
    await settle();
    expect(updater).toMatchObject({ asked: 2, allowPrerelease: true });
  });

  it('are asked for once for the same choice', async () => {
    updates.use('stable');
    updates.use('stable');
    await settle();
    expect(updater.asked).toBe(1);
  });

  it('are told of once each', async () => {
    updates.use('stable');
    await settle();
    for (const version of ['2.0.0', '2.0.0', '2.0.1']) updater.download(version);
    expect(ready).toEqual(['2.0.0', '2.0.1']);
  });

  it('are asked for again after a time without a network', async () => {
    updater.failure = new Error('no network');
    updates.use('stable');
    await settle();
    updater.failure = null;
    await vi.advanceTimersByTimeAsync(askAgainMs);
    expect(updater.asked).toBe(2);
    expect(log.lines.some((line) => line.level === 'error' || line.level === 'warn')).toBe(false);
  });

  it('do nothing in a copy of the app that cannot be updated', async () => {
    const checkout = new Updates({ load: async () => null, onReady: (version) => ready.push(version), log });
    checkout.use('stable');
    await vi.advanceTimersByTimeAsync(askAgainMs);
    checkout.close();
    expect(ready).toEqual([]);
  });
});

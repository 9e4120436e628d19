import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { closeBeforeQuit, type QuitOptions } from '../../../apps/main/shell/quit-sequence.ts';

/** Electron's order: `quit` asks whoever wants to hold it, and ends when nobody does. */
const electron = vi.hoisted(() => ({
  emitter: null as EventEmitter | null,
  power: null as EventEmitter | null,
  ended: 0,
}));

vi.mock('electron', () => ({
  app: {
    on: (name: string, listener: (...args: unknown[]) => void) => electron.emitter?.on(name, listener),
    quit: () => quit(),
  },
  powerMonitor: { on: (name: string, listener: () => void) => electron.power?.on(name, listener) },
}));

function quit(): void {
  const preventDefault = vi.fn();
  electron.emitter?.emit('before-quit', { preventDefault });
  if (preventDefault.mock.calls.length === 0) electron.ended += 1;
}

describe('the way to the end', () => {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const before = new Map(signals.map((signal) => [signal, process.listeners(signal)]));
  const log = { debug: vi.fn(), info: vi.fn(), warn: vi.fn(), error: vi.fn() };
  let close: ReturnType<typeof vi.fn<() => Promise<void>>>;
  let confirm: ReturnType<typeof vi.fn<() => Promise<boolean>>>;

  beforeEach(() => {
    electron.emitter = new EventEmitter();
    electron.power = new EventEmitter();
    electron.ended = 0;
    close = vi.fn(async () => undefined);
    confirm = vi.fn(async () => true);
  });
  afterEach(() => {
    for (const signal of signals) {
      for (const listener of process.listeners(signal)) {
        if (before.get(signal)?.includes(listener) === false) process.off(signal, listener);
      }
    }
  });
  const begin = (change: Partial<QuitOptions> = {}) =>
    closeBeforeQuit({ confirm, close, staysWithoutWindows: () => false, log, ...change });

  it('closes everything first, once, however often it is asked for', async () => {
    const sequence = begin();
    quit();
    quit();
    await vi.waitFor(() => expect(electron.ended).toBe(1));
    expect(confirm).toHaveBeenCalledTimes(1);
    expect(close).toHaveBeenCalledTimes(1);
    expect(sequence.quitting).toBe(true);
  });

  it('goes on as if nothing had been when the person decides otherwise, and asks again next time', async () => {
    confirm.mockResolvedValueOnce(false);
    const sequence = begin();
    quit();
    await vi.waitFor(() => expect(confirm).toHaveBeenCalledTimes(1));
    await Promise.resolve();
    expect(sequence.quitting).toBe(false);
    expect(close).not.toHaveBeenCalled();
    quit();
    await vi.waitFor(() => expect(electron.ended).toBe(1));
  });

  it.each<[string, () => void]>([
    ['a signal', () => void process.emit('SIGTERM')],
    ['the end of the session', () => void electron.power?.emit('shutdown')],
  ])('asks nobody at %s, not even while a question is open', async (_, end) => {
    confirm.mockReturnValue(new Promise(() => undefined));
    begin();
    quit();
    end();
    await vi.waitFor(() => expect(electron.ended).toBe(1));
    expect(close).toHaveBeenCalledTimes(1);
  });

  it('ends also when closing fails, and says so in the log', async () => {
    close.mockRejectedValue(new Error('the disk is gone'));
    begin().quitNow();
    await vi.waitFor(() => expect(electron.ended).toBe(1));
    expect(log.error).toHaveBeenCalledWith('closing failed', { error: 'Error: the disk is gone' });
  });

  it('follows the last window, unless the tray keeps the app', async () => {
    const stays = vi.fn(() => true);
    begin({ staysWithoutWindows: stays });
    electron.emitter?.emit('window-all-closed');
    expect(confirm).not.toHaveBeenCalled();
    stays.mockReturnValue(false);
    electron.emitter?.emit('window-all-closed');
    await vi.waitFor(() => expect(electron.ended).toBe(1));
  });
});

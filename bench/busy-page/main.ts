import { EventEmitter } from 'node:events';
import { registerHooks } from 'node:module';
import { setTimeout as pause } from 'node:timers/promises';
import { serialize } from 'node:v8';
import { Gateway } from '../../apps/main/gateway/gateway.ts';
import type { Log } from '../../apps/main/logging/log.ts';
import { openTower } from '../../apps/main/tower.ts';
import { channels } from '../../apps/shared/contract/bridge.ts';
import type { CallInput, CallName, CallOutput } from '../../apps/shared/contract/calls.ts';
import type { EventBatch } from '../../apps/shared/contract/events.ts';
import type { Result } from '../../apps/shared/models/problem.ts';

/**
 * A program of its own: a tower behind Electron's transport, and a window whose page is so busy that it takes nothing while
 * agents flood it, and then takes everything. Electron itself is not here. In its place stands what it does with a batch in
 * this process: it makes bytes of it, which wait for the page. Prints one line of JSON.
 */
const [dataDirectory = '', claudePath = '', project = '', ...prompts] = process.argv.slice(2);

type Answer = (event: object, name: string, input: unknown) => Promise<Result<unknown>>;
let answer: Answer = () => Promise.reject(new Error('nobody answers yet'));
const ipcMain = Object.assign(new EventEmitter(), {
  handle: (_channel: string, handler: Answer) => void (answer = handler),
});
Object.assign(globalThis, { benchElectron: { ipcMain } });
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron'
      ? { url: 'data:text/javascript,export const { ipcMain } = globalThis.benchElectron;', shortCircuit: true }
      : next(specifier, context),
});
const { ElectronIpc } = await import('../../apps/main/gateway/electron-ipc.ts');

/** A window's contents, as far as the transport looks at them. */
class Page extends EventEmitter {
  readonly id = 1;
  readonly mainFrame = { frameTreeNodeId: 1, url: 'app://tower/' };
  readonly sender = { sender: this, senderFrame: this.mainFrame };
  busy = false;
  waiting: Buffer[] = [];
  mostWaiting = 0;
  /** What it knows: the newest fact's number, and what it was told that it was spared. */
  seq = 0;
  spared = { pieces: 0, facts: 0 };

  isDestroyed(): boolean {
    return false;
  }

  send(_channel: string, batch: EventBatch): void {
    this.seq = batch.durable.at(-1)?.seq ?? this.seq;
    for (const { type, data } of batch.passing) if (type === 'window.lagged') this.spared = data;
    this.waiting.push(serialize(batch));
    this.mostWaiting = Math.max(this.mostWaiting, this.waitingBytes);
    if (!this.busy) setImmediate(() => this.takeAll());
  }

  get waitingBytes(): number {
    return this.waiting.reduce((sum, bytes) => sum + bytes.length, 0);
  }

  takeAll(): void {
    for (const _ of this.waiting.splice(0)) ipcMain.emit(channels.events, this.sender);
  }

  async call<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>> {
    const result = await answer(this.sender, name, input);
    if (!result.ok) throw new Error(`${name}: ${result.problem.message}`);
    return result.value as CallOutput<N>;
  }
}

const log: Log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const opened = await openTower({ dataDirectory, claudePath, log, host: { kind: 'electron', version: '0' } });
if (!opened.ok) throw new Error(opened.problem.message);
const tower = opened.value;
const { bus, handlers } = tower;
const page = new Page();
const ipc = new ElectronIpc({ gateway: new Gateway({ bus, handlers, log }), log, isOwnAddress: () => true });
const attach = ipc.attach.bind(ipc) as (contents: Pick<Page, 'id' | 'mainFrame' | 'isDestroyed'>) => void;
attach(page);

const ids: string[] = [];
for (const name of prompts) {
  const draft = { name, directory: project, permissionMode: 'ask' } as const;
  ids.push((await page.call('instance.create', draft)).instance.id);
}
await page.call('transcript.watch', { instanceIds: ids });
let open = ids.length;
bus.onCommitted((events) => {
  for (const { type } of events) if (type === 'turn.completed') open -= 1;
});
page.busy = true;
for (const [index, prompt] of prompts.entries()) {
  await page.call('task.submit', { instanceId: ids[index] ?? '', prompt });
}
while (open > 0) await pause(50);
const { seq } = await page.call('tower.snapshot', {});
page.busy = false;
page.takeAll();
const deadline = performance.now() + 10_000;
while (page.seq < seq && performance.now() < deadline) await pause(50);
const { mostWaiting, spared } = page;
process.stdout.write(`${JSON.stringify({ mostWaiting, ...spared, behind: seq - page.seq })}\n`);
process.once('SIGINT', () => void tower.close().then(() => process.exit(0)));

import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { type Bridge, bridgeGlobal, channels } from '../shared/contract/bridge.ts';
import type { CallInput, CallName, CallOutput } from '../shared/contract/calls.ts';
import type { EventBatch } from '../shared/contract/events.ts';
import type { Result } from '../shared/models/problem.ts';

const listeners = new Set<(batch: EventBatch) => void>();

ipcRenderer.on(channels.events, (_, batch: EventBatch) => {
  for (const listener of listeners) listener(batch);
  // Main counts what was sent and not taken, so that a window that hangs does not fill the memory.
  ipcRenderer.send(channels.events);
});

const bridge: Bridge = {
  kind: 'electron',
  call: <N extends CallName>(name: N, input: CallInput<N>): Promise<Result<CallOutput<N>>> =>
    ipcRenderer.invoke(channels.call, name, input) as Promise<Result<CallOutput<N>>>,
  onEvents: (listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  onConnection: (listener) => {
    listener('open');
    return () => undefined;
  },
  pathForFile: (file) => webUtils.getPathForFile(file),
};

contextBridge.exposeInMainWorld(bridgeGlobal, bridge);

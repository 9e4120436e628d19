import type { EmitterLike } from './preload-world.ts';

/** Node's EventEmitter, as far as preloads use it. Injected into pages, so it refers to nothing outside itself. */
export function makeEmitter(): EmitterLike {
  type Listener = (...args: unknown[]) => void;
  const listeners = new Map<string, readonly { readonly call: Listener; readonly once: boolean }[]>();
  const of = (name: string) => listeners.get(name) ?? [];
  const add = (name: string, call: Listener, once: boolean) => {
    listeners.set(name, [...of(name), { call, once }]);
    return emitter;
  };
  const remove = (name: string, call: Listener) => {
    const at = of(name).findIndex((listener) => listener.call === call);
    if (at !== -1) listeners.set(name, of(name).toSpliced(at, 1));
    return emitter;
  };
  const emitter = {
    on: (name: string, call: Listener) => add(name, call, false),
    addListener: (name: string, call: Listener) => add(name, call, false),
    once: (name: string, call: Listener) => add(name, call, true),
    off: remove,
    removeListener: remove,
    removeAllListeners: (name?: string) => {
      if (name === undefined) listeners.clear();
      else listeners.delete(name);
      return emitter;
    },
    listenerCount: (name: string) => of(name).length,
    emit: (name: string, ...args: unknown[]) => {
      const called = of(name);
      for (const listener of called) {
        if (listener.once) remove(name, listener.call);
        listener.call(...args);
      }
      return called.length > 0;
    },
  };
  return emitter;
}

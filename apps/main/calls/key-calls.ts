import type { Handlers } from '../gateway/handlers.ts';
import type { InstanceKeys } from '../secrets/instance-keys.ts';

export type KeyCalls = Pick<Handlers, Extract<keyof Handlers, `apiKey.${string}`>>;

/** The calls on the API keys of instances. A key comes in by one of them and goes out by none. */
export function keyCalls(keys: InstanceKeys): KeyCalls {
  return {
    'apiKey.status': ({ id }) => keys.status(id),
    'apiKey.set': ({ id, key, place }) => keys.set(id, key, place),
    'apiKey.remove': ({ id }) => keys.remove(id),
  };
}

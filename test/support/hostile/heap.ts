import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** @returns how much memory is held by what can still be reached, in bytes */
export function reachableBytes(): number {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect === 'function') Reflect.apply(collect, undefined, []);
  return process.memoryUsage().heapUsed;
}

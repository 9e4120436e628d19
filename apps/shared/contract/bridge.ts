import type { Result } from '../models/problem.ts';
import type { CallInput, CallName, CallOutput } from './calls.ts';
import type { EventBatch } from './events.ts';

/** How a window reaches the tower; Electron's preload and the web socket's client each make one. */
export interface Bridge {
  readonly kind: 'electron' | 'web';
  call<N extends CallName>(name: N, input: CallInput<N>): Promise<Result<CallOutput<N>>>;
  /** @returns a function that ends the subscription. */
  onEvents(listener: (batch: EventBatch) => void): () => void;
  /** Tells of the connection: Electron's is always open. After it reopened, missed events are asked for by number. */
  onConnection(listener: (state: 'open' | 'lost' | 'refused') => void): () => void;
  /** The path of a dropped file on this computer; empty where the host cannot know it. */
  pathForFile(file: File): string;
}

/** The name under which the preload puts its bridge into the window. */
export const bridgeGlobal = 'controlTower';

/** Electron's channels, all of them. */
export const channels = { call: 'tower:call', events: 'tower:events' } as const;

/** What travels over the web socket, each as one JSON text. */
export type SocketRequest = { readonly id: number; readonly name: string; readonly input: unknown };
export type SocketMessage =
  | { readonly kind: 'reply'; readonly id: number; readonly result: Result<unknown> }
  | { readonly kind: 'events'; readonly batch: EventBatch };

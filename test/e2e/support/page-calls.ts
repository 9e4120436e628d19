import type { Page } from '@playwright/test';
import type { SocketMessage } from '../../../apps/shared/contract/bridge.ts';
import type { CallInput, CallName } from '../../../apps/shared/contract/calls.ts';

/** One call of the contract. */
export type PageCall = { readonly [N in CallName]: { readonly name: N; readonly input: CallInput<N> } }[CallName];

/**
 * Makes many calls as the page's own browser can, over a socket of its own: for what would take a person an afternoon.
 * Rejects when one is refused.
 * @returns what each answered
 */
export async function callFromPage(page: Page, calls: readonly PageCall[]): Promise<readonly unknown[]> {
  return page.evaluate(
    (wanted) =>
      new Promise<unknown[]>((resolve, reject) => {
        const socket = new WebSocket(`ws://${window.location.host}/socket`);
        const answers: unknown[] = [];
        let open = wanted.length;
        socket.onopen = () => wanted.forEach((call, id) => socket.send(JSON.stringify({ id, ...call })));
        socket.onerror = () => reject(new Error('the socket failed'));
        socket.onmessage = (event) => {
          const message = JSON.parse(String(event.data)) as SocketMessage;
          if (message.kind !== 'reply') return;
          if (message.result.ok) answers[message.id] = message.result.value;
          else reject(new Error(JSON.stringify(message.result.problem)));
          open -= 1;
          if (open > 0) return;
          socket.close();
          resolve(answers);
        };
      }),
    calls,
  );
}

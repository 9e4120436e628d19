import { z } from 'zod';
import type { SocketMessage } from '../../shared/contract/bridge.ts';
import type { EventBatch } from '../../shared/contract/events.ts';
import type { Result } from '../../shared/models/problem.ts';

/**
 * The envelope alone is checked: what is inside was validated by the tower, which serves this very page, and checking every
 * delta again would cost more than everything else that the window does with it.
 */
const envelopeSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('reply'),
    id: z.number(),
    result: z.custom<Result<unknown>>((value) => typeof value === 'object' && value !== null && 'ok' in value),
  }),
  z.object({
    kind: z.literal('events'),
    batch: z.custom<EventBatch>((value) => typeof value === 'object' && value !== null && 'durable' in value),
  }),
]);

/** Reads one message of the socket. @returns null for what is none; the stream's numbers show what was missed. */
export function parseSocketMessage(data: unknown): SocketMessage | null {
  if (typeof data !== 'string') return null;
  let json: unknown;
  try {
    json = JSON.parse(data);
  } catch {
    return null;
  }
  const parsed = envelopeSchema.safeParse(json);
  return parsed.success ? parsed.data : null;
}

import { useState } from 'react';

export type QueuePart = 'queue' | 'history';

/**
 * Which part of the queue panel is open. Where there is no room for it beside something more urgent, it is folded, and opened
 * again afterwards; whoever opens it meanwhile has it open.
 */
export function useQueueParts(crowded: boolean): [QueuePart | null, (part: QueuePart | null) => void] {
  const [shown, setShown] = useState<QueuePart | null>(null);
  const [kept, setKept] = useState<QueuePart | null>(null);
  const [wasCrowded, setWasCrowded] = useState(false);
  if (crowded !== wasCrowded) {
    setWasCrowded(crowded);
    setKept(crowded ? shown : null);
    setShown(crowded ? null : (shown ?? kept));
  }
  return [shown, setShown];
}

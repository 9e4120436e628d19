import { useEffect, useState } from 'react';
import type { Instance } from '../../../shared/models/instance.ts';
import type { TurnEvidence } from '../../../shared/models/stall.ts';
import { useApp } from '../../app-context.tsx';

/** Between two looks at a turn, in milliseconds. */
const everyMs = 3000;

/** What is known of the open turn of the instance on screen; null when it has none, and while nothing is known yet. */
export function useTurnEvidence({ id, status }: Instance): TurnEvidence | null {
  const { connection } = useApp();
  const [evidence, setEvidence] = useState<TurnEvidence | null>(null);
  useEffect(() => {
    if (status !== 'working') return;
    let left = false;
    const look = async (): Promise<void> => {
      const result = await connection.command('instance.evidence', { id });
      if (!left && result.ok) setEvidence(result.value.evidence);
    };
    const timer = setInterval(() => void look(), everyMs);
    return () => {
      left = true;
      clearInterval(timer);
      setEvidence(null);
    };
  }, [connection, id, status]);
  return evidence;
}

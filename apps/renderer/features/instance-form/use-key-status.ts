import { useEffect, useState } from 'react';
import type { ApiKeyStatus } from '../../../shared/models/api-key.ts';
import { useApp } from '../../app-context.tsx';

/**
 * What the tower knows of an instance's key and can do for a new one; null until told.
 * @param id null for an instance that is still to be made
 * @param wanted the keyring may ask a person to unlock it, so it is asked only once somebody wants to see
 */
export function useKeyStatus(id: string | null, wanted: boolean): ApiKeyStatus | null {
  const { connection } = useApp();
  const [status, setStatus] = useState<ApiKeyStatus | null>(null);
  useEffect(() => {
    if (!wanted) return undefined;
    let current = true;
    void connection.command('apiKey.status', { id }).then((answer) => {
      if (current && answer.ok) setStatus(answer.value);
    });
    return () => {
      current = false;
    };
  }, [connection, id, wanted]);
  return status;
}

import { useEffect, useState } from 'react';
import type { Desktop } from '../../../shared/models/tower.ts';
import { useApp, useFleet } from '../../app-context.tsx';

/** What became of the settings that only the desktop can grant, asked anew after each change of them; null until told. */
export function useDesktop(): Desktop | null {
  const { connection } = useApp();
  const settings = useFleet((state) => state.settings);
  const [desktop, setDesktop] = useState<Desktop | null>(null);
  useEffect(() => {
    let current = true;
    void connection.command('host.desktop', {}).then((answer) => {
      if (current && answer.ok) setDesktop(answer.value.desktop);
    });
    return () => {
      current = false;
    };
  }, [connection, settings]);
  return desktop;
}

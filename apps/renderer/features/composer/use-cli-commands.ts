import { useEffect, useState } from 'react';
import type { CliCommand } from '../../../shared/models/cli.ts';
import type { Launcher } from '../../../shared/models/instance.ts';
import { useApp } from '../../app-context.tsx';

/** The slash commands that the launcher's CLI offers; asked for when they are first needed. */
export function useCliCommands(launcher: Launcher, needed: boolean): readonly CliCommand[] {
  const { connection } = useApp();
  const [offer, setOffer] = useState<{ readonly launcher: Launcher; readonly commands: readonly CliCommand[] } | null>(
    null,
  );
  const known = offer?.launcher === launcher;
  useEffect(() => {
    if (!needed || known) return;
    let current = true;
    // Where no CLI answers there are no commands, and a slash is text.
    void connection.command('cli.offer', { launcher }).then((answer) => {
      if (current) setOffer({ launcher, commands: answer.ok ? answer.value.commands : [] });
    });
    return () => {
      current = false;
    };
  }, [connection, launcher, needed, known]);
  return known ? offer.commands : [];
}

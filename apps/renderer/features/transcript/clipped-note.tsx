import { useState } from 'react';
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useApp, useCommand } from '../../app-context.tsx';

/** Fetches an entry whole that was cut on its way to the window. */
export function ClippedNote({ seq }: { readonly seq: number }) {
  const { t } = useTranslation();
  const { transcripts } = useApp();
  const run = useCommand();
  const [busy, setBusy] = useState(false);
  const fetchWhole = async (): Promise<void> => {
    setBusy(true);
    const whole = await run('transcript.entry', { seq });
    setBusy(false);
    if (whole.ok) transcripts.showWhole(seq, whole.value.entry);
  };
  return (
    <Button
      variant="subtle"
      size="compact-xs"
      style={{ alignSelf: 'flex-start' }}
      loading={busy}
      onClick={() => void fetchWhole()}
    >
      {t('transcript.showWhole')}
    </Button>
  );
}

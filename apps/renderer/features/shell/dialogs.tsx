import { Suspense, use, useEffect, useState } from 'react';
import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useApp, useView } from '../../app-context.tsx';
import { FeatureBoundary } from '../../components/feature-boundary.tsx';
import { useFocusBack } from '../../components/use-focus-back.ts';
import type * as OpenDialogPart from './open-dialog.tsx';

type Part = typeof OpenDialogPart;

/** How long after the first view the dialogs are loaded, in milliseconds, so that the first of them opens at once. */
const loadedAfter = 1500;

let part: Promise<Part> | null = null;

/** What failed is tried again by the next one who wants a dialog. */
function loadPart(): Promise<Part> {
  part ??= import('./open-dialog.tsx').catch((error: unknown) => {
    part = null;
    throw error;
  });
  return part;
}

/** The dialog that is open, if any. */
export function Dialogs() {
  const dialog = useView((state) => state.dialog);
  useEffect(() => {
    const timer = setTimeout(() => void loadPart().catch(() => undefined), loadedAfter);
    return () => clearTimeout(timer);
  }, []);
  return dialog === null ? null : <DialogFrame />;
}

function DialogFrame() {
  const [wanted] = useState(loadPart);
  useFocusBack();
  return (
    <FeatureBoundary fallback={<FailedDialog />}>
      <Suspense>
        <LoadedDialog part={wanted} />
      </Suspense>
    </FeatureBoundary>
  );
}

function LoadedDialog({ part: wanted }: { readonly part: Promise<Part> }) {
  const { OpenDialog } = use(wanted);
  return <OpenDialog />;
}

/** In the place of a dialog that could not be loaded, or has failed. Closed and opened again, it has another chance. */
function FailedDialog() {
  const { t } = useTranslation();
  const { view } = useApp();
  const close = (): void => view.setState({ dialog: null });
  return (
    <Modal opened onClose={close} title={t('shell.broken')} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <Stack gap="sm">
        <Text size="sm">{t('shell.brokenHint')}</Text>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={() => window.location.reload()}>
            {t('shell.reloadWindow')}
          </Button>
          <Button onClick={close}>{t('common.close')}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}

import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFleet, useSelectedInstance, useView } from '../../app-context.tsx';
import { openRequests } from '../../stores/fleet-selectors.ts';

/** The title counts what waits for a person, so that a tab in the background tells; one instance's window has its name. */
export function useDocumentTitle(): void {
  const { t } = useTranslation();
  const requests = useFleet((state) => state.requests);
  const instances = useFleet((state) => state.instances);
  const soleId = useView((state) => state.soleId);
  const name = useSelectedInstance()?.name ?? null;
  const count = useMemo(
    () => openRequests(requests, instances).filter(({ instanceId }) => soleId === null || instanceId === soleId).length,
    [requests, instances, soleId],
  );
  useEffect(() => {
    const title = count === 0 ? t('common.appName') : t('shell.titleNeedsYou', { count });
    document.title = soleId === null || name === null ? title : `${name} · ${title}`;
  }, [count, name, soleId, t]);
}

import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { InstanceStatus } from '../../../shared/models/instance.ts';
import { useApp, useFleet, useView } from '../../app-context.tsx';
import type { Arrangement } from '../../stores/fleet-arrangement.ts';

/** How the instances stand now. It is the same object until something in it changes. */
export function useArrangement(): Arrangement {
  const { arrange } = useApp();
  const { t, i18n } = useTranslation();
  const { language } = i18n;
  const text = useView((state) => state.filter);
  const statuses = useView((state) => state.statuses);
  const folded = useView((state) => state.folded);
  const filter = useMemo(() => ({ text, statuses }), [text, statuses]);
  const statusWord = useCallback((status: InstanceStatus) => t(`common.status.${status}`), [t]);
  return useFleet(({ instances, settings }) =>
    arrange({
      instances,
      order: settings.instanceOrder,
      grouping: settings.instanceGrouping,
      filter,
      folded,
      statusWord,
      language,
    }),
  );
}

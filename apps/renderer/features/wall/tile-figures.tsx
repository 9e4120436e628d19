import { Tooltip } from '@mantine/core';
import { Cpu } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Instance } from '../../../shared/models/instance.ts';
import { useFleet } from '../../app-context.tsx';
import { formatCost } from '../../components/format.ts';
import { useUsageWords } from '../fleet/use-usage.ts';
import classes from './wall-tile.module.css';

/** What an instance has cost, and what it uses of the computer now. */
export function TileFigures({ instance }: { readonly instance: Instance }) {
  const { t } = useTranslation();
  const words = useUsageWords();
  const usage = useFleet((state) => state.resources?.instances[instance.id]);
  const used = usage === undefined ? null : words(usage);
  return (
    <div className={classes.figures}>
      <Tooltip label={t('fleet.cost')}>
        <span>{formatCost(instance.usage.costUsd)}</span>
      </Tooltip>
      {used !== null && (
        <Tooltip label={used.whole}>
          <span className={classes.usage}>
            <Cpu size={11} aria-hidden /> {used.short}
          </span>
        </Tooltip>
      )}
    </div>
  );
}

import { Tooltip } from '@mantine/core';
import { Cpu } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFleet } from '../../app-context.tsx';
import { formatBytes } from '../../components/format.ts';
import { totalUsage } from '../../stores/usage.ts';
import { useUsageWords } from '../fleet/use-usage.ts';
import classes from './app.module.css';

/** What all instances use together, beside what the computer has. */
export function TowerUsage() {
  const { t } = useTranslation();
  const words = useUsageWords();
  const sample = useFleet((state) => state.resources);
  const total = totalUsage(sample);
  if (sample === null || total === null) return null;
  const { computer } = sample;
  const cpu =
    total.cpuPercent === null
      ? t('resources.cpuUnknown')
      : t('resources.cpu', { percent: Math.round(total.cpuPercent) });
  const whole = t('resources.ofAll', {
    cpu,
    memory: formatBytes(total.memoryBytes),
    processes: t('resources.processes', { count: total.processes }),
    cores: computer.cores,
    total: formatBytes(computer.memoryBytes),
  });
  const left =
    computer.availableBytes === null
      ? ''
      : ` ${t('resources.available', { memory: formatBytes(computer.availableBytes) })}`;
  return (
    <Tooltip label={`${whole}${left}`} multiline w={280}>
      <span className={classes.usage} data-testid="tower-usage">
        <Cpu size={13} aria-hidden /> {words(total).short}
      </span>
    </Tooltip>
  );
}

import { Tooltip } from '@mantine/core';
import { Cpu } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFleet } from '../../app-context.tsx';
import { formatBytes } from '../../components/format.ts';
import { Sparkline } from '../../components/sparkline.tsx';
import classes from './instance-header.module.css';
import { useUsageHistory, useUsageWords } from './use-usage.ts';

/** What the process tree of an instance uses now, and how its processors were used in the last minutes. */
export function InstanceUsage({ instanceId }: { readonly instanceId: string }) {
  const { t } = useTranslation();
  const words = useUsageWords();
  const usage = useFleet((state) => state.resources?.instances[instanceId]);
  const points = useUsageHistory(instanceId);
  if (usage === undefined) return null;
  const { short, whole } = words(usage);
  const cpu = points.map(({ cpuPercent }) => cpuPercent);
  const past = t('resources.history', {
    minutes: Math.max(1, Math.round(((points.at(-1)?.at ?? 0) - (points[0]?.at ?? 0)) / 60_000)),
    cpu: Math.round(Math.max(0, ...cpu.map((percent) => percent ?? 0))),
    memory: formatBytes(Math.max(0, ...points.map(({ memoryBytes }) => memoryBytes))),
  });
  return (
    <Tooltip label={`${whole}. ${t('resources.hint')}${points.length > 1 ? ` ${past}.` : ''}`} multiline w={280}>
      <span className={classes.usage} data-testid="instance-usage">
        <Cpu size={12} aria-hidden /> {short}
        {points.length > 1 && <Sparkline values={cpu} top={100} label={past} />}
      </span>
    </Tooltip>
  );
}

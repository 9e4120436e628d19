import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TreeUsage, UsagePoint } from '../../../shared/models/resources.ts';
import { useApp, useFleet } from '../../app-context.tsx';
import { formatBytes } from '../../components/format.ts';
import { appendPoint } from '../../stores/usage.ts';

/** What an instance has used in the last minutes: what the tower has kept, and then each sample as it comes. */
export function useUsageHistory(instanceId: string): readonly UsagePoint[] {
  const { connection } = useApp();
  const live = useFleet((state) => state.link === 'live');
  const sample = useFleet((state) => state.resources);
  const [history, setHistory] = useState<{ readonly id: string; readonly points: readonly UsagePoint[] } | null>(null);
  useEffect(() => {
    if (!live) return;
    let current = true;
    void connection.command('resource.history', { id: instanceId }).then((answer) => {
      if (current && answer.ok) setHistory({ id: instanceId, points: answer.value.points });
    });
    return () => {
      current = false;
    };
  }, [connection, instanceId, live]);
  if (history === null || history.id !== instanceId) return [];
  const points = appendPoint(history.points, instanceId, sample);
  if (points !== history.points) setHistory({ id: instanceId, points });
  return points;
}

/** Puts a usage into words: short for a line, and whole for a tooltip. */
export function useUsageWords(): (usage: TreeUsage) => { readonly short: string; readonly whole: string } {
  const { t } = useTranslation();
  return ({ cpuPercent, memoryBytes, processes }) => {
    const cpu =
      cpuPercent === null ? t('resources.cpuUnknown') : t('resources.cpu', { percent: Math.round(cpuPercent) });
    const memory = formatBytes(memoryBytes);
    const count = t('resources.processes', { count: processes });
    return {
      short: t('resources.usage', { cpu, memory }),
      whole: t('resources.ofInstance', { cpu, memory, processes: count }),
    };
  };
}

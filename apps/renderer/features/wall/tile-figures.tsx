import { Cpu } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ContextUse, Instance } from '../../../shared/models/instance.ts';
import { useFleet } from '../../app-context.tsx';
import { formatCost, formatCount } from '../../components/format.ts';
import { Hint } from '../../components/hint.tsx';
import { useUsageWords } from '../fleet/use-usage.ts';
import classes from './wall-tile.module.css';

/** What an instance has cost, what it has used of its context, and what it uses of the computer now. */
export function TileFigures({ instance }: { readonly instance: Instance }) {
  const { t } = useTranslation();
  const words = useUsageWords();
  const usage = useFleet((state) => state.resources?.instances[instance.id]);
  const used = usage === undefined ? null : words(usage);
  return (
    <div className={classes.figures}>
      <Hint label={t('fleet.cost')}>
        <span>{formatCost(instance.usage.costUsd)}</span>
      </Hint>
      {instance.context !== null && <ContextBar context={instance.context} />}
      {used !== null && (
        <Hint label={used.whole}>
          <span className={classes.usage}>
            <Cpu size={11} aria-hidden /> {used.short}
          </span>
        </Hint>
      )}
    </div>
  );
}

/** How full the model's context is: near its end an agent forgets, or has to sum up what was said. */
function ContextBar({ context: { tokens, window } }: { readonly context: ContextUse }) {
  const { t } = useTranslation();
  const used = formatCount(tokens);
  if (window === null) {
    return (
      <Hint label={t('wall.contextTokens', { used })}>
        <span>{used}</span>
      </Hint>
    );
  }
  const percent = Math.min(100, Math.round((100 * tokens) / window));
  const label = t('wall.context', { percent, used, window: formatCount(window) });
  return (
    <Hint label={label}>
      <span className={classes.context}>
        <span
          className={classes.bar}
          role="meter"
          aria-label={label}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={percent}
        >
          <span style={{ width: `${percent}%` }} />
        </span>
        <span aria-hidden>{percent} %</span>
      </span>
    </Hint>
  );
}

import type { MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { type InstanceStatus, instanceStatuses } from '../../../shared/models/instance.ts';
import { useApp, useView } from '../../app-context.tsx';
import { StatusMark } from '../fleet/status-mark.tsx';
import { useArrangement } from '../fleet/use-arrangement.ts';
import classes from './app.module.css';

/** How many instances there are of each status. A click shows only those; with Ctrl or Shift, those as well. */
export function StatusTotals() {
  const { t } = useTranslation();
  const { view } = useApp();
  const { counts } = useArrangement();
  const statuses = useView((state) => state.statuses);
  const press = (status: InstanceStatus, { ctrlKey, metaKey, shiftKey }: MouseEvent): void => {
    const pressed = statuses.includes(status);
    const others = ctrlKey || metaKey || shiftKey ? statuses.filter((each) => each !== status) : [];
    view.setState({ statuses: pressed ? others : [...others, status] });
  };
  return (
    <ul className={classes.totals} aria-label={t('shell.totals')}>
      {instanceStatuses.map((status) => {
        const count = counts.get(status) ?? 0;
        const pressed = statuses.includes(status);
        // What is pressed can be released, also when none is left of it.
        if (count === 0 && !pressed) return null;
        const word = t(`common.status.${status}`);
        return (
          <li key={status}>
            <button
              type="button"
              className={classes.total}
              aria-pressed={pressed}
              aria-label={t('shell.totalOf', { status: word, count })}
              title={word}
              onClick={(event) => press(status, event)}
            >
              <StatusMark status={status} />
              <span aria-hidden>
                {count}{' '}
                <span className={classes.totalName}>{status === 'waiting' ? t('shell.needYou', { count }) : word}</span>
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}

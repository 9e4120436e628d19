import { CloseButton } from '@mantine/core';
import { Hourglass } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useShallow } from 'zustand/react/shallow';
import { isOpenTask } from '../../../shared/models/task.ts';
import { useFleet } from '../../app-context.tsx';
import classes from '../../components/chips.module.css';
import { taskTitle } from '../../stores/fleet-selectors.ts';

interface Props {
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

/** The tasks that one is to run after, each with a way to take it off; one that has ended meanwhile says so. */
export function AfterChips({ chosen, onChange }: Props) {
  const { t } = useTranslation();
  const tasks = useFleet(useShallow((state) => chosen.flatMap((id) => state.tasks[id] ?? [])));
  if (tasks.length === 0) return null;
  return (
    <ul className={classes.chips} aria-label={t('queue.after.chosen')}>
      {tasks.map((task) => {
        const title = taskTitle(task);
        return (
          <li key={task.id} className={classes.chip} data-testid="run-after">
            <Hourglass size={13} aria-hidden />
            <span className={classes.name} title={task.preview}>
              {t('queue.after.chip', { title })}
            </span>
            {!isOpenTask(task) && <span className={classes.about}>{t(`common.taskStatus.${task.status}`)}</span>}
            <CloseButton
              size="xs"
              aria-label={t('queue.after.remove', { title })}
              onClick={() => onChange(chosen.filter((id) => id !== task.id))}
            />
          </li>
        );
      })}
    </ul>
  );
}

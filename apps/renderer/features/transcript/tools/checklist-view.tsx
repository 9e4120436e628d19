import { Circle, CircleCheck, CircleDot } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Todo } from './checklist.ts';
import classes from './tool-row.module.css';

const icons = { pending: Circle, in_progress: CircleDot, completed: CircleCheck } as const;

/** What an agent means to do, and how far it is. */
export function ChecklistView({ todos }: { readonly todos: readonly Todo[] }) {
  const { t } = useTranslation();
  const words = {
    pending: t('transcript.todo.pending'),
    in_progress: t('transcript.todo.underWay'),
    completed: t('transcript.todo.completed'),
  };
  return (
    <ul className={classes.todos}>
      {todos.map((todo, index) => {
        const Icon = icons[todo.status];
        return (
          <li key={index} data-status={todo.status}>
            <Icon size={13} role="img" aria-label={words[todo.status]} /> {todo.text}
          </li>
        );
      })}
    </ul>
  );
}

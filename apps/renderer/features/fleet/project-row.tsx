import { memo } from 'react';
import { ChevronDown, ChevronRight, Hand } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFleet } from '../../app-context.tsx';
import { shortenHome } from '../../components/format.ts';
import type { Project } from '../../stores/fleet-arrangement.ts';
import { openRequestCounts } from '../../stores/fleet-counts.ts';
import rowClasses from './instance-row.module.css';
import classes from './project-row.module.css';
import type { Side } from './use-row-drag.ts';

interface Props {
  readonly rowKey: string;
  readonly project: Project;
  readonly tabbable: boolean;
  readonly dragged: boolean;
  readonly over: Side | null;
  readonly onFold: (directory: string) => void;
}

/** The head of the instances that work in one folder; it folds them away. */
export const ProjectRow = memo(function ProjectRow({ rowKey, project, tabbable, dragged, over, onFold }: Props) {
  const { t } = useTranslation();
  const home = useFleet((state) => state.host?.homeDirectory);
  const { directory, label, ids, folded } = project;
  // What waits for a person is not folded away.
  const requests = useFleet((state) =>
    folded ? ids.reduce((sum, id) => sum + (openRequestCounts(state.requests).get(id) ?? 0), 0) : 0,
  );
  const Chevron = folded ? ChevronRight : ChevronDown;
  return (
    <div
      className={`${rowClasses.row} ${classes.project}`}
      data-testid="project-row"
      data-row-key={rowKey}
      data-row-name={label}
      data-dragged={dragged || undefined}
      data-over={over ?? undefined}
      draggable
    >
      <button
        type="button"
        className={classes.button}
        aria-expanded={!folded}
        aria-label={t('fleet.project', { name: label, count: ids.length })}
        title={shortenHome(directory, home)}
        tabIndex={tabbable ? 0 : -1}
        onClick={() => onFold(directory)}
        data-row-button
      >
        <Chevron size={13} aria-hidden className={classes.chevron} />
        <span className={classes.label}>{label}</span>
        <span className={classes.count} aria-hidden>
          {ids.length}
        </span>
      </button>
      {requests > 0 && (
        <span className={rowClasses.needs} role="img" aria-label={t('fleet.needsAnswers', { count: requests })}>
          <Hand size={11} aria-hidden /> {requests}
        </span>
      )}
    </div>
  );
});

import { Info } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../../shared/models/problem.ts';
import { useFleet } from '../../app-context.tsx';
import { ProblemNote } from '../shell/problem-note.tsx';
import classes from './composer.module.css';

/** Why a prompt was not taken. That the tower cannot save stands above it all; here it is said what becomes of the prompt. */
export function Refusal({ problem }: { readonly problem: Problem }) {
  const { t } = useTranslation();
  const canSave = useFleet((state) => state.tower.storageProblem === null);
  if (!problem.code.startsWith('storage.')) return <ProblemNote problem={problem} />;
  return (
    <div className={classes.warning} role="status">
      <Info size={14} aria-hidden />
      <span>{canSave ? t('composer.canSave') : t('composer.notSaved')}</span>
    </div>
  );
}

import { useRef, useState } from 'react';
import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import type { RuleFile, StandingRule } from '../../../shared/models/permission-rule.ts';
import { useCommand } from '../../app-context.tsx';
import { useUndo } from '../../components/use-undo.tsx';
import { visibleText } from '../../components/visible-text.ts';
import { beginningOf } from './rule-text.ts';

/** A rule that was taken back, and for which instances it held. */
export interface Taken {
  readonly rule: StandingRule;
  readonly instanceIds: readonly string[];
  readonly undoId: string;
}

/**
 * Takes rules back and puts them back.
 * @param again reads the rules anew
 */
export function useTakeBack(again: () => void) {
  const { t } = useTranslation();
  const run = useCommand();
  const offerUndo = useUndo();
  /** The last one first. */
  const [taken, setTaken] = useState<readonly Taken[]>([]);
  const underway = useRef(new Set<string>());

  const putBack = async (undoId: string): Promise<void> => {
    if (underway.current.has(undoId)) return;
    underway.current.add(undoId);
    notifications.hide(undoId);
    const done = await run('rules.putBack', { undoId });
    underway.current.delete(undoId);
    if (done.ok) setTaken((all) => all.filter((one) => one.undoId !== undoId));
    again();
  };

  const takeBack = async (file: RuleFile, rule: StandingRule): Promise<void> => {
    const [instanceId] = file.instanceIds;
    const key = `${file.path}\n${rule.list}\n${rule.text}`;
    if (instanceId === undefined || underway.current.has(key)) return;
    underway.current.add(key);
    const done = await run('rules.takeBack', { instanceId, scope: file.scope, ...rule });
    underway.current.delete(key);
    again();
    if (!done.ok) return;
    const { undoId } = done.value;
    setTaken((all) => [{ rule, instanceIds: file.instanceIds, undoId }, ...all]);
    offerUndo(undoId, t('rules.takenBack', { rule: beginningOf(visibleText(rule.text), 200) }), () => putBack(undoId));
  };

  return {
    last: taken[0] ?? null,
    takeBack,
    putBackLast: async (): Promise<void> => {
      if (taken[0] !== undefined) await putBack(taken[0].undoId);
    },
  };
}

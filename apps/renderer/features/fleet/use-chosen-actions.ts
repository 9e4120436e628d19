import { useTranslation } from 'react-i18next';
import type { Instance } from '../../../shared/models/instance.ts';
import type { CallName } from '../../../shared/contract/calls.ts';
import { useApp, useShowProblem } from '../../app-context.tsx';
import { useUndo } from '../../components/use-undo.tsx';
import { nothingChosen } from '../../stores/fleet-choice.ts';

type OfOne = Extract<CallName, 'instance.start' | 'instance.stop' | 'instance.delete' | 'instance.restore'>;

/** What is done with many instances at once. One that is refused does not keep the others from it. */
export function useChosenActions() {
  const { connection, view } = useApp();
  const { t } = useTranslation();
  const showProblem = useShowProblem();
  const offerUndo = useUndo();

  /** @returns those with which it was done */
  const each = async (name: OfOne, instances: readonly Instance[]): Promise<readonly Instance[]> => {
    const results = await Promise.all(instances.map(({ id }) => connection.command(name, { id })));
    const problems = results.flatMap((result) => (result.ok ? [] : [result.problem]));
    // A hundred notes about the same would say no more than one.
    const told = new Set<string>();
    for (const problem of problems) {
      if (!told.has(problem.code)) showProblem(problem);
      told.add(problem.code);
    }
    return instances.filter((_, index) => results[index]?.ok === true);
  };

  const remove = async (instances: readonly Instance[]): Promise<void> => {
    view.setState({ choice: nothingChosen });
    const gone = await each('instance.delete', instances);
    if (gone.length === 0) return;
    const id = `deleted-${gone.map((instance) => instance.id).join('-')}`;
    offerUndo(id, t('fleet.deletedMany', { count: gone.length }), () => each('instance.restore', gone));
  };

  return {
    start: (instances: readonly Instance[]) => void each('instance.start', instances),
    stop: (instances: readonly Instance[]) => void each('instance.stop', instances),
    remove: (instances: readonly Instance[]) => void remove(instances),
  };
}

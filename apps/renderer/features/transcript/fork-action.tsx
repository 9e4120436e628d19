import { GitFork } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { EntryOf } from '../../../shared/models/entry.ts';
import { RowAction } from '../../components/row-action.tsx';
import { useFork } from '../fleet/use-fork.ts';

interface Props {
  /** For a tool, its result; null while it has none. */
  readonly entry: EntryOf<'prompt' | 'text' | 'toolResult'> | null;
  readonly seq: number;
}

/**
 * A button that forks the conversation after an answer or a tool, or before a prompt. There is none where the tower does not
 * know where the CLI has it: in a subagent's conversation, and in what was said before it took note of that.
 */
export function ForkAction({ entry, seq }: Props) {
  const { t } = useTranslation();
  const fork = useFork();
  if (entry?.cliPlace === undefined) return null;
  const prompt = entry.kind === 'prompt' ? entry : null;
  return (
    <RowAction
      label={prompt === null ? t('transcript.fork') : t('transcript.forkBefore')}
      icon={GitFork}
      run={() => void fork(entry.instanceId, { seq, prompt })}
    />
  );
}

import { useEffect } from 'react';
import { Button, EmptyState } from '@mantine/core';
import { MessagesSquare } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Instance } from '../../../shared/models/instance.ts';
import { useApp, useFleet } from '../../app-context.tsx';
import { ProblemNote } from '../shell/problem-note.tsx';
import { DemoExamples } from './demo-examples.tsx';
import { FoldProvider } from './folds.tsx';
import { TranscriptList } from './transcript-list.tsx';
import { TranscriptPlace } from './transcript-place.tsx';
import classes from './transcript-view.module.css';
import { useShownTask } from './use-shown-task.ts';

/** An instance's transcript: the end first, older pages as one scrolls back, and new text followed unless one looks elsewhere. */
export function TranscriptView({ instance }: { readonly instance: Instance }) {
  const { t } = useTranslation();
  const { connection, transcripts } = useApp();
  const store = transcripts.of(instance.id);
  const status = useStore(store, (state) => state.status);
  const problem = useStore(store, (state) => state.problem);
  const isEmpty = useStore(store, (state) => state.rows.length === 0 && state.open.length === 0);
  const live = useFleet((state) => state.link === 'live');
  const shownTask = useShownTask(instance.id);

  useEffect(() => {
    connection.watch([instance.id]);
    return () => transcripts.hide(instance.id);
  }, [connection, transcripts, instance.id]);
  useEffect(() => {
    if (live && status === 'idle') void transcripts.open(instance.id);
  }, [live, status, transcripts, instance.id]);

  if (status === 'failed' && problem !== null) {
    return (
      <div className={classes.middle}>
        <ProblemNote problem={problem}>
          <Button onClick={() => void transcripts.open(instance.id)}>{t('common.retry')}</Button>
        </ProblemNote>
      </div>
    );
  }
  if (status === 'ready' && isEmpty) {
    return (
      <div className={classes.middle} data-testid="transcript">
        <EmptyState
          icon={<MessagesSquare size={28} />}
          title={t('transcript.empty')}
          description={t('transcript.emptyHint')}
        >
          {instance.launcher === 'demo' && <DemoExamples instanceId={instance.id} />}
        </EmptyState>
      </div>
    );
  }
  // A page is there within a frame or two; a skeleton would only flash.
  if (status !== 'ready') return <div className={classes.middle} data-testid="transcript" aria-busy />;
  return (
    <FoldProvider key={instance.id}>
      <TranscriptPlace instanceId={instance.id} directory={instance.directory}>
        {/* A list of its own for every link: only a new one begins where it is told to, whatever it was doing. */}
        <TranscriptList key={shownTask?.asked} instance={instance} shownTaskId={shownTask?.id ?? null} />
      </TranscriptPlace>
    </FoldProvider>
  );
}

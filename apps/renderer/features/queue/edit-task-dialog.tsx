import { useEffect, useState } from 'react';
import { Button, Group, Modal, Text, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../../shared/models/problem.ts';
import type { Task } from '../../../shared/models/task.ts';
import { heldBackBy } from '../../../shared/models/task-after.ts';
import { useApp } from '../../app-context.tsx';
import { ProblemNote } from '../shell/problem-note.tsx';
import { AfterChips } from './after-chips.tsx';
import { RunAfter } from './run-after.tsx';

/** Changes the prompt of a task that is still queued, and what it runs after. */
export function EditTaskDialog({ task, onClose }: { readonly task: Task; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { connection, fleet } = useApp();
  const [text, setText] = useState<string | null>(null);
  // Those that are completed hold nobody back any more.
  const [before] = useState(() => heldBackBy(task, (id) => fleet.getState().tasks[id]).map(({ id }) => id));
  const [after, setAfter] = useState<readonly string[]>(before);
  const [problem, setProblem] = useState<Problem | null>(null);
  useEffect(() => {
    let current = true;
    void connection.command('task.prompt', { id: task.id }).then((whole) => {
      if (!current) return;
      if (whole.ok) setText(whole.value.prompt);
      else setProblem(whole.problem);
    });
    return () => {
      current = false;
    };
  }, [connection, task.id]);
  const save = async (): Promise<void> => {
    if (text === null) return;
    const saved = await connection.command('task.update', {
      id: task.id,
      prompt: text,
      ...(after === before ? {} : { after }),
    });
    if (saved.ok) onClose();
    else setProblem(saved.problem);
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('queue.editTitle')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Textarea
        label={t('queue.prompt')}
        autosize
        minRows={6}
        maxRows={20}
        disabled={text === null}
        value={text ?? ''}
        data-autofocus
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {!task.continues && (
        <Group mt="sm" gap={6}>
          <RunAfter follower={{ instanceId: task.instanceId, taskId: task.id }} chosen={after} onChange={setAfter} />
          {after.length === 0 ? (
            <Text size="xs" c="dimmed">
              {t('queue.after.free')}
            </Text>
          ) : (
            <AfterChips chosen={after} onChange={setAfter} />
          )}
        </Group>
      )}
      {problem !== null && <ProblemNote problem={problem} />}
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onClose}>
          {t('common.cancel')}
        </Button>
        <Button disabled={text === null} onClick={() => void save()}>
          {t('common.save')}
        </Button>
      </Group>
    </Modal>
  );
}

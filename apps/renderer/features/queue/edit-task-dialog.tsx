import { useEffect, useState } from 'react';
import { Button, Group, Modal, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../../shared/models/problem.ts';
import type { Task } from '../../../shared/models/task.ts';
import { useApp } from '../../app-context.tsx';
import { ProblemNote } from '../shell/problem-note.tsx';

/** Changes the prompt of a task that is still queued. */
export function EditTaskDialog({ task, onClose }: { readonly task: Task; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { connection } = useApp();
  const [text, setText] = useState<string | null>(null);
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
    const saved = await connection.command('task.update', { id: task.id, prompt: text });
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

import { useCallback, useEffect, useState } from 'react';
import { Button, Group, Modal, Text } from '@mantine/core';
import { RefreshCw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Instance } from '../../../shared/models/instance.ts';
import type { Problem } from '../../../shared/models/problem.ts';
import type { LogLine } from '../../../shared/models/tower.ts';
import { useApp } from '../../app-context.tsx';
import { CopyAction } from '../../components/copy-action.tsx';
import mono from '../../components/mono-box.module.css';
import { plainText } from '../../components/plain-text.ts';
import { ProblemNote } from '../shell/problem-note.tsx';
import classes from './log-dialog.module.css';

/** What the process of an instance said and what became of it: where one looks when it does not start. */
export function LogDialog({ instance, onClose }: { readonly instance: Instance; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { connection } = useApp();
  const { id, name } = instance;
  const [lines, setLines] = useState<readonly LogLine[]>([]);
  const [problem, setProblem] = useState<Problem | null>(null);
  const read = useCallback(async () => {
    const log = await connection.command('log.read', { instanceId: id });
    setProblem(log.ok ? null : log.problem);
    if (log.ok) setLines(log.value.lines);
  }, [connection, id]);
  useEffect(() => {
    let current = true;
    void connection.command('log.read', { instanceId: id }).then((log) => {
      if (!current) return;
      if (log.ok) setLines(log.value.lines);
      else setProblem(log.problem);
    });
    return () => {
      current = false;
    };
  }, [connection, id]);
  const timeOf = (line: LogLine): string => new Date(line.at).toLocaleTimeString();
  const all = lines
    .map((line) => `${new Date(line.at).toISOString()} ${line.source} ${plainText(line.text)}`)
    .join('\n');
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={t('fleet.logTitle', { name })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {problem !== null && <ProblemNote problem={problem} />}
      {lines.length === 0 && problem === null ? (
        <Text size="xs" c="dimmed">
          {t('fleet.logEmpty')}
        </Text>
      ) : (
        <div
          className={`${mono.box} ${classes.lines}`}
          tabIndex={0}
          role="log"
          aria-label={t('fleet.logTitle', { name })}
        >
          {lines.map((line, index) => (
            <div key={index} className={classes.line} data-level={line.level}>
              <span className={classes.about}>
                {timeOf(line)} {line.source}
              </span>
              <span>{plainText(line.text)}</span>
            </div>
          ))}
        </div>
      )}
      <Group justify="flex-end" mt="sm" gap="xs">
        <CopyAction text={all} />
        <Button variant="default" leftSection={<RefreshCw size={13} />} onClick={() => void read()}>
          {t('common.reload')}
        </Button>
      </Group>
    </Modal>
  );
}

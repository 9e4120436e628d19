import { Modal, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFleet } from '../../app-context.tsx';
import classes from './news-dialog.module.css';
import { releaseNotes } from './release-notes.ts';

interface Props {
  /** Of which versions it tells; null for all. */
  readonly versions: readonly string[] | null;
  readonly onClose: () => void;
}

/** What each version brought, the newest first. It is part of the app: nothing is fetched. */
export function NewsDialog({ versions, onClose }: Props) {
  const { t, i18n } = useTranslation();
  const running = useFleet((state) => state.host?.version ?? '');
  const language = i18n.language === 'ko' ? 'ko' : 'en';
  const shown = releaseNotes.filter(({ version }) => versions === null || versions.includes(version));
  return (
    <Modal
      opened
      onClose={onClose}
      size={640}
      title={t('news.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {shown.map((notes) => (
        <section key={notes.version} className={classes.version}>
          <h3>{t('news.version', { version: notes.version })}</h3>
          <ul>
            {notes[language].map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </section>
      ))}
      <Text size="xs" c="dimmed">
        {t('news.running', { version: running })}
      </Text>
    </Modal>
  );
}

import { ActionIcon, Button } from '@mantine/core';
import { Sparkles, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useApp, useView } from '../../app-context.tsx';
import classes from '../shell/app.module.css';
import { useNews } from './use-news.ts';

/** Says once that there is another version, and leads to what is new in it. A window of a single instance is left alone. */
export function NewsNote() {
  const { t } = useTranslation();
  const { view } = useApp();
  const sole = useView((state) => state.soleId !== null);
  const { version, notes, dismiss } = useNews();
  if (sole || notes.length === 0) return null;
  const read = (): void => {
    view.setState({ dialog: { kind: 'news', versions: notes.map((one) => one.version) } });
    dismiss();
  };
  return (
    <div className={classes.banner} data-kind="news" role="status">
      <Sparkles size={15} aria-hidden />
      <span className={classes.bannerText}>{t('news.updated', { version })}</span>
      <Button variant="default" onClick={read}>
        {t('news.title')}
      </Button>
      <ActionIcon aria-label={t('news.dismiss')} onClick={dismiss}>
        <X size={15} />
      </ActionIcon>
    </div>
  );
}

import { Code } from '@mantine/core';
import { CircleAlert, Info } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { EntryOf } from '../../../shared/models/entry.ts';
import { permissionModes } from '../../../shared/models/instance.ts';
import { plainText } from '../../components/plain-text.ts';
import { useProblemWords } from '../../words/use-problem-words.ts';
import classes from './entry.module.css';

/** Something worth a line. Of a failure, what to do about it stands above the transcript, with buttons; here is the record. */
export function NoticeLine({ entry }: { readonly entry: EntryOf<'notice'> }) {
  const { t } = useTranslation();
  const text = useNoticeText(entry);
  const detail = entry.level === 'error' ? (entry.problem?.detail ?? '') : '';
  const Icon = entry.level === 'info' ? Info : CircleAlert;
  return (
    <div className={classes.notice} data-level={entry.level} role="note">
      <Icon size={13} aria-hidden />
      <div className={classes.noticeText}>
        {text}
        {detail !== '' && (
          <details className={classes.noticeDetail}>
            <summary>{t('common.details')}</summary>
            <Code block>{detail}</Code>
          </details>
        )}
      </div>
    </div>
  );
}

/** The notice in the window's language; in its own words where its code is not known here, or where the words are the CLI's. */
function useNoticeText({ code, params, text, problem }: EntryOf<'notice'>): string {
  const { t, i18n } = useTranslation();
  const words = useProblemWords();
  const value = (name: string): string => String(params[name] ?? '');
  switch (code) {
    case 'api.retry':
      if (problem === null) return text;
      return t('transcript.notices.retry', { message: words(problem).message, attempts: value('attempts') });
    case 'api.held':
      return t('transcript.notices.held', {
        time: new Date(Number(params['until'])).toLocaleTimeString(i18n.language, { timeStyle: 'short' }),
      });
    case 'permission.denied':
      return t('transcript.notices.denied', { tool: value('tool') });
    case 'model.fallback':
      return t('transcript.notices.fallback', { from: value('from'), to: value('to') });
    case 'limit.near':
      return t('transcript.notices.limit', { percent: value('percent') });
    case 'mode.changed': {
      const mode = permissionModes.find((each) => each === params['mode']);
      return mode === undefined ? text : t('transcript.notices.mode', { mode: t(`common.mode.${mode}`) });
    }
    case 'instance.failed':
    case 'memory.overLimit':
      return problem === null ? text : words(problem).message;
    case 'setting.notNow':
      return t('transcript.notices.notNow', { reason: value('reason') });
    case 'conversation.cleared':
      return t('transcript.notices.cleared');
    case 'session.lost':
      return t('transcript.notices.sessionLost');
    case 'session.forkedAgain':
      return t('transcript.notices.forkedAgain');
    case 'conversation.forked':
      return t('transcript.notices.forked', { name: value('name') });
    case 'conversation.forkedEarlier':
      return t('transcript.notices.forkedEarlier', { name: value('name') });
    default:
      return plainText(text).trim();
  }
}

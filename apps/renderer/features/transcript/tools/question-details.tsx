import { Circle, CircleCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { EntryOf } from '../../../../shared/models/entry.ts';
import { answersOf } from './question-answers.ts';
import classes from './tool-row.module.css';

interface Props {
  readonly use: EntryOf<'toolUse'>;
  readonly result: EntryOf<'toolResult'> | null;
}

/** What was asked, what there was to choose from, and what was chosen or said. */
export function QuestionDetails({ use, result }: Props) {
  const { t } = useTranslation();
  return answersOf(use.input, result?.structured ?? null).map(({ question, options, answer, isOwn }, index) => (
    <div key={index} className={classes.question}>
      <p className={classes.paragraph}>{question}</p>
      <ul className={classes.choices}>
        {options.map(({ label, description, chosen }, at) => (
          <li key={at} data-chosen={chosen || undefined}>
            {chosen ? (
              <CircleCheck size={13} role="img" aria-label={t('transcript.chosen')} />
            ) : (
              <Circle size={13} aria-hidden />
            )}
            <span>
              {label} {description !== '' && <span className={classes.heading}>{description}</span>}
            </span>
          </li>
        ))}
        {isOwn && (
          <li data-chosen>
            <CircleCheck size={13} role="img" aria-label={t('transcript.chosen')} />
            <span>{answer}</span>
          </li>
        )}
      </ul>
    </div>
  ));
}

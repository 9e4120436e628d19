import { useState } from 'react';
import { Badge, Button, Checkbox, Group, Radio, Stack, Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Question } from '../../../shared/models/request.ts';
import { answersOf, type Choice, noChoice, toggleLabel, writeOwn } from './answers.ts';
import type { AnswerProps } from './request-card.tsx';
import classes from './requests.module.css';

/** Answers the agent's questions: its choices, or own words. */
export function QuestionAnswer({ request, busy, onDecide }: AnswerProps) {
  const { t } = useTranslation();
  const [choices, setChoices] = useState<Readonly<Record<string, Choice>>>({});
  const answers = answersOf(request.questions, choices);
  return (
    <>
      {request.questions.map((question) => (
        <QuestionFields
          key={question.question}
          question={question}
          choice={choices[question.question] ?? noChoice}
          onChange={(choice) => setChoices((before) => ({ ...before, [question.question]: choice }))}
        />
      ))}
      <div className={classes.actions}>
        <Button
          loading={busy}
          disabled={answers === null}
          onClick={() => answers !== null && onDecide({ behavior: 'answer', answers: { ...answers } })}
        >
          {t('requests.answer')}
        </Button>
        <Button variant="default" disabled={busy} onClick={() => onDecide({ behavior: 'deny' })}>
          {t('requests.skip')}
        </Button>
      </div>
    </>
  );
}

interface FieldProps {
  readonly question: Question;
  readonly choice: Choice;
  readonly onChange: (choice: Choice) => void;
}

function QuestionFields({ question, choice, onChange }: FieldProps) {
  const { t } = useTranslation();
  const Card = question.multiSelect ? Checkbox.Card : Radio.Card;
  const Mark = question.multiSelect ? Checkbox.Indicator : Radio.Indicator;
  return (
    <Stack gap={6} role={question.multiSelect ? 'group' : 'radiogroup'} aria-label={question.question}>
      <Group gap={8}>
        {question.header !== '' && (
          <Badge size="sm" variant="light" tt="none">
            {question.header}
          </Badge>
        )}
        <Text size="sm">{question.question}</Text>
      </Group>
      {question.options.map(({ label, description }) => (
        <Card
          key={label}
          className={classes.option ?? ''}
          checked={choice.labels.includes(label)}
          aria-label={label}
          onClick={() => onChange(toggleLabel(question, choice, label))}
        >
          <span className={classes.optionLine}>
            <Mark size="xs" mt={2} />
            <span>
              <Text span size="xs" fw={500} display="block">
                {label}
              </Text>
              {description !== '' && (
                <Text span size="xs" c="dimmed">
                  {description}
                </Text>
              )}
            </span>
          </span>
        </Card>
      ))}
      <TextInput
        aria-label={t('requests.own')}
        placeholder={t('requests.ownPlaceholder')}
        value={choice.own}
        onChange={(event) => onChange(writeOwn(question, choice, event.currentTarget.value))}
      />
    </Stack>
  );
}

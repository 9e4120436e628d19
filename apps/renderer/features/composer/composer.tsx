import { type ClipboardEvent, type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { ActionIcon, Button, FileButton, Select, Text, Textarea, Tooltip } from '@mantine/core';
import { OctagonPause, Paperclip, SendHorizontal } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Instance } from '../../../shared/models/instance.ts';
import { priorities } from '../../../shared/models/task.ts';
import { useApp, useCommand } from '../../app-context.tsx';
import { useShortWindow } from '../../components/use-short-window.ts';
import { AfterChips } from '../queue/after-chips.tsx';
import { RunAfter } from '../queue/run-after.tsx';
import { AttachmentChips } from './attachment-chips.tsx';
import classes from './composer.module.css';
import { PromptLengthNote } from './prompt-length-note.tsx';
import { Refusal } from './refusal.tsx';
import { isCommand } from './slash-command.ts';
import { SuggestionMenu } from './suggestion-menu.tsx';
import { useAddFiles } from './use-add-files.ts';
import { usePromptHistory } from './use-prompt-history.ts';
import { type Suggestion, useSuggestions } from './use-suggestions.ts';

/** Where a prompt is written, with its files, its priority and what it is to run after. A refused prompt stays where it is, with the reason. */
export function Composer({ instance }: { readonly instance: Instance }) {
  const { t } = useTranslation();
  const { connection, composers, fleet } = useApp();
  const run = useCommand();
  const store = composers.of(instance.id);
  const { text, attachments, priority, after, problem, sending } = useStore(store);
  const [caret, setCaret] = useState(0);
  const caretAfter = useRef<number | null>(null);
  const addFiles = useAddFiles(instance.id);
  const history = usePromptHistory(instance.id);
  const field = useRef<HTMLTextAreaElement>(null);
  const composedAt = useRef(Number.NEGATIVE_INFINITY);
  const short = useShortWindow();
  const { id, name, status } = instance;
  const busy = status === 'working' || status === 'waiting';

  useEffect(() => field.current?.focus(), [id]);
  useLayoutEffect(() => {
    if (caretAfter.current !== null) field.current?.setSelectionRange(caretAfter.current, caretAfter.current);
    caretAfter.current = null;
  }, [text]);

  const choose = ({ change }: Suggestion): void => {
    caretAfter.current = change.caret;
    setCaret(change.caret);
    setText(change.text);
    field.current?.focus();
  };
  const suggestions = useSuggestions(instance, text, caret, choose);
  const { reading, items } = suggestions;
  const menuId = useId();
  const idOf = (index: number): string => `${menuId}-${String(index)}`;

  function setText(next: string): void {
    suggestions.reset();
    store.setState({ text: next, problem: null });
  }

  const setAfter = (next: readonly string[]): void => store.setState({ after: next, problem: null });

  const send = async (): Promise<void> => {
    if (store.getState().sending) return;
    const { tasks } = fleet.getState();
    store.setState({ sending: true, problem: null });
    const submitted = await connection.command('task.submit', {
      instanceId: id,
      prompt: text,
      options: {
        priority,
        // Those that the window has forgotten ended long ago, and are not shown either.
        after: after.filter((task) => tasks[task] !== undefined),
        asCommand: isCommand(reading),
        attachments: attachments.map(({ name: file, mediaType, data }) => ({ name: file, mediaType, data })),
      },
    });
    if (!submitted.ok) store.setState({ sending: false, problem: submitted.problem });
    else {
      // What was typed while the tower answered is the beginning of the next prompt.
      const typedSince = store.getState().text === text ? '' : store.getState().text;
      store.setState({
        text: typedSince,
        attachments: [],
        priority: 'normal',
        after: [],
        problem: null,
        sending: false,
      });
      history.reset();
    }
    field.current?.focus();
  };

  const keyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    // While an input method composes (Korean, Japanese ...), Enter and the arrows belong to it. Safari reports the Enter
    // that ends a composition only after its end.
    if (event.nativeEvent.isComposing || event.timeStamp - composedAt.current < 50) return;
    if (suggestions.takeKey(event)) {
      event.preventDefault();
      event.stopPropagation();
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      // A key that is still held from the button that led here sends nothing.
      if (!event.repeat) void send();
    } else if (event.key === 'Escape' && busy) {
      event.preventDefault();
      void run('instance.interrupt', { id });
    } else if (event.key === 'ArrowUp' && (text === '' || history.browsing)) {
      event.preventDefault();
      void history.older().then((prompt) => prompt !== null && setText(prompt));
    } else if (event.key === 'ArrowDown' && history.browsing) {
      event.preventDefault();
      void history.newer().then((prompt) => setText(prompt ?? ''));
    }
  };

  const paste = (event: ClipboardEvent): void => {
    const files = [...event.clipboardData.files];
    if (files.length === 0) return;
    event.preventDefault();
    addFiles(files);
  };

  const placeholder =
    status === 'stopped' || status === 'failed'
      ? t('composer.placeholderStopped', { name })
      : busy
        ? t('composer.placeholderBusy', { name })
        : t('composer.placeholder', { name });

  return (
    <div className={classes.composer}>
      {problem !== null && <Refusal problem={problem} />}
      <AttachmentChips
        attachments={attachments}
        onRemove={(gone) => store.setState({ attachments: attachments.filter((each) => each.id !== gone) })}
      />
      <AfterChips chosen={after} onChange={setAfter} />
      {items.length > 0 && <SuggestionMenu {...suggestions} idOf={idOf} onChoose={choose} />}
      <PromptLengthNote text={text} attachments={attachments} />
      <Textarea
        ref={field}
        classNames={{ input: classes.input ?? '' }}
        variant="unstyled"
        data-composer-input
        aria-label={t('composer.label')}
        placeholder={placeholder}
        autosize
        minRows={short ? 1 : 2}
        maxRows={short ? 4 : 12}
        value={text}
        aria-activedescendant={items.length > 0 ? idOf(suggestions.index) : undefined}
        onSelect={(event) => setCaret(event.currentTarget.selectionEnd)}
        onChange={(event) => {
          history.reset();
          setCaret(event.currentTarget.selectionEnd);
          setText(event.currentTarget.value);
        }}
        onKeyDown={keyDown}
        onCompositionEnd={(event) => {
          composedAt.current = event.timeStamp;
        }}
        onPaste={paste}
      />
      <div className={classes.bar}>
        <FileButton multiple onChange={(files) => addFiles(files)}>
          {(props) => (
            <Tooltip label={t('composer.attach')}>
              <ActionIcon {...props} aria-label={t('composer.attach')}>
                <Paperclip size={15} />
              </ActionIcon>
            </Tooltip>
          )}
        </FileButton>
        <Select
          aria-label={t('composer.priority')}
          w={92}
          value={priority}
          onChange={(next) => store.setState({ priority: priorities.find((each) => each === next) ?? 'normal' })}
          data={priorities.map((each) => ({ value: each, label: t(`common.priority.${each}`) }))}
        />
        <RunAfter follower={{ instanceId: id, taskId: null }} chosen={after} onChange={setAfter} />
        <Text size="xs" c="dimmed" truncate flex={1} aria-live="polite">
          {isCommand(reading)
            ? t('composer.sentAsCommand', { command: text.split(/\s/, 1)[0] ?? '' })
            : reading.kind === 'text'
              ? t('composer.sentAsText')
              : t('composer.keys')}
        </Text>
        {busy && (
          <Button
            variant="default"
            leftSection={<OctagonPause size={14} />}
            onClick={() => void run('instance.interrupt', { id })}
          >
            {t('composer.interrupt')}
          </Button>
        )}
        <Button
          leftSection={<SendHorizontal size={14} />}
          loading={sending}
          disabled={text.trim() === '' && attachments.length === 0}
          onClick={() => void send()}
        >
          {t('composer.send')}
        </Button>
      </div>
    </div>
  );
}

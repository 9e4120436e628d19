import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import { ActionIcon, Combobox, Tooltip, useCombobox } from '@mantine/core';
import { Check, Hourglass } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { maxAfter } from '../../../shared/models/task.ts';
import { useApp } from '../../app-context.tsx';
import { taskTitle } from '../../stores/fleet-selectors.ts';
import { type AfterChoice, afterChoices, findChoices, type Follower } from './after-choices.ts';
import classes from './run-after.module.css';

/** So many are offered at once; for others one writes more of their name. */
const maxOffered = 60;

interface Props {
  readonly follower: Follower;
  /** The ids of the tasks that it is to run after. */
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

/** Chooses the tasks that another one is to run after: a button, and a list to search in. */
export function RunAfter({ follower, chosen, onChange }: Props) {
  const { t } = useTranslation();
  const button = useRef<HTMLButtonElement>(null);
  const combobox = useCombobox({
    onDropdownOpen: () => combobox.focusSearchInput(),
    onDropdownClose: () => combobox.resetSelectedOption(),
  });
  const open = combobox.dropdownOpened;
  const toggle = (id: string): void => {
    if (chosen.includes(id)) onChange(chosen.filter((each) => each !== id));
    else if (chosen.length < maxAfter) onChange([...chosen, id]);
  };
  /** What has the focus goes with the list: the button gets it, and with the Tab key what comes after the button. */
  const leave = (): void => {
    button.current?.focus();
    combobox.closeDropdown();
  };
  return (
    <Combobox store={combobox} onOptionSubmit={toggle} position="top-start" width={320} shadow="md">
      <Combobox.DropdownTarget>
        <Tooltip label={t('queue.after.label')} disabled={open}>
          <ActionIcon
            ref={button}
            data-run-after
            aria-label={t('queue.after.label')}
            aria-haspopup="listbox"
            aria-expanded={open}
            variant={chosen.length > 0 ? 'light' : 'subtle'}
            onClick={() => combobox.toggleDropdown()}
          >
            <Hourglass size={15} />
          </ActionIcon>
        </Tooltip>
      </Combobox.DropdownTarget>
      <Combobox.Dropdown>{open && <ChoiceList {...{ follower, chosen, combobox, toggle, leave }} />}</Combobox.Dropdown>
    </Combobox>
  );
}

interface ListProps extends Omit<Props, 'onChange'> {
  readonly combobox: ReturnType<typeof useCombobox>;
  readonly toggle: (id: string) => void;
  readonly leave: () => void;
}

function ChoiceList({ follower, chosen, combobox, toggle, leave }: ListProps) {
  const { t } = useTranslation();
  const { fleet } = useApp();
  const [query, setQuery] = useState('');
  // As it was when the list was opened: what moves while somebody reads it cannot be chosen.
  const [choices] = useState(() => afterChoices(fleet.getState(), follower));
  const found = useMemo(() => findChoices(choices, query), [choices, query]);
  const offered = found.slice(0, maxOffered);
  const keyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape' || event.key === 'Tab') leave();
    const [first] = offered;
    // The first one is marked with the next frame: whoever writes faster means it all the same.
    if (event.key === 'Enter' && query !== '' && combobox.getSelectedOptionIndex() === -1 && first !== undefined) {
      event.preventDefault();
      toggle(first.task.id);
    }
  };
  return (
    <>
      <Combobox.Search
        size="xs"
        aria-label={t('queue.after.search')}
        placeholder={t('queue.after.search')}
        value={query}
        onChange={(event) => {
          setQuery(event.currentTarget.value);
          combobox.resetSelectedOption();
          window.requestAnimationFrame(() => combobox.selectFirstOption());
        }}
        onKeyDown={keyDown}
      />
      <Combobox.Options className={classes.options ?? ''} aria-label={t('queue.after.label')} aria-multiselectable>
        {offered.map((choice) => (
          <Choice
            key={choice.task.id}
            choice={choice}
            isOwn={choice.instance.id === follower.instanceId}
            isChosen={chosen.includes(choice.task.id)}
            isFull={chosen.length >= maxAfter}
          />
        ))}
        {offered.length === 0 && (
          <Combobox.Empty>{t(choices.length === 0 ? 'queue.after.none' : 'queue.after.nothing')}</Combobox.Empty>
        )}
      </Combobox.Options>
    </>
  );
}

interface ChoiceProps {
  readonly choice: AfterChoice;
  readonly isOwn: boolean;
  readonly isChosen: boolean;
  /** No more can be chosen. */
  readonly isFull: boolean;
}

function Choice({ choice: { task, instance }, isOwn, isChosen, isFull }: ChoiceProps) {
  const { t } = useTranslation();
  const about = [isOwn ? null : instance.name, task.status === 'queued' ? null : t(`common.taskStatus.${task.status}`)];
  return (
    <Combobox.Option
      value={task.id}
      className={classes.option ?? ''}
      active={isChosen}
      aria-selected={isChosen}
      disabled={isFull && !isChosen}
    >
      <Check size={13} className={classes.tick ?? ''} data-chosen={isChosen || undefined} aria-hidden />
      <span className={classes.title}>{taskTitle(task)}</span>
      <span className={classes.about}>{about.filter((each) => each !== null).join(' · ')}</span>
    </Combobox.Option>
  );
}

import { Fragment, useLayoutEffect, useMemo, useState } from 'react';
import { Combobox, Modal, Text, TextInput, useCombobox } from '@mantine/core';
import { Search } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useApp, useFleet, useView } from '../../app-context.tsx';
import type { Action } from './action.ts';
import { findActions } from './find-actions.ts';
import { Keys } from './keys.tsx';
import classes from './palette.module.css';
import { shortcutsOf } from './shortcuts.ts';
import { useActions } from './use-actions.ts';
import { useShortcuts } from './use-shortcuts.ts';

/** Every action, instance, task and setting, by a few letters of its name. Also listens to the keys that actions have. */
export function Palette() {
  useShortcuts();
  const { t } = useTranslation();
  const { view } = useApp();
  const open = useView((state) => state.paletteOpen);
  const close = (): void => view.setState({ paletteOpen: false });
  return (
    <Modal
      opened={open}
      onClose={close}
      withCloseButton={false}
      padding={0}
      size={620}
      yOffset="10vh"
      transitionProps={{ duration: 0 }}
      attributes={{ content: { 'aria-label': t('actions.palette') } }}
      // Given back by the list, at once: what is given back later takes it from what an action has given it to.
      returnFocus={false}
    >
      <PaletteList onClose={close} />
    </Modal>
  );
}

function PaletteList({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { recentActions } = useApp();
  const actionsNow = useActions();
  const combobox = useCombobox({ opened: true });
  const [query, setQuery] = useState('');
  const [before] = useState(() => document.activeElement);
  useLayoutEffect(
    () => () => {
      if (before instanceof HTMLElement) before.focus({ preventScroll: true });
    },
    [before],
  );
  const [recent] = useState(() => recentActions.list());
  const chosen = useFleet((state) => state.settings.shortcuts);
  const shortcuts = useMemo(() => shortcutsOf(chosen), [chosen]);
  // As it was when the palette was opened: what moves while somebody reads it cannot be chosen.
  const [actions] = useState(actionsNow);
  const sections = useMemo(() => findActions(actions, query, recent), [actions, query, recent]);
  const run = (id: string): void => {
    const action = actions.find((each) => each.id === id);
    if (action === undefined) return;
    recentActions.add(id);
    onClose();
    // Once the palette is gone and has given the focus back, so that an action may take it.
    window.setTimeout(action.run, 0);
  };
  const count = sections.reduce((sum, section) => sum + section.actions.length, 0);
  return (
    <Combobox store={combobox} onOptionSubmit={run} resetSelectionOnOptionHover>
      <Combobox.EventsTarget>
        <TextInput
          data-autofocus
          variant="unstyled"
          size="md"
          className={classes.search ?? ''}
          leftSection={<Search size={16} />}
          placeholder={t('actions.placeholder')}
          aria-label={t('actions.palette')}
          value={query}
          onChange={(event) => {
            setQuery(event.currentTarget.value);
            combobox.resetSelectedOption();
            window.requestAnimationFrame(() => combobox.selectFirstOption());
          }}
          onFocus={() => window.requestAnimationFrame(() => combobox.selectFirstOption())}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing) return;
            if (event.key === 'Escape') onClose();
            // The first one is marked with the next frame: whoever writes faster means it all the same.
            const [first] = sections.flatMap((section) => section.actions);
            if (event.key !== 'Enter' || combobox.getSelectedOptionIndex() !== -1 || first === undefined) return;
            // Or it would make a line in the field that has the focus next.
            event.preventDefault();
            run(first.id);
          }}
        />
      </Combobox.EventsTarget>
      <Combobox.Options className={classes.list ?? ''} aria-label={t('actions.palette')}>
        {sections.map(({ group, actions: listed }) => (
          <Fragment key={group ?? 'found'}>
            {group === null ? (
              listed.map((action) => <Row key={action.id} action={action} keys={keysFor(action, shortcuts)} />)
            ) : (
              <Combobox.Group label={t(`actions.groups.${group}`)}>
                {listed.map((action) => (
                  <Row key={action.id} action={action} keys={keysFor(action, shortcuts)} />
                ))}
              </Combobox.Group>
            )}
          </Fragment>
        ))}
        {count === 0 && <Combobox.Empty>{t('actions.nothing')}</Combobox.Empty>}
      </Combobox.Options>
    </Combobox>
  );
}

const keysFor = ({ shortcut }: Action, shortcuts: ReturnType<typeof shortcutsOf>): string | null =>
  shortcut === undefined ? null : shortcuts[shortcut];

function Row({ action, keys }: { readonly action: Action; readonly keys: string | null }) {
  const { id, icon: Icon, label, detail } = action;
  return (
    <Combobox.Option value={id} className={classes.row ?? ''}>
      <Icon size={15} className={classes.icon ?? ''} aria-hidden />
      <span className={classes.label}>{label}</span>
      {detail !== undefined && (
        <Text component="span" size="xs" c="dimmed" truncate className={classes.detail ?? ''}>
          {detail}
        </Text>
      )}
      {keys !== null && <Keys keys={keys} />}
    </Combobox.Option>
  );
}

import { type KeyboardEvent, useState } from 'react';
import { Button, Stack, Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { acceleratorOf, isMac, keysOf } from '../../components/accelerator.ts';
import { choose, firstShortcuts, holderOf, shortcutIds, shortcutsOf, type ShortcutId } from '../actions/shortcuts.ts';
import classes from '../actions/palette.module.css';
import { useSettings } from './use-settings.ts';

/** Which keys do what: pressed to be changed; keys that another action has are taken from it only when that is meant. */
export function KeyboardSection() {
  const { t } = useTranslation();
  const { settings, save } = useSettings();
  const [wanted, setWanted] = useState<{ readonly id: ShortcutId; readonly keys: string } | null>(null);
  const shortcuts = shortcutsOf(settings.shortcuts);
  const set = (id: ShortcutId, keys: string | null): void => {
    setWanted(null);
    save({ shortcuts: choose(settings.shortcuts, id, keys, isMac) });
  };
  const press = (id: ShortcutId, event: KeyboardEvent): void => {
    if (event.key === 'Tab' || event.key === 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Backspace' || event.key === 'Delete') return set(id, null);
    const keys = acceleratorOf(event);
    if (keys === null) return;
    if (holderOf(keys, id, shortcuts, isMac) === null) set(id, keys);
    else setWanted({ id, keys });
  };
  const shown = (keys: string | null): string => (keys === null ? '' : keysOf(keys, isMac).join(' '));
  return (
    <Stack gap="xs">
      <Text size="xs" c="dimmed">
        {t('actions.keyboardHint')}
      </Text>
      <Stack gap={4} className={classes.fields ?? ''}>
        {shortcutIds.map((id) => {
          const holder = wanted?.id === id ? holderOf(wanted.keys, id, shortcuts, isMac) : null;
          const label = t(`actions.names.${id}`);
          return (
            <div key={id} className={classes.field}>
              <Text size="sm">{label}</Text>
              <TextInput
                readOnly
                aria-label={t('actions.keysOf', { action: label })}
                placeholder={t('settings.shortcutNone')}
                value={shown(shortcuts[id])}
                error={
                  holder !== null &&
                  wanted !== null && (
                    <>
                      {t('actions.taken', { keys: shown(wanted.keys), action: t(`actions.names.${holder}`) })}{' '}
                      <Button size="compact-xs" variant="light" onClick={() => set(id, wanted.keys)}>
                        {t('actions.take')}
                      </Button>
                    </>
                  )
                }
                onKeyDown={(event) => press(id, event)}
                onBlur={(event) => {
                  if (!(event.relatedTarget instanceof HTMLButtonElement)) setWanted(null);
                }}
              />
              {id in settings.shortcuts && (
                <Button
                  size="compact-xs"
                  variant="subtle"
                  aria-label={t('actions.resetOne', { action: label })}
                  onClick={() => set(id, firstShortcuts[id])}
                >
                  {t('actions.reset')}
                </Button>
              )}
            </div>
          );
        })}
      </Stack>
      {Object.keys(settings.shortcuts).length > 0 && (
        <Button variant="default" w="fit-content" onClick={() => save({ shortcuts: {} })}>
          {t('actions.resetAll')}
        </Button>
      )}
    </Stack>
  );
}

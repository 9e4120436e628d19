import { useState } from 'react';
import { ActionIcon, Button, CloseButton, Text, Tooltip } from '@mantine/core';
import { Play, Square, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useShallow } from 'zustand/react/shallow';
import type { Instance } from '../../../shared/models/instance.ts';
import { useApp, useFleet, useView } from '../../app-context.tsx';
import { nothingChosen } from '../../stores/fleet-choice.ts';
import classes from './sidebar.module.css';
import { useChosenActions } from './use-chosen-actions.ts';

const isDown = ({ status }: Instance): boolean => status === 'stopped' || status === 'failed';
const isBusy = ({ status }: Instance): boolean => status === 'working' || status === 'waiting';

/** What can be done with all that are chosen. It is not there for less than two. */
export function ChoiceBar() {
  const { t } = useTranslation();
  const { view } = useApp();
  const ids = useView((state) => state.choice.chosen);
  const chosen = useFleet(
    useShallow((state) =>
      ids.flatMap((id) => {
        const instance = state.instances[id];
        return instance === undefined || instance.deletedAt !== null ? [] : [instance];
      }),
    ),
  );
  const actions = useChosenActions();
  /** What is asked before a turn is cut, which no undo brings back; and for which choice. */
  const [asked, setAsked] = useState<{ readonly deed: 'stop' | 'remove'; readonly of: readonly string[] } | null>(null);
  const deed = asked !== null && asked.of === ids ? asked.deed : null;
  if (chosen.length < 2) return null;
  const down = chosen.filter(isDown);
  const up = chosen.filter((instance) => !isDown(instance) && instance.status !== 'stopping');
  const busy = chosen.filter(isBusy);
  const close = (): void => view.setState({ choice: nothingChosen });
  const perform = (what: 'stop' | 'remove'): void => {
    setAsked(null);
    if (what === 'stop') actions.stop(up);
    else actions.remove(chosen);
  };
  const ask = (what: 'stop' | 'remove'): void => {
    if (busy.length === 0) perform(what);
    else setAsked({ deed: what, of: ids });
  };
  return (
    <div className={classes.choice} role="group" aria-label={t('fleet.choice')} data-testid="choice-bar">
      <div className={classes.choiceLine}>
        <span className={classes.choiceCount} role="status">
          {t('fleet.chosen', { count: chosen.length })}
        </span>
        {deed === null && (
          <>
            <Button
              variant="default"
              size="compact-xs"
              leftSection={<Play size={11} />}
              disabled={down.length === 0}
              onClick={() => actions.start(down)}
            >
              {t('fleet.start')}
            </Button>
            <Button
              variant="default"
              size="compact-xs"
              leftSection={<Square size={10} />}
              disabled={up.length === 0}
              onClick={() => ask('stop')}
            >
              {t('fleet.stop')}
            </Button>
            <Tooltip label={t('fleet.delete')}>
              <ActionIcon size={24} color="red" aria-label={t('fleet.delete')} onClick={() => ask('remove')}>
                <Trash2 size={14} />
              </ActionIcon>
            </Tooltip>
          </>
        )}
        <CloseButton size="xs" aria-label={t('fleet.chooseNone')} onClick={close} />
      </div>
      {deed !== null && (
        <>
          <Text size="xs" role="alert">
            {t('fleet.cutsTurns', { count: busy.length })}
          </Text>
          <div className={classes.choiceLine}>
            <Button size="compact-xs" data-autofocus onClick={() => perform(deed)}>
              {deed === 'stop' ? t('fleet.stop') : t('fleet.delete')}
            </Button>
            <Button size="compact-xs" variant="default" onClick={() => setAsked(null)}>
              {t('common.cancel')}
            </Button>
          </div>
        </>
      )}
    </div>
  );
}

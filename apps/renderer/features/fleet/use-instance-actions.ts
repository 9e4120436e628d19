import { notifications } from '@mantine/notifications';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { type Instance, instanceSettingsSchema } from '../../../shared/models/instance.ts';
import type { AppModel } from '../../app-model.ts';
import { useApp, useCommand } from '../../app-context.tsx';
import { useUndo } from '../../components/use-undo.tsx';
import { useFork } from './use-fork.ts';
import { useKeyNote } from './use-key-note.ts';
import { useOpenWindow } from './use-open-window.ts';

/** What can be done with an instance, wherever it is offered. Failures are shown as notifications. */
export type InstanceActions = ReturnType<ReturnType<typeof useActionsOfInstances>>;

export function useInstanceActions(instance: Instance): InstanceActions {
  return useActionsOfInstances()(instance);
}

/** The same for instances that are not known yet when this is called. */
export function useActionsOfInstances() {
  const run = useCommand();
  const { t } = useTranslation();
  const model = useApp();
  const offerUndo = useUndo();
  const tellOfKey = useKeyNote();
  const openWindow = useOpenWindow();
  const fork = useFork();
  return (instance: Instance) => actionsOf(instance, { run, t, model, offerUndo, tellOfKey, openWindow, fork });
}

interface Means {
  readonly run: ReturnType<typeof useCommand>;
  readonly t: TFunction;
  readonly model: AppModel;
  readonly offerUndo: ReturnType<typeof useUndo>;
  readonly tellOfKey: ReturnType<typeof useKeyNote>;
  readonly openWindow: ReturnType<typeof useOpenWindow>;
  readonly fork: ReturnType<typeof useFork>;
}

function actionsOf(instance: Instance, { run, t, offerUndo, tellOfKey, openWindow, fork, model }: Means) {
  const { id, name } = instance;
  const { view, connection, fleet } = model;

  const remove = async (): Promise<void> => {
    const deleted = await run('instance.delete', { id });
    if (!deleted.ok) return;
    offerUndo(`deleted-${id}`, t('fleet.deleted', { name }), async () => {
      const restored = await run('instance.restore', { id });
      if (restored.ok) view.setState({ selectedId: id });
    });
  };

  const duplicate = async (): Promise<void> => {
    const settings = instanceSettingsSchema.parse(instance);
    const made = await run('instance.create', { ...settings, name: t('fleet.copyName', { name }).slice(0, 120) });
    if (!made.ok) return;
    view.setState({ selectedId: made.value.instance.id });
    await tellOfKey(instance);
  };

  const mute = (muted: boolean): void => {
    const others = fleet.getState().settings.mutedInstances.filter((each) => each !== id);
    void run('settings.update', { mutedInstances: muted ? [...others, id] : others });
  };

  return {
    openWindow: () => openWindow(id),
    /** Only a desktop tells of an instance while nobody looks. */
    canMute: connection.kind === 'electron',
    mute,
    start: () => void run('instance.start', { id }),
    stop: () => void run('instance.stop', { id }),
    restart: () => void run('instance.restart', { id }),
    interrupt: () => void run('instance.interrupt', { id }),
    pause: () => void run('instance.pause', { id }),
    resume: () => void run('instance.resume', { id }),
    newSession: async () => {
      const begun = await run('instance.newSession', { id });
      if (begun.ok) notifications.show({ message: t('fleet.newSessionHint', { name }), withBorder: true });
    },
    rename: () => view.setState({ dialog: { kind: 'rename', instanceId: id } }),
    edit: () => view.setState({ dialog: { kind: 'edit', instanceId: id } }),
    log: () => view.setState({ dialog: { kind: 'log', instanceId: id } }),
    duplicate: () => void duplicate(),
    fork: () => void fork(id, null),
    remove: () => void remove(),
  };
}

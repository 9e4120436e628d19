import { useTranslation } from 'react-i18next';
import {
  AppWindow,
  Bell,
  BellOff,
  CirclePause,
  CirclePlay,
  CopyPlus,
  FileDown,
  FileJson,
  GitFork,
  type LucideIcon,
  MessageSquarePlus,
  OctagonPause,
  Pencil,
  Play,
  RotateCw,
  ScrollText,
  Settings2,
  ShieldCheck,
  Square,
  Trash2,
} from 'lucide-react';
import type { Instance } from '../../../shared/models/instance.ts';
import { useApp } from '../../app-context.tsx';
import { useExport } from '../transcript/export/use-export.ts';
import { useActionsOfInstances } from './use-instance-actions.ts';

/** Something that can be done with an instance. */
export interface InstanceCommand {
  readonly id: string;
  readonly label: string;
  readonly icon: LucideIcon;
  /** Whether it makes sense just now. */
  readonly enabled: boolean;
  readonly run: () => void;
}

/** Has it said something, or brought along what another one had? */
const hasConversation = ({ sessionSaved, forkOf }: Instance): boolean => sessionSaved || forkOf !== null;

/**
 * @returns what gives all that can be done with an instance at this moment, in the order and the groups of its menu. One list
 * for the menu and the palette: what one offers the other has too.
 */
export function useInstanceCommands(): (instance: Instance) => readonly (readonly InstanceCommand[])[] {
  const { t } = useTranslation();
  const { fleet, view } = useApp();
  const actionsFor = useActionsOfInstances();
  const save = useExport();
  return (instance) => {
    const actions = actionsFor(instance);
    const { status } = instance;
    const muted = fleet.getState().settings.mutedInstances.includes(instance.id);
    const alone = view.getState().soleId !== null;
    const down = status === 'stopped' || status === 'failed';
    const busy = status === 'working' || status === 'waiting';
    const always = { enabled: true };
    const mute = {
      id: 'mute',
      label: muted ? t('fleet.unmute') : t('fleet.mute'),
      icon: muted ? Bell : BellOff,
      ...always,
      run: () => actions.mute(!muted),
    };
    return [
      [
        down
          ? { id: 'start', label: t('fleet.start'), icon: Play, ...always, run: actions.start }
          : { id: 'stop', label: t('fleet.stop'), icon: Square, enabled: status !== 'stopping', run: actions.stop },
        { id: 'restart', label: t('fleet.restart'), icon: RotateCw, enabled: !down, run: actions.restart },
        { id: 'interrupt', label: t('fleet.interrupt'), icon: OctagonPause, enabled: busy, run: actions.interrupt },
        instance.paused
          ? { id: 'resumeQueue', label: t('fleet.resumeQueue'), icon: CirclePlay, ...always, run: actions.resume }
          : { id: 'pauseQueue', label: t('fleet.pauseQueue'), icon: CirclePause, ...always, run: actions.pause },
        {
          id: 'newSession',
          label: t('fleet.newSession'),
          icon: MessageSquarePlus,
          enabled: !busy,
          run: () => void actions.newSession(),
        },
      ],
      [
        {
          id: 'openWindow',
          label: t('fleet.openWindow'),
          icon: AppWindow,
          enabled: !alone,
          run: actions.openWindow,
        },
        ...(actions.canMute ? [mute] : []),
      ],
      [
        { id: 'rename', label: t('fleet.rename'), icon: Pencil, ...always, run: actions.rename },
        { id: 'duplicate', label: t('fleet.duplicate'), icon: CopyPlus, ...always, run: actions.duplicate },
        { id: 'fork', label: t('fleet.fork'), icon: GitFork, enabled: hasConversation(instance), run: actions.fork },
        { id: 'edit', label: t('fleet.edit'), icon: Settings2, ...always, run: actions.edit },
        {
          id: 'instanceRules',
          label: t('rules.title'),
          icon: ShieldCheck,
          ...always,
          run: () => view.setState({ dialog: { kind: 'rules', ofInstance: instance.id } }),
        },
        { id: 'log', label: t('fleet.log'), icon: ScrollText, ...always, run: actions.log },
        {
          id: 'exportMarkdown',
          label: t('transcript.exportMarkdown'),
          icon: FileDown,
          ...always,
          run: () => void save(instance, 'markdown'),
        },
        {
          id: 'exportJson',
          label: t('transcript.exportJson'),
          icon: FileJson,
          ...always,
          run: () => void save(instance, 'json'),
        },
      ],
      [{ id: 'delete', label: t('fleet.delete'), icon: Trash2, ...always, run: actions.remove }],
    ];
  };
}

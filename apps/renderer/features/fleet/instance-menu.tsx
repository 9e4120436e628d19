import { Fragment } from 'react';
import { Menu } from '@mantine/core';
import type { Instance } from '../../../shared/models/instance.ts';
import { useFleet, useView } from '../../app-context.tsx';
import { useInstanceCommands } from './use-instance-commands.ts';

/** The items of an instance's menu. What makes no sense just now is there but disabled, so that its place is learnt. */
export function InstanceMenuItems({ instance }: { readonly instance: Instance }) {
  const commandsOf = useInstanceCommands();
  // What the commands look at beside the instance, while the menu is open.
  useFleet((state) => state.settings.mutedInstances);
  useView((state) => state.soleId);
  return commandsOf(instance).map((group, index) => (
    <Fragment key={group[0]?.id}>
      {index > 0 && <Menu.Divider />}
      {group.map(({ id, label, icon: Icon, enabled, run }) => (
        <Menu.Item
          key={id}
          leftSection={<Icon size={14} />}
          onClick={run}
          disabled={!enabled}
          {...(id === 'delete' && { color: 'red' })}
        >
          {label}
        </Menu.Item>
      ))}
    </Fragment>
  ));
}

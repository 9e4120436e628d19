import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { ListFilter } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { instanceStatuses } from '../../../shared/models/instance.ts';
import { useApp, useCommand, useFleet, useView } from '../../app-context.tsx';
import type { Arrangement } from '../../stores/fleet-arrangement.ts';
import { StatusMark } from './status-mark.tsx';

const groupings = ['project', 'flat'] as const;

/** How the instances are listed, and which of them. */
export function ListMenu({ counts }: { readonly counts: Arrangement['counts'] }) {
  const { t } = useTranslation();
  const { view } = useApp();
  const run = useCommand();
  const grouping = useFleet((state) => state.settings.instanceGrouping);
  const statuses = useView((state) => state.statuses);
  const filtered = statuses.length > 0;
  return (
    <Menu position="bottom-start" closeOnItemClick={false}>
      <Menu.Target>
        <Tooltip label={t('fleet.listMenu')}>
          <ActionIcon
            size={30}
            variant={filtered ? 'light' : 'subtle'}
            {...(filtered ? { color: 'indigo' } : {})}
            aria-label={t('fleet.listMenu')}
          >
            <ListFilter size={16} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('fleet.grouping')}</Menu.Label>
        <Menu.RadioGroup
          value={grouping}
          onChange={(value) => {
            const next = groupings.find((each) => each === value);
            if (next !== undefined) void run('settings.update', { instanceGrouping: next });
          }}
        >
          {groupings.map((each) => (
            <Menu.RadioItem key={each} value={each}>
              {t(`fleet.groupings.${each}`)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Label>{t('fleet.statuses')}</Menu.Label>
        <Menu.CheckboxGroup
          value={[...statuses]}
          onChange={(values) => view.setState({ statuses: instanceStatuses.filter((each) => values.includes(each)) })}
        >
          {instanceStatuses.map((status) => (
            <Menu.CheckboxItem key={status} value={status} rightSection={counts.get(status) ?? 0}>
              <StatusMark status={status} withWord />
            </Menu.CheckboxItem>
          ))}
        </Menu.CheckboxGroup>
      </Menu.Dropdown>
    </Menu>
  );
}

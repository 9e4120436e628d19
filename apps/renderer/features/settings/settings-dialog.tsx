import { Anchor, Modal, NumberInput, SegmentedControl, Select, Stack, Tabs, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { permissionModes } from '../../../shared/models/instance.ts';
import { useApp, useFleet } from '../../app-context.tsx';
import type { SettingTab } from '../../stores/view-state.ts';
import { ModelField } from '../instance-form/model-field.tsx';
import { DesktopSection } from './desktop-section.tsx';
import { KeyboardSection } from './keyboard-section.tsx';
import { MemoryFields } from './memory-fields.tsx';
import { NotificationSection } from './notification-section.tsx';
import { RulesLink } from '../rules/rules-link.tsx';
import { SettingSwitch } from './setting-switch.tsx';
import { WatchFields } from './watch-fields.tsx';
import { useSettings } from './use-settings.ts';
import { CliSection } from './cli-section.tsx';

/** What holds for the whole tower. Each change is saved as it is made. */
export function SettingsDialog({ tab, onClose }: { readonly tab: SettingTab; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { view } = useApp();
  const host = useFleet((state) => state.host);
  return (
    <Modal
      opened
      onClose={onClose}
      size={640}
      title={t('settings.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Tabs defaultValue={tab}>
        <Tabs.List mb="md">
          <Tabs.Tab value="cli">{t('settings.cli')}</Tabs.Tab>
          <Tabs.Tab value="work">{t('settings.work')}</Tabs.Tab>
          <Tabs.Tab value="look">{t('settings.look')}</Tabs.Tab>
          <Tabs.Tab value="keyboard">{t('settings.keyboard')}</Tabs.Tab>
          {host?.kind === 'electron' && <Tabs.Tab value="desktop">{t('settings.desktop')}</Tabs.Tab>}
          {host?.kind === 'electron' && <Tabs.Tab value="notifications">{t('settings.notifications')}</Tabs.Tab>}
          <Tabs.Tab value="privacy">{t('settings.privacy')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="cli">
          <CliSection />
        </Tabs.Panel>
        <Tabs.Panel value="work">
          <WorkSection />
        </Tabs.Panel>
        <Tabs.Panel value="look">
          <LookSection />
        </Tabs.Panel>
        <Tabs.Panel value="keyboard">
          <KeyboardSection />
        </Tabs.Panel>
        <Tabs.Panel value="desktop">
          <DesktopSection />
        </Tabs.Panel>
        <Tabs.Panel value="notifications">
          <NotificationSection />
        </Tabs.Panel>
        <Tabs.Panel value="privacy">
          <PrivacySection />
        </Tabs.Panel>
      </Tabs>
      {host !== null && (
        <Text size="xs" c="dimmed" mt="lg">
          {t('settings.about', { version: host.version, path: host.dataDirectory })} ·{' '}
          <Anchor
            component="button"
            type="button"
            size="xs"
            onClick={() => view.setState({ dialog: { kind: 'news', versions: null } })}
          >
            {t('news.title')}
          </Anchor>
        </Text>
      )}
    </Modal>
  );
}

function WorkSection() {
  const { t } = useTranslation();
  const { settings, save } = useSettings();
  return (
    <Stack gap="md">
      <NumberInput
        size="xs"
        w={260}
        label={t('settings.maxRunning')}
        min={1}
        max={200}
        allowDecimal={false}
        value={settings.maxRunning}
        onChange={(value) => typeof value === 'number' && value >= 1 && save({ maxRunning: value })}
      />
      <Select
        w={260}
        label={t('settings.defaultMode')}
        value={settings.defaultPermissionMode}
        data={permissionModes.map((mode) => ({ value: mode, label: t(`common.mode.${mode}`) }))}
        onChange={(next) => {
          const mode = permissionModes.find((each) => each === next);
          if (mode !== undefined) save({ defaultPermissionMode: mode });
        }}
      />
      <RulesLink />
      <ModelField
        launcher="local"
        label={t('settings.defaultModel')}
        value={settings.defaultModel ?? ''}
        onChange={(model) => save({ defaultModel: model.trim() === '' ? null : model.trim() })}
      />
      <WatchFields />
      <MemoryFields />
    </Stack>
  );
}

function LookSection() {
  const { t } = useTranslation();
  const { settings, save } = useSettings();
  const themes = ['system', 'light', 'dark'] as const;
  const languages = ['system', 'en', 'ko'] as const;
  return (
    <Stack gap="md" align="flex-start">
      <div>
        <Text size="xs" fw={500} mb={4}>
          {t('settings.theme')}
        </Text>
        <SegmentedControl
          size="xs"
          aria-label={t('settings.theme')}
          value={settings.theme}
          data={themes.map((theme) => ({ value: theme, label: t(`settings.themes.${theme}`) }))}
          onChange={(next) => save({ theme: themes.find((theme) => theme === next) ?? 'system' })}
        />
      </div>
      <Select
        w={260}
        label={t('settings.language')}
        value={settings.language}
        data={languages.map((language) => ({ value: language, label: t(`settings.languages.${language}`) }))}
        onChange={(next) => save({ language: languages.find((language) => language === next) ?? 'system' })}
      />
    </Stack>
  );
}

function PrivacySection() {
  const { t } = useTranslation();
  const { settings, save } = useSettings();
  // A tower without the app is updated with whatever brought it.
  const isApp = useFleet((state) => state.host?.kind === 'electron');
  const updateChoices = ['stable', 'beta', 'off'] as const;
  return (
    <Stack gap="md">
      <SettingSwitch
        setting="logContents"
        label={t('settings.logContents')}
        description={t('settings.logContentsHint')}
      />
      <SettingSwitch setting="allowPeerMessages" label={t('settings.peers')} description={t('settings.peersHint')} />
      {isApp && (
        <Select
          w={400}
          label={t('settings.updates')}
          description={t('settings.updatesHint')}
          value={settings.updates}
          data={updateChoices.map((choice) => ({ value: choice, label: t(`settings.updateChoices.${choice}`) }))}
          onChange={(next) => {
            const updates = updateChoices.find((choice) => choice === next);
            if (updates !== undefined) save({ updates });
          }}
        />
      )}
    </Stack>
  );
}

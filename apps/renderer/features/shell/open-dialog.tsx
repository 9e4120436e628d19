import { useApp, useFleet, useView } from '../../app-context.tsx';
import { DoctorDialog } from '../doctor/doctor-dialog.tsx';
import { LogDialog } from '../fleet/log-dialog.tsx';
import { RenameDialog } from '../fleet/rename-dialog.tsx';
import { InstanceForm } from '../instance-form/instance-form.tsx';
import { NewsDialog } from '../news/news-dialog.tsx';
import { RulesDialog } from '../rules/rules-dialog.tsx';
import { SettingsDialog } from '../settings/settings-dialog.tsx';

/** The dialog that is open. All of them are in this one part of the program, which is loaded after the first view. */
export function OpenDialog() {
  const { view } = useApp();
  const dialog = useView((state) => state.dialog);
  const instance = useFleet((state) =>
    dialog !== null && 'instanceId' in dialog ? (state.instances[dialog.instanceId] ?? null) : null,
  );
  const close = (): void => view.setState({ dialog: null });
  if (dialog === null) return null;
  if (dialog.kind === 'settings')
    return <SettingsDialog key={dialog.tab ?? ''} tab={dialog.tab ?? 'cli'} onClose={close} />;
  if (dialog.kind === 'doctor') return <DoctorDialog onClose={close} />;
  if (dialog.kind === 'news') return <NewsDialog versions={dialog.versions} onClose={close} />;
  if (dialog.kind === 'rules') return <RulesDialog ofInstance={dialog.ofInstance} onClose={close} />;
  if (dialog.kind === 'create') {
    return (
      <InstanceForm
        key={dialog.directory ?? ''}
        instance={null}
        launcher={dialog.launcher}
        directory={dialog.directory ?? ''}
        onClose={close}
      />
    );
  }
  if (instance === null) return null;
  if (dialog.kind === 'rename') return <RenameDialog instance={instance} onClose={close} />;
  if (dialog.kind === 'log') return <LogDialog instance={instance} onClose={close} />;
  return <InstanceForm key={instance.id} instance={instance} launcher={instance.launcher} onClose={close} />;
}

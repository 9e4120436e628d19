import { Button } from '@mantine/core';
import { ShieldCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../../app-context.tsx';

interface Props {
  /** What stood before is in the way. */
  readonly onOpen?: () => void;
}

/** Leads to the rules from where somebody thinks of permissions. */
export function RulesLink({ onOpen }: Props) {
  const { t } = useTranslation();
  const { view } = useApp();
  const open = (): void => {
    onOpen?.();
    view.setState({ dialog: { kind: 'rules', ofInstance: null } });
  };
  return (
    <Button
      variant="subtle"
      size="compact-xs"
      style={{ alignSelf: 'flex-start' }}
      leftSection={<ShieldCheck size={12} />}
      onClick={open}
    >
      {t('rules.title')}
    </Button>
  );
}

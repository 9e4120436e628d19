import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useApp, useView } from '../../app-context.tsx';

/** Says to which statuses the instances are narrowed, and shows all of them again. */
export function OnlyThese({ className }: { readonly className: string | undefined }) {
  const { t } = useTranslation();
  const { view } = useApp();
  const statuses = useView((state) => state.statuses);
  if (statuses.length === 0) return null;
  const words = statuses.map((status) => t(`common.status.${status}`)).join(', ');
  return (
    <div className={className}>
      <span>{t('fleet.only', { statuses: words })}</span>
      <Button variant="subtle" size="compact-xs" onClick={() => view.setState({ statuses: [] })}>
        {t('fleet.showAll')}
      </Button>
    </div>
  );
}

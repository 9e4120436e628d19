import { useTranslation } from 'react-i18next';
import { CentreNote } from './centre-note.tsx';

/** In place of the one instance that this window is for, once that was deleted. */
export function SoleGone() {
  const { t } = useTranslation();
  return <CentreNote title={t('shell.soleGone')} description={t('shell.soleGoneHint')} />;
}

import { useTranslation } from 'react-i18next';
import { isMac, keysOf } from '../../components/accelerator.ts';
import { useFleet } from '../../app-context.tsx';
import { shortcutsOf } from '../actions/shortcuts.ts';
import classes from './requests.module.css';

/** The keys that answer a request; those that lead to it first, while the focus is elsewhere. */
export function CardKeys() {
  const { t } = useTranslation();
  const chosen = useFleet((state) => state.settings.shortcuts);
  const go = shortcutsOf(chosen).nextWaiting;
  return (
    <>
      <span className={classes.keys} data-when="here">
        {t('requests.keys')}
      </span>
      {go !== null && (
        <span className={classes.keys} data-when="elsewhere">
          {t('requests.keysAfter', { keys: keysOf(go, isMac).join('+') })}
        </span>
      )}
    </>
  );
}

import type { Protection } from '../../shared/models/api-key.ts';
import type { DoctorCheck } from '../../shared/models/doctor.ts';
import type { Desktop } from '../../shared/models/tower.ts';
import { found } from './found.ts';

/** @param isApp the desktop app should have a keyring; the web host stores no key on purpose */
export function judgeSecrets(protection: Protection, isApp: boolean): DoctorCheck {
  if (protection === 'keyring') return found('secrets', 'keysSealed');
  if (protection === 'obfuscated') return found('secrets', 'keysReadable');
  return found('secrets', isApp ? 'keysNoKeyring' : 'keysInMemory');
}

const shortcuts = {
  none: 'shortcutNone',
  registered: 'shortcutWorks',
  taken: 'shortcutTaken',
  invalid: 'shortcutInvalid',
} as const;

/** @returns nothing where there is no desktop */
export function judgeDesktop(desktop: Desktop | null): readonly DoctorCheck[] {
  if (desktop === null) return [];
  const { tray, shortcut, loginProblem } = desktop;
  return [
    found('tray', tray ? 'trayShown' : 'trayMissing'),
    found('shortcut', shortcuts[shortcut]),
    loginProblem === null ? found('login', 'loginFine') : found('login', 'loginRefused', { reason: loginProblem }),
  ];
}

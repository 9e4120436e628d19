import { describe, expect, it } from 'vitest';
import { defaultSettings, settingsPatchSchema, settingsSchema } from '../../../apps/shared/models/settings.ts';

describe('the settings', () => {
  it('of the first version are read, with the defaults of what came later', () => {
    const { claudePath, maxRunning, defaultPermissionMode, defaultModel } = defaultSettings;
    const { allowPeerMessages, logContents, language, theme } = defaultSettings;
    const first = { claudePath, maxRunning, defaultPermissionMode, defaultModel };
    expect(settingsSchema.parse({ ...first, allowPeerMessages, logContents, language, theme })).toEqual(
      defaultSettings,
    );
  });

  it('are changed where a patch says so, and nowhere else', () => {
    expect(settingsPatchSchema.parse({ language: 'ko' })).toEqual({ language: 'ko' });
    expect(settingsPatchSchema.parse({})).toEqual({});
  });

  it.each(['24:00', '7:30', '07:60', 'noon', ''])('do not take %j for a time of the day', (from) => {
    expect(settingsPatchSchema.safeParse({ quietHours: { from, to: '08:00' } }).success).toBe(false);
    expect(settingsPatchSchema.safeParse({ quietHours: { from: '22:00', to: '08:00' } }).success).toBe(true);
  });
});

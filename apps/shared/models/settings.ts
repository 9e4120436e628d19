import { z } from 'zod';
import { permissionModeSchema } from './instance.ts';

export const settingsSchema = z
  .object({
    /** An executable to use as the CLI; null means: look for it. */
    claudePath: z.string().min(1).max(4096).nullable(),
    /** How many instances may work at the same time. */
    maxRunning: z.number().int().min(1).max(200),
    defaultPermissionMode: permissionModeSchema,
    defaultModel: z.string().min(1).max(200).nullable(),
    /** May sessions on this computer send each other messages, which start paid turns unasked? */
    allowPeerMessages: z.boolean(),
    /** Writes prompts and answers into the log files too. */
    logContents: z.boolean(),
    language: z.enum(['system', 'en', 'ko']),
    theme: z.enum(['system', 'light', 'dark']),
  })
  .readonly();
export type Settings = z.infer<typeof settingsSchema>;

export const defaultSettings: Settings = {
  claudePath: null,
  maxRunning: 4,
  defaultPermissionMode: 'autonomous',
  defaultModel: null,
  allowPeerMessages: false,
  logContents: false,
  language: 'system',
  theme: 'system',
};

export const settingsPatchSchema = settingsSchema.unwrap().partial().readonly();
export type SettingsPatch = z.infer<typeof settingsPatchSchema>;

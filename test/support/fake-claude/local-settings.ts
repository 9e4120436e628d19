import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const settingsSchema = z.looseObject({
  permissions: z
    .looseObject({ allow: z.array(z.string()).optional(), defaultMode: z.string().optional() })
    .default({ allow: [] }),
});

export interface LocalPermissions {
  readonly allow: readonly string[];
  readonly defaultMode: string | null;
}

const pathIn = (directory: string): string => join(directory, '.claude', 'settings.local.json');

/** What a folder's own settings allow. Nothing, where there is no file. */
export function readLocalPermissions(directory: string): LocalPermissions {
  const path = pathIn(directory);
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '{}';
  const { allow = [], defaultMode = null } = settingsSchema.parse(JSON.parse(text)).permissions;
  return { allow, defaultMode };
}

/** Adds to a folder's own settings; the file is made when it is not there. */
export function addLocalPermissions(directory: string, allow: readonly string[], defaultMode: string | null): void {
  const before = readLocalPermissions(directory);
  const mode = defaultMode ?? before.defaultMode;
  const permissions = { allow: [...before.allow, ...allow], ...(mode === null ? {} : { defaultMode: mode }) };
  mkdirSync(join(directory, '.claude'), { recursive: true });
  writeFileSync(pathIn(directory), `${JSON.stringify({ permissions }, null, 2)}\n`);
}

const trustSchema = z.looseObject({
  projects: z.record(z.string(), z.looseObject({ hasTrustDialogAccepted: z.boolean().optional() })).optional(),
});

/** Whether somebody has said that a folder is trusted, as the CLI keeps it. @param root of the CLI's configuration */
export function isTrusted(root: string, directory: string): boolean {
  const path = join(root, '.claude.json');
  if (!existsSync(path)) return false;
  const { projects = {} } = trustSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  return projects[directory]?.hasTrustDialogAccepted === true;
}

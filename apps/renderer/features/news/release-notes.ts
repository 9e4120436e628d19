import { version010 } from './notes/version-0-1-0.ts';

/** What a version brought, as a person would tell a colleague: a line each, in the languages of the window. */
export interface ReleaseNotes {
  /** As in package.json, without what marks a preview. */
  readonly version: string;
  readonly en: readonly string[];
  readonly ko: readonly string[];
}

/** The newest first. A version without notes does not pass the gate. */
export const releaseNotes: readonly ReleaseNotes[] = [version010];

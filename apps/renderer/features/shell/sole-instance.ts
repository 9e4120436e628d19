import { z } from 'zod';

/** The instance that a window is for, by its address: `?instance=ID`. @returns null for the main window */
export function soleInstance(search: string): string | null {
  const read = z.uuid().safeParse(new URLSearchParams(search).get('instance'));
  return read.success ? read.data : null;
}

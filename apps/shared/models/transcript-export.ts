import { z } from 'zod';

/** The forms in which a transcript can be taken along. */
export const exportFormats = ['markdown', 'json'] as const;
export const exportFormatSchema = z.enum(exportFormats);
export type ExportFormat = z.infer<typeof exportFormatSchema>;

/** What the pieces of an export stand between, so that together they are one file. */
export function exportFrame(format: ExportFormat, about: { readonly name: string; readonly directory: string }) {
  return format === 'markdown'
    ? { head: `# ${about.name.replace(/\s+/g, ' ')}\n\n`, between: '', tail: '' }
    : { head: `{"instance":${JSON.stringify(about)},"entries":[\n`, between: ',\n', tail: '\n]}\n' };
}

/** A name for the file: that of the instance, of letters that every system takes, and the day. @param day as 2026-01-31 */
export function exportName(name: string, format: ExportFormat, day: string): string {
  const plain = name
    .replace(/[^\p{L}\p{N} ._-]+/gu, ' ')
    .replace(/\s+/g, '-')
    .replace(/^[.-]+|[.-]+$/g, '')
    .slice(0, 80);
  return `${plain === '' ? 'transcript' : plain}-${day}.${format === 'markdown' ? 'md' : 'json'}`;
}

import { z } from 'zod';
import type { Json, JsonObject } from '../../../shared/models/json.ts';
import type { DiffLine } from '../../components/diff-line.ts';
import { diffOf } from './line-diff.ts';

/** The CLI's own patch, in the structured result of Edit and Write (protocol, section 2.2). */
const patchSchema = z.object({
  structuredPatch: z.array(z.object({ oldStart: z.number(), newStart: z.number(), lines: z.array(z.string()) })).min(1),
});
type Hunk = z.infer<typeof patchSchema>['structuredPatch'][number];

/** Stands between two places that were changed. */
const gap: DiffLine = { sign: '@', text: '⋯' };

const editSchema = z.object({ old_string: z.string(), new_string: z.string() });

/** What a tool changes or has changed, as lines of a diff; null when it is no edit. @param structured its result, if any */
export function diffOfTool(input: JsonObject, structured: Json): readonly DiffLine[] | null {
  const patch = patchSchema.safeParse(structured);
  if (patch.success)
    return patch.data.structuredPatch.flatMap((hunk, index) => [...(index === 0 ? [] : [gap]), ...linesOfHunk(hunk)]);
  const edit = editSchema.safeParse(input);
  if (edit.success) return diffOf(edit.data.old_string, edit.data.new_string);
  const many = z.object({ edits: z.array(editSchema).min(1) }).safeParse(input);
  if (many.success) {
    return many.data.edits.flatMap((each, index) => [
      ...(index === 0 ? [] : [gap]),
      ...diffOf(each.old_string, each.new_string),
    ]);
  }
  const write = z.object({ file_path: z.string(), content: z.string() }).safeParse(input);
  if (write.success) return numbered(diffOf('', write.data.content));
  const cell = z.object({ notebook_path: z.string(), new_source: z.string() }).safeParse(input);
  return cell.success ? diffOf('', cell.data.new_source) : null;
}

/** How many lines a diff adds and takes away. */
export function countChanges(lines: readonly DiffLine[]): { readonly added: number; readonly removed: number } {
  let added = 0;
  let removed = 0;
  for (const { sign } of lines) {
    if (sign === '+') added += 1;
    else if (sign === '-') removed += 1;
  }
  return { added, removed };
}

const numbered = (lines: readonly DiffLine[]): readonly DiffLine[] =>
  lines.map((line, index) => ({ ...line, number: index + 1 }));

function linesOfHunk({ oldStart, newStart, lines }: Hunk): readonly DiffLine[] {
  let before = oldStart;
  let after = newStart;
  return lines.map((line): DiffLine => {
    const text = line.slice(1);
    // What git says about the end of a file is no line of it.
    if (line.startsWith('\\')) return { sign: '@', text: line.slice(2) };
    if (line.startsWith('-')) return { sign: '-', text, number: before++ };
    if (line.startsWith('+')) return { sign: '+', text, number: after++ };
    before += 1;
    return { sign: ' ', text, number: after++ };
  });
}

import { z } from 'zod';
import type { Json, JsonObject } from '../../../shared/models/json.ts';

export interface DiffLine {
  readonly sign: '+' | '-' | ' ' | '@';
  readonly text: string;
}

/** The CLI's own patch, in the structured result of Edit and Write (protocol, section 2.2). */
const patchSchema = z.object({
  structuredPatch: z.array(z.object({ oldStart: z.number(), newStart: z.number(), lines: z.array(z.string()) })).min(1),
});

const signed = (sign: DiffLine['sign'], lines: readonly string[]): DiffLine[] => lines.map((text) => ({ sign, text }));

/** The changed lines between two texts, with what both begin and end with cut to a few lines. */
export function diffOf(before: string, after: string): readonly DiffLine[] {
  const a = before === '' ? [] : before.split('\n');
  const b = after === '' ? [] : after.split('\n');
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a.at(-1 - tail) === b.at(-1 - tail)) tail += 1;
  return [
    ...signed(' ', a.slice(Math.max(0, head - 3), head)),
    ...signed('-', a.slice(head, a.length - tail)),
    ...signed('+', b.slice(head, b.length - tail)),
    ...signed(' ', a.slice(a.length - tail, a.length - tail + 3)),
  ];
}

const editSchema = z.object({ old_string: z.string(), new_string: z.string() });

/** What a tool changes or has changed, as lines of a diff; null when it is no edit. @param structured its result, if any */
export function diffOfTool(input: JsonObject, structured: Json): readonly DiffLine[] | null {
  const patch = patchSchema.safeParse(structured);
  if (patch.success) {
    return patch.data.structuredPatch.flatMap((hunk) => [
      { sign: '@' as const, text: `@@ -${hunk.oldStart} +${hunk.newStart} @@` },
      ...hunk.lines.map((line): DiffLine => {
        const sign = line[0] === '+' || line[0] === '-' ? line[0] : ' ';
        return { sign, text: line.slice(1) };
      }),
    ]);
  }
  const edit = editSchema.safeParse(input);
  if (edit.success) return diffOf(edit.data.old_string, edit.data.new_string);
  const many = z.object({ edits: z.array(editSchema).min(1) }).safeParse(input);
  if (many.success) return many.data.edits.flatMap((each) => diffOf(each.old_string, each.new_string));
  const write = z.object({ file_path: z.string(), content: z.string() }).safeParse(input);
  return write.success ? diffOf('', write.data.content) : null;
}

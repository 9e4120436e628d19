import type { EntryOf } from '../../../../shared/models/entry.ts';
import type { DiffLine } from '../../../components/diff-line.ts';
import { plainText } from '../../../components/plain-text.ts';
import { diffOfTool } from '../diff-lines.ts';
import { reportOf } from './agent-work.ts';
import { textOf } from './json-parts.ts';
import { prettyJson } from './pretty-json.ts';
import { kindOfTool } from './tool-kind.ts';
import { commandOutputOf, filePieceOf } from './tool-output.ts';

type Use = Pick<EntryOf<'toolUse'>, 'name' | 'input'>;
type Result = EntryOf<'toolResult'>;

/** What is copied of what a tool was given. */
export type InputPart = 'command' | 'path' | 'address' | 'input';

/** Of a command, a file or a page that itself; of anything else all. */
export function inputPart(use: Use): InputPart {
  const part = partOfKind(use);
  return part === 'input' || partText(use, part) === '' ? 'input' : part;
}

/** What a tool was given, whole and as it is: the command, the path, the address, or the JSON of all. */
export function inputText(use: Use): string {
  const part = inputPart(use);
  return part === 'input' ? JSON.stringify(use.input, null, 2) : partText(use, part);
}

function partOfKind({ name }: Use): InputPart {
  const kind = kindOfTool(name);
  if (kind === 'command') return 'command';
  if (kind === 'fetch') return 'address';
  return kind === 'read' || kind === 'edit' ? 'path' : 'input';
}

function partText({ input }: Use, part: Exclude<InputPart, 'input'>): string {
  if (part === 'command') return textOf(input['command']);
  if (part === 'address') return textOf(input['url']);
  return textOf(input['file_path']) || textOf(input['notebook_path']);
}

/** Is there anything to copy of a result? Told without putting it together: every row asks. */
export function hasResultText(use: Use, { text }: Result): boolean {
  return text.trim() !== '' || kindOfTool(use.name) === 'edit';
}

/**
 * What a tool gave back, as its row shows it: what a command printed, the lines of a file without their numbers, the diff of an
 * edit, an agent's report; else the text that the model was given. Empty where there is no text.
 */
export function resultText(use: Use, result: Result): string {
  switch (kindOfTool(use.name)) {
    case 'command': {
      const { stdout, stderr } = commandOutputOf(result);
      return [stdout, stderr].filter((part) => part.trim() !== '').join('\n');
    }
    case 'read':
      return filePieceOf(result)?.code || outputText(result);
    case 'edit': {
      const diff = result.isError ? null : diffOfTool(use.input, result.structured);
      return diff === null ? outputText(result) : diff.map(diffText).join('\n');
    }
    case 'agent':
      return result.isError ? outputText(result) : reportOf(result) || outputText(result);
    default:
      return outputText(result);
  }
}

/** The text of a result without terminal codes, JSON with a line for each part. */
export function outputText({ text }: Pick<Result, 'text'>): string {
  const plain = plainText(text);
  return plain.trim() === '' ? '' : (prettyJson(plain) ?? plain);
}

const diffText = ({ sign, text }: DiffLine): string => (sign === '@' ? text : `${sign}${text}`);

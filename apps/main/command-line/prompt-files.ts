import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { maxPromptBytes } from '../../shared/models/task.ts';

/** A prompt, and the name to show for it. */
export interface PromptFile {
  readonly name: string;
  readonly prompt: string;
}

export interface PromptFiles {
  readonly files: readonly PromptFile[];
  /** One sentence for each file that cannot be a prompt. */
  readonly complaints: readonly string[];
}

/**
 * Reads the prompts of a run, all of them before anything is started.
 * @param paths in the person's words; `-` is standard input
 * @param readStandardInput reads it to its end
 */
export async function readPromptFiles(
  paths: readonly string[],
  readStandardInput: () => Promise<Buffer>,
): Promise<PromptFiles> {
  const files: PromptFile[] = [];
  const complaints: string[] = [];
  if (paths.filter((path) => path === '-').length > 1) complaints.push('Standard input ("-") can be read only once.');
  else {
    for (const path of paths) {
      const read = path === '-' ? await readStandardInput() : await readOne(path);
      const checked = typeof read === 'string' ? read : toPrompt(path, read);
      if (typeof checked === 'string') complaints.push(checked);
      else files.push(checked);
    }
  }
  return { files, complaints };
}

/** @returns the contents, or what is wrong */
async function readOne(path: string): Promise<Buffer | string> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) return `${path} is a folder: name the files in it.`;
    if (found.size > maxPromptBytes) return tooLong(path);
    return await readFile(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    const reasons: Readonly<Record<string, string>> = {
      ENOENT: 'does not exist',
      EACCES: 'may not be read by you',
    };
    return `${path} ${reasons[code] ?? `cannot be read (${code})`}.`;
  }
}

/** @returns the prompt, or what is wrong */
function toPrompt(path: string, contents: Buffer): PromptFile | string {
  const name = path === '-' ? 'standard input' : basename(path);
  if (contents.length > maxPromptBytes) return tooLong(name);
  let prompt: string;
  try {
    prompt = new TextDecoder('utf-8', { fatal: true }).decode(contents);
  } catch {
    return `${name} is not text in UTF-8.`;
  }
  if (prompt.includes('\0')) return `${name} is not text: it holds zero bytes.`;
  if (prompt.trim() === '') return `${name} is empty.`;
  return { name, prompt };
}

function tooLong(name: string): string {
  return `${name} is longer than a prompt may be (${maxPromptBytes / 1024 / 1024} MB).`;
}

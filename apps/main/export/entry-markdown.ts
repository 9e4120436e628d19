import type { Entry, EntryOf } from '../../shared/models/entry.ts';
import type { Json } from '../../shared/models/json.ts';

/** An entry of a transcript as Markdown, with a blank line at its end; what a subagent did is quoted. Never a picture. */
export function entryMarkdown(entry: Entry): string {
  const text = bodyOf(entry);
  if (text === '') return '';
  const isBelow = 'parentToolUseId' in entry && entry.parentToolUseId !== null;
  return `${isBelow ? text.replace(/^/gm, '> ') : text}\n\n`;
}

function bodyOf(entry: Entry): string {
  switch (entry.kind) {
    case 'prompt':
      return promptBody(entry);
    case 'text':
      return entry.text;
    case 'thinking':
      return `<details><summary>Thinking</summary>\n\n${entry.text}\n\n</details>`;
    case 'toolUse':
      return toolBody(entry);
    case 'toolResult': {
      const pictures = entry.images.map(() => '*A picture*').join('\n\n');
      const output = entry.text === '' ? '' : fence('', entry.text);
      return [entry.isError ? '*Failed*' : '', output, pictures].filter((part) => part !== '').join('\n\n');
    }
    case 'outcome': {
      const cost = `$${entry.usage.costUsd.toFixed(4)}`;
      const line = `*${entry.status}, ${(entry.durationMs / 1000).toFixed(1)} s, ${cost}*`;
      const told = [entry.text ?? '', entry.problem?.message ?? ''].filter((part) => part !== '');
      return [...told, line, '---'].join('\n\n');
    }
    case 'notice':
      return entry.text === '' ? '' : `*${entry.text.trim().replace(/\s*\n\s*/g, ' ')}*`;
    case 'unknown':
      return `*${entry.type}*\n\n${fence('json', toJson(entry.raw))}`;
  }
}

function promptBody({ at, text, attachments }: EntryOf<'prompt'>): string {
  const files = attachments.map(({ name }) => `- ${name}`).join('\n');
  return [`## ${new Date(at).toISOString()}`, text, files].filter((part) => part !== '').join('\n\n');
}

function toolBody({ name, input }: EntryOf<'toolUse'>): string {
  const { command, file_path: path } = input;
  if (typeof command === 'string') return `**${name}**\n\n${fence('bash', command)}`;
  const about = typeof path === 'string' ? ` \`${path.replaceAll('`', "'")}\`` : '';
  const rest = Object.fromEntries(Object.entries(input).filter(([field]) => field !== 'file_path' || about === ''));
  const given = Object.keys(rest).length === 0 ? '' : `\n\n${fence('json', toJson(rest))}`;
  return `**${name}**${about}${given}`;
}

/** What an agent sends may be nested deeper than can be written. */
function toJson(value: Json): string {
  try {
    return JSON.stringify(value, null, 2);
  } catch {
    return '"[too deep]"';
  }
}

/** A fence that is longer than any in the text. */
function fence(language: string, text: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const mark = '`'.repeat(longest + 1);
  return `${mark}${language}\n${text.replace(/\n$/, '')}\n${mark}`;
}

import type { TFunction } from 'i18next';
import type { EntryOf } from '../../../../shared/models/entry.ts';
import { formatCount } from '../../../components/format.ts';
import { countChanges, diffOfTool } from '../diff-lines.ts';
import { todosOf } from './checklist.ts';
import { objectOf, textOf } from './json-parts.ts';
import { answersOf } from './question-answers.ts';
import type { ToolKind } from './tool-kind.ts';
import { commandOutputOf, filePieceOf, searchOutputOf } from './tool-output.ts';
import { hostOf, pagesOf, statusOfFetch } from './web-output.ts';

/** Something short about a tool's use that is worth knowing before it is unfolded. */
export interface Fact {
  readonly text: string;
  readonly tone?: 'good' | 'bad' | 'ask';
  /** In full, where the text is only a sign and a number. */
  readonly name?: string;
}

interface Use {
  readonly kind: ToolKind;
  readonly use: EntryOf<'toolUse'>;
  readonly result: EntryOf<'toolResult'> | null;
}

/** What stands beside a tool's line: how a command ended, which lines were read, how much was changed or found. */
export function factsOf(about: Use, t: TFunction): readonly Fact[] {
  const facts = factsOfKind(about, t);
  const failed = about.result?.isError === true && !facts.some(({ tone }) => tone === 'bad');
  return failed ? [...facts, { text: t('transcript.failedTool'), tone: 'bad' }] : facts;
}

function factsOfKind({ kind, use, result }: Use, t: TFunction): readonly Fact[] {
  switch (kind) {
    case 'command':
      return result === null ? [] : commandFacts(result, t);
    case 'read':
      return result === null ? [] : readFacts(result, t);
    case 'edit':
      return editFacts(use, result, t);
    case 'search':
      return result === null ? [] : searchFacts(result, t);
    case 'fetch': {
      const status = statusOfFetch(result?.structured ?? null);
      const host = hostOf(textOf(use.input['url']));
      return [...(host === '' ? [] : [{ text: host }]), ...(/^$|^2/.test(status) ? [] : [{ text: status }])];
    }
    case 'webSearch':
      return result === null || result.isError
        ? []
        : [{ text: t('transcript.pages', { count: pagesOf(result).length }) }];
    case 'todos': {
      const todos = todosOf(use.input, result?.structured ?? null);
      const done = todos.filter(({ status }) => status === 'completed').length;
      return todos.length === 0 ? [] : [{ text: t('transcript.todosDone', { done, total: todos.length }) }];
    }
    case 'task': {
      const status = textOf(use.input['status']);
      const words = {
        pending: t('transcript.todo.pending'),
        in_progress: t('transcript.todo.underWay'),
        completed: t('transcript.todo.completed'),
      };
      return status in words ? [{ text: words[status as keyof typeof words] }] : [];
    }
    case 'question': {
      const answers = answersOf(use.input, result?.structured ?? null).flatMap(({ answer }) =>
        answer === '' ? [] : [answer],
      );
      return answers.length === 0 ? [] : [{ text: answers.join(' · '), tone: 'good' }];
    }
    case 'plan':
      return planFacts(result, t);
    default:
      return [];
  }
}

function commandFacts(result: EntryOf<'toolResult'>, t: TFunction): readonly Fact[] {
  const { exitCode, interrupted, inBackground } = commandOutputOf(result);
  if (exitCode !== null) return [{ text: t('transcript.exitCode', { code: exitCode }), tone: 'bad' }];
  if (inBackground) return [{ text: t('transcript.inBackground') }];
  return interrupted ? [{ text: t('transcript.interrupted'), tone: 'ask' }] : [];
}

function readFacts(result: EntryOf<'toolResult'>, t: TFunction): readonly Fact[] {
  if (result.images.length > 0) return [{ text: t('transcript.picture') }];
  const piece = filePieceOf(result);
  if (piece === null || piece.lines === 0) return [];
  const { firstLine, lines, total } = piece;
  const isWhole = firstLine === 1 && (total === null || total <= lines + 1);
  if (isWhole) return [{ text: t('transcript.lines', { count: lines }) }];
  const range = { from: firstLine, to: firstLine + lines - 1 };
  return [{ text: total === null ? t('transcript.range', range) : t('transcript.rangeOf', { ...range, total }) }];
}

function editFacts(use: EntryOf<'toolUse'>, result: Use['result'], t: TFunction): readonly Fact[] {
  const structured = result?.structured ?? null;
  const lines = diffOfTool(use.input, structured);
  if (lines === null || result?.isError === true) return [];
  const { added, removed } = countChanges(lines);
  const isNew = objectOf(structured)['type'] === 'create';
  return [
    ...(isNew ? [{ text: t('transcript.newFile') }] : []),
    ...(added === 0 ? [] : [changed(`+${added}`, 'good', t('transcript.linesAdded', { count: added }))]),
    ...(removed === 0 ? [] : [changed(`−${removed}`, 'bad', t('transcript.linesRemoved', { count: removed }))]),
  ];
}

const changed = (text: string, tone: 'good' | 'bad', name: string): Fact => ({ text, tone, name });

function searchFacts(result: EntryOf<'toolResult'>, t: TFunction): readonly Fact[] {
  const found = searchOutputOf(result);
  if (found === null) return [];
  const told = { count: found.count, shown: `${formatCount(found.count)}${found.truncated ? '+' : ''}` };
  return [{ text: found.unit === 'files' ? t('transcript.files', told) : t('transcript.hits', told) }];
}

function planFacts(result: Use['result'], t: TFunction): readonly Fact[] {
  if (result === null) return [];
  if (result.isError) return [{ text: t('transcript.planRefused'), tone: 'bad' }];
  const edited = objectOf(result.structured)['planWasEdited'] === true;
  return [{ text: edited ? t('transcript.planChanged') : t('transcript.planApproved'), tone: 'good' }];
}

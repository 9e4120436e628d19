import { randomUUID } from 'node:crypto';
import type { Instance } from '../../../shared/models/instance.ts';
import type { RuleFile, RuleScope, StandingRule } from '../../../shared/models/permission-rule.ts';
import { problem } from '../../../shared/models/problem-words.ts';
import { fail, ok, type Result } from '../../../shared/models/problem.ts';
import { withItem, withoutItem } from './json-list.ts';
import { markOf, pathOfList, readRules, withoutMark } from './read-rules.ts';
import { rulePlaces, type RulePlace, type Surroundings } from './rule-places.ts';
import { readSettingsFile, replaceSettingsFile, type SettingsText } from './settings-file.ts';

/** What was taken back, so that it can be put back. */
interface Undo extends StandingRule {
  readonly path: string;
  readonly index: number;
  readonly before: string;
  readonly after: string;
}

/** So many files are looked at for one list, so many at the same time, and so much text of rules is given. */
const limits = { files: 1000, atOnce: 8, characters: 8_000_000 };
const keptUndos = 100;

/**
 * The rules in the CLI's settings files. They belong to the CLI, to the person and to the project: a file is changed by the
 * one rule that somebody takes back and in nothing else, and only files of instances are ever touched.
 */
export class PermissionRules {
  readonly #surroundings: Surroundings;
  readonly #undos = new Map<string, Undo>();
  #writing: Promise<unknown> = Promise.resolve();

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
  }

  /**
   * What stands in the settings of these instances. Files that say nothing about permissions are left out.
   * @returns the files, and how many were not looked at because there are too many
   */
  async list(
    instances: readonly Instance[],
  ): Promise<{ readonly files: readonly RuleFile[]; readonly leftOut: number }> {
    const places = rulePlaces(instances, this.#surroundings);
    const files: RuleFile[] = [];
    let room = limits.characters;
    let looked = 0;
    while (looked < Math.min(places.length, limits.files) && room > 0) {
      const some = places.slice(looked, looked + limits.atOnce);
      const found = (await Promise.all(some.map(readPlace))).flatMap((file) => file ?? []);
      files.push(...found);
      room -= found.flatMap(({ rules }) => rules).reduce((sum, { text }) => sum + text.length, 0);
      looked += some.length;
    }
    return { files, leftOut: places.length - looked };
  }

  /**
   * Takes a rule out of a file of an instance, and leaves everything else in it as it is.
   * @returns by what it can be put back; `rules.gone` when it does not stand there
   */
  takeBack(
    instance: Instance,
    scope: RuleScope,
    { list, text }: StandingRule,
  ): Promise<Result<{ readonly undoId: string }>> {
    const place = rulePlaces([instance], this.#surroundings).find((one) => one.scope === scope);
    if (place === undefined) return Promise.resolve(fail(problem('rules.gone', { path: instance.directory })));
    const { path } = place;
    return this.#inTurn(async () => {
      const read = await readKnown(path);
      if (!read.ok) return read;
      const rest = withoutItem(withoutMark(read.value.text), pathOfList(list), text);
      if (rest === null) return fail(problem('rules.gone', { path }));
      const after = markOf(read.value.text) + rest.text;
      const written = await replaceSettingsFile(path, read.value, after);
      if (!written.ok) return written;
      return ok({ undoId: this.#keep({ path, list, text, index: rest.index, before: read.value.text, after }) });
    });
  }

  /** Puts back what was taken back: the file as it was, or, where it has changed since, the rule where it stood. */
  putBack(undoId: string): Promise<Result<Readonly<Record<string, never>>>> {
    return this.#inTurn(async () => {
      const undo = this.#undos.get(undoId);
      if (undo === undefined) return fail(problem('rules.undoOver'));
      const { path, list, text, index, before, after } = undo;
      const read = await readKnown(path);
      if (!read.ok) return read;
      const now = read.value.text;
      const next = now === after ? before : markOf(now) + withItem(withoutMark(now), pathOfList(list), text, index);
      const written = await replaceSettingsFile(path, read.value, next);
      if (!written.ok) return written;
      this.#undos.delete(undoId);
      return ok({});
    });
  }

  /** One change after the other: two of one file at the same time would each take the other's for a stranger's. */
  #inTurn<T>(change: () => Promise<T>): Promise<T> {
    const done = this.#writing.then(change);
    this.#writing = done.catch(() => undefined);
    return done;
  }

  #keep(undo: Undo): string {
    const id = randomUUID();
    this.#undos.set(id, undo);
    for (const oldest of this.#undos.keys()) {
      if (this.#undos.size <= keptUndos) break;
      this.#undos.delete(oldest);
    }
    return id;
  }
}

/** A file that is to be changed: it has to be there, and to be understood. */
async function readKnown(path: string): Promise<Result<SettingsText>> {
  const read = await readSettingsFile(path);
  if (!read.ok) return read;
  if (read.value === null) return fail(problem('rules.gone', { path }));
  const understood = readRules(read.value.text, path);
  return understood.ok ? ok(read.value) : understood;
}

async function readPlace(place: RulePlace): Promise<RuleFile | null> {
  const read = await readSettingsFile(place.path);
  const nothing = { ...place, linkedTo: null, rules: [], defaultMode: null };
  if (!read.ok) return { ...nothing, problem: read.problem };
  if (read.value === null) return null;
  const { realPath, text } = read.value;
  const linkedTo = realPath === place.path ? null : realPath;
  const understood = readRules(text, place.path);
  if (!understood.ok) return { ...nothing, linkedTo, problem: understood.problem };
  const { rules, defaultMode } = understood.value;
  return rules.length === 0 && defaultMode === null ? null : { ...place, linkedTo, rules, defaultMode, problem: null };
}

import type { Entry } from '../../shared/models/entry.ts';
import type { Instance } from '../../shared/models/instance.ts';
import { problem } from '../../shared/models/problem-words.ts';
import { fail, ok, type Result } from '../../shared/models/problem.ts';
import { exportFrame, type ExportFormat } from '../../shared/models/transcript-export.ts';
import { redactJson } from '../logging/redact-json.ts';
import { redactText } from '../logging/redact.ts';
import { secretValues } from '../logging/secret-names.ts';
import type { TranscriptRepository } from '../persistence/repositories/transcript-repository.ts';
import { entryMarkdown } from './entry-markdown.ts';
import { replaceFile } from '../files/replace-file.ts';

/** So many entries are written at once: others want the tower too. */
const pieceSize = 200;

export interface ExportPiece {
  readonly text: string;
  /** Asks for the piece before this one; null when it is the first. */
  readonly before: number | null;
}

/** Whose transcript it is. */
export type Exported = Pick<Instance, 'id' | 'name' | 'directory' | 'environment'>;

export interface TranscriptExporterOptions {
  readonly pages: Pick<TranscriptRepository, 'page'>;
  /** The tower's own environment. What looks like a secret in it, or in the instance's, does not leave. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Makes of a transcript something that can be taken along: without secrets, and without pictures. */
export class TranscriptExporter {
  readonly #pages: TranscriptExporterOptions['pages'];
  readonly #secrets: readonly string[];

  constructor({ pages, environment }: TranscriptExporterOptions) {
    this.#pages = pages;
    this.#secrets = secretValues(environment);
  }

  /** The entries before a number, or the last ones. */
  piece(instance: Exported, format: ExportFormat, before: number | undefined): ExportPiece {
    const { entries, atStart } = this.#page(instance.id, before);
    const secrets = [...this.#secrets, ...secretValues(instance.environment)];
    const text =
      format === 'markdown'
        ? redactText(entries.map(({ entry }) => entryMarkdown(entry)).join(''), secrets)
        : entries.map(({ entry }) => JSON.stringify(redactJson(withoutPictures(entry), secrets))).join(',\n');
    return { text, before: atStart ? null : (entries[0]?.seq ?? null) };
  }

  /** Writes a whole transcript, oldest first; never more than a piece of it is held. What fails leaves an older file as it was. */
  async toFile(instance: Exported, format: ExportFormat, path: string): Promise<Result<null>> {
    const { head, between, tail } = exportFrame(format, { name: instance.name, directory: instance.directory });
    try {
      await replaceFile(path, async (file) => {
        await file.writeFile(head);
        let isFirst = true;
        for (const before of this.#bounds(instance.id)) {
          const { text } = this.piece(instance, format, before);
          if (text === '') continue;
          await file.writeFile(isFirst ? text : between + text);
          isFirst = false;
        }
        await file.writeFile(tail);
      });
      return ok(null);
    } catch (error) {
      return fail(problem('export.failed', { path }, error instanceof Error ? error.message : String(error)));
    }
  }

  /** Where the pieces end, oldest first. */
  #bounds(instanceId: string): readonly number[] {
    const bounds: number[] = [];
    let before: number | undefined = Number.MAX_SAFE_INTEGER;
    while (before !== undefined) {
      bounds.push(before);
      const { entries, atStart } = this.#page(instanceId, before);
      before = atStart ? undefined : entries[0]?.seq;
    }
    return bounds.reverse();
  }

  #page(instanceId: string, before: number | undefined) {
    return this.#pages.page({ instanceId, before, limit: pieceSize });
  }
}

function withoutPictures(entry: Entry): unknown {
  if (entry.kind !== 'toolResult' || entry.images.length === 0) return entry;
  const images = entry.images.map(({ mediaType, data }) => ({ mediaType, characters: data.length }));
  // The CLI's own form of it holds the picture once more.
  return { ...entry, images, structured: null };
}

import { entryContains } from '../../shared/models/entry-text.ts';
import { part } from '../../shared/models/problem-parts.ts';
import { problem } from '../../shared/models/problem-words.ts';
import { fail, ok } from '../../shared/models/problem.ts';
import { exportName } from '../../shared/models/transcript-export.ts';
import type { EventBus } from '../events/event-bus.ts';
import type { TranscriptExporter } from '../export/transcript-exporter.ts';
import type { Handlers } from '../gateway/handlers.ts';
import type { InstanceRecords } from '../orchestrator/instance-records.ts';
import type { Database } from '../persistence/database.ts';

export interface TranscriptCallsOptions {
  readonly bus: Pick<EventBus, 'flush'>;
  readonly database: Pick<Database, 'transcript'>;
  readonly records: Pick<InstanceRecords, 'find'>;
  readonly exporter: Pick<TranscriptExporter, 'piece' | 'toFile'>;
  /** Asks for the file to save in; null when that was cancelled. @param suggested its name */
  readonly chooseSaveFile: (suggested: string) => Promise<string | null>;
}

export type TranscriptCalls = Pick<
  Handlers,
  'transcript.page' | 'transcript.entry' | 'transcript.find' | 'transcript.export' | 'host.saveTranscript'
>;

/** So many entries one call looks through: it must not hold the tower up. */
const lookedThrough = 400;

/** What is read from transcripts. */
export function transcriptCalls(options: TranscriptCallsOptions): TranscriptCalls {
  const { bus, database, records, exporter } = options;
  return {
    'transcript.page': (query) => {
      bus.flush();
      return ok(database.transcript.page(query));
    },
    'transcript.entry': ({ seq }) => {
      const entry = database.transcript.entry(seq);
      return entry === null ? fail(problem('input.invalid', { what: part('noEntry') })) : ok({ entry });
    },
    'transcript.find': ({ instanceId, text, before }) => {
      const known = records.find(instanceId);
      if (!known.ok) return known;
      bus.flush();
      const { entries, atStart } = database.transcript.page({ instanceId, before, limit: lookedThrough });
      const wanted = text.toLowerCase();
      const found = entries.filter(({ entry }) => entryContains(entry, wanted));
      return ok({
        found: found.map(({ seq, entry }) => ({ seq, toolUseId: 'toolUseId' in entry ? entry.toolUseId : null })),
        before: atStart ? null : (entries[0]?.seq ?? null),
      });
    },
    'transcript.export': ({ instanceId, format, before }) => {
      const known = records.find(instanceId);
      if (!known.ok) return known;
      bus.flush();
      return ok(exporter.piece(known.value, format, before));
    },
    'host.saveTranscript': async ({ instanceId, format }) => {
      const known = records.find(instanceId);
      if (!known.ok) return known;
      const name = exportName(known.value.name, format, new Date().toISOString().slice(0, 10));
      const path = await options.chooseSaveFile(name);
      if (path === null) return ok({ path });
      bus.flush();
      const saved = await exporter.toFile(known.value, format, path);
      return saved.ok ? ok({ path }) : saved;
    },
  };
}

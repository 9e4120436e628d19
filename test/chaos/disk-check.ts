import { z } from 'zod';
import { connect } from '../../apps/main/persistence/sqlite.ts';
import { instanceSchema } from '../../apps/shared/models/instance.ts';
import { requestSchema } from '../../apps/shared/models/request.ts';
import { settingsSchema } from '../../apps/shared/models/settings.ts';
import { taskSchema } from '../../apps/shared/models/task.ts';
import { towerStateSchema } from '../../apps/shared/models/tower.ts';
import { turnSchema } from '../../apps/shared/models/turn.ts';
import type { Stored } from '../support/agreement.ts';
import { statusSteps } from '../support/status-steps.ts';
import type { StoredWords } from './acknowledged.ts';

const promptSchema = z.object({ task_id: z.string(), text: z.string() });

/** Reads what `readStored` leaves out. @param file the database */
export function readWords(file: string): StoredWords & { readonly integrity: readonly string[] } {
  const sqlite = connect(file, 'read');
  const one = (table: string): unknown => {
    const text = sqlite.prepare<[], string>(`SELECT data FROM ${table} WHERE id = 1`).pluck().get();
    return text === undefined ? undefined : JSON.parse(text);
  };
  try {
    const rows = z.array(promptSchema).parse(sqlite.prepare('SELECT task_id, text FROM prompts').all());
    const checked = z.array(z.object({ integrity_check: z.string() })).parse(sqlite.pragma('integrity_check'));
    return {
      prompts: new Map(rows.map((row) => [row.task_id, row.text])),
      towerPaused: towerStateSchema.safeParse(one('tower_state')).data?.paused ?? false,
      maxRunning: settingsSchema.safeParse(one('settings')).data?.maxRunning ?? null,
      integrity: checked.map((row) => row.integrity_check).filter((text) => text !== 'ok'),
    };
  } finally {
    sqlite.close();
  }
}

/** Records that are none: a status that does not exist, a field that is missing. */
export function illegalRecords(stored: Stored): readonly string[] {
  const of = (what: string, schema: z.ZodType, records: readonly { readonly id: string }[]): string[] =>
    records.flatMap((record) => {
      const parsed = schema.safeParse(record);
      return parsed.success ? [] : [`${what} ${record.id} is no ${what}: ${parsed.error.message.slice(0, 300)}`];
    });
  return [
    ...of('instance', instanceSchema, stored.instances),
    ...of('task', taskSchema, stored.tasks),
    ...of('turn', turnSchema, stored.turns),
    ...of('request', requestSchema, stored.requests),
  ];
}

const steps: Readonly<Record<string, readonly string[]>> = {
  ...statusSteps.task,
  // One that waits in the queue may be changed and moved there.
  queued: [...statusSteps.task.queued, 'queued'],
};

/** Tasks that went from one status to another that cannot follow it. */
export function illegalSteps({ events }: Stored): readonly string[] {
  const last = new Map<string, string>();
  return events.flatMap((event) => {
    if (!('task' in event.data)) return [];
    const { id, status } = event.data.task;
    const before = last.get(id);
    last.set(id, status);
    const legal = before === undefined ? status === 'queued' : steps[before]?.includes(status) === true;
    return legal ? [] : [`task ${id} went from ${before ?? 'nothing'} to ${status} (event ${event.seq})`];
  });
}

import { attachmentSchema, type Attachment } from '../../../shared/models/task.ts';
import type { Sqlite } from '../sqlite.ts';
import { StoredRows, type BadRowListener, type JsonRow } from '../stored-rows.ts';

/** An attachment with the bytes of its file. */
export interface StoredAttachment {
  readonly attachment: Attachment;
  readonly data: Uint8Array;
}

interface AttachmentRow extends JsonRow {
  readonly content: Uint8Array;
}

/**
 * Whole prompts and their attachments, by task. Writing is meant for the `also` of an event's writing, so that a task and
 * its prompt are stored together or not at all; what SQLite throws is caught there.
 */
export class PromptRepository {
  readonly #attachments: StoredRows<Attachment>;
  readonly #savePrompt;
  readonly #saveAttachment;
  readonly #removeAttachments;
  readonly #update;
  readonly #text;
  readonly #ofTask;
  readonly #one;

  constructor(sqlite: Sqlite, onBadRow: BadRowListener) {
    this.#attachments = new StoredRows('attachments', attachmentSchema, onBadRow);
    this.#savePrompt = sqlite.prepare<[string, string]>(
      'INSERT INTO prompts (task_id, text) VALUES (?, ?) ON CONFLICT (task_id) DO UPDATE SET text = excluded.text',
    );
    this.#removeAttachments = sqlite.prepare<[string]>('DELETE FROM attachments WHERE task_id = ?');
    this.#saveAttachment = sqlite.prepare<[string, string, number, string, Uint8Array]>(
      'INSERT INTO attachments (id, task_id, position, data, content) VALUES (?, ?, ?, ?, ?)',
    );
    this.#update = sqlite.prepare<[string, string]>('UPDATE prompts SET text = ? WHERE task_id = ?');
    this.#text = sqlite.prepare<[string], string>('SELECT text FROM prompts WHERE task_id = ?').pluck();
    this.#ofTask = sqlite.prepare<[string], AttachmentRow>(
      'SELECT id, data, content FROM attachments WHERE task_id = ? ORDER BY position',
    );
    this.#one = sqlite.prepare<[string], AttachmentRow>('SELECT id, data, content FROM attachments WHERE id = ?');
  }

  /** Stores a task's prompt and attachments in place of any that it had. @throws an error of SQLite */
  save(taskId: string, text: string, attachments: readonly StoredAttachment[]): void {
    this.#savePrompt.run(taskId, text);
    this.#removeAttachments.run(taskId);
    for (const [position, { attachment, data }] of attachments.entries()) {
      this.#saveAttachment.run(attachment.id, taskId, position, JSON.stringify(attachment), data);
    }
  }

  /** Replaces the text of a prompt and leaves its attachments. @throws an error of SQLite */
  update(taskId: string, text: string): void {
    this.#update.run(text, taskId);
  }

  /** Null if the task has no prompt. */
  text(taskId: string): string | null {
    return this.#text.get(taskId) ?? null;
  }

  /** In the order in which they were given. */
  attachments(taskId: string): StoredAttachment[] {
    return this.#ofTask.all(taskId).flatMap((row) => this.#read(row) ?? []);
  }

  /** @param id the attachment's own; null if there is none. */
  attachment(id: string): StoredAttachment | null {
    const row = this.#one.get(id);
    return row === undefined ? null : this.#read(row);
  }

  #read(row: AttachmentRow): StoredAttachment | null {
    const attachment = this.#attachments.one(row);
    return attachment === null ? null : { attachment, data: row.content };
  }
}

import type { JsonObject } from '../../shared/models/json.ts';
import { numberOf, objectOf, objectsOf, promptUuidsOf, textOf } from './fields.ts';
import type { CliMessage } from './messages.ts';

/** Subtypes that say nothing which another message does not say better. */
const quietSubtypes: ReadonlySet<string> = new Set([
  'thinking_tokens',
  'task_progress',
  'hook_started',
  'hook_response',
  'ui_invalidate',
  'session_title_changed',
]);

/** Statuses of a background task that end it. */
const endedStatuses: ReadonlySet<string> = new Set(['completed', 'failed', 'stopped', 'killed']);

/** Reads a `system` event. @returns null for a subtype that we do not know */
export function parseSystemMessage(value: JsonObject): CliMessage | null {
  const subtype = textOf(value, 'subtype') ?? '';
  switch (subtype) {
    case 'init':
      return {
        kind: 'init',
        init: {
          sessionId: textOf(value, 'session_id'),
          model: textOf(value, 'model'),
          permissionMode: textOf(value, 'permissionMode'),
          version: textOf(value, 'claude_code_version'),
          promptUuids: promptUuidsOf(value),
        },
      };
    case 'session_state_changed':
      return { kind: 'sessionState', state: textOf(value, 'state') ?? '' };
    case 'status':
      return { kind: 'status', status: textOf(value, 'status'), permissionMode: textOf(value, 'permissionMode') };
    case 'api_retry':
      return {
        kind: 'retry',
        retry: {
          attempt: numberOf(value, 'attempt') ?? 1,
          attempts: numberOf(value, 'max_retries') ?? 0,
          delayMs: numberOf(value, 'retry_delay_ms') ?? 0,
          status: numberOf(value, 'error_status'),
          error: textOf(value, 'error') ?? 'unknown',
        },
      };
    case 'permission_denied':
      return {
        kind: 'permissionDenied',
        toolName: textOf(value, 'tool_name') ?? '',
        message: textOf(value, 'message') ?? '',
      };
    case 'model_fallback':
      return {
        kind: 'modelFallback',
        from: textOf(value, 'original_model') ?? '',
        to: textOf(value, 'fallback_model') ?? '',
      };
    default:
      return parseBackground(subtype, value) ?? (quietSubtypes.has(subtype) ? { kind: 'quiet', type: subtype } : null);
  }
}

function parseBackground(subtype: string, value: JsonObject): CliMessage | null {
  if (subtype === 'background_tasks_changed') {
    const taskIds = objectsOf(value, 'tasks').flatMap((task) => textOf(task, 'task_id') ?? []);
    return { kind: 'background', change: { kind: 'all', taskIds } };
  }
  const taskId = textOf(value, 'task_id');
  if (taskId === null) return null;
  if (subtype === 'task_started') return { kind: 'background', change: { kind: 'started', taskId } };
  if (subtype === 'task_notification' || subtype === 'task_updated') {
    const status = textOf(value, 'status') ?? textOf(objectOf(value, 'patch') ?? {}, 'status') ?? '';
    if (!endedStatuses.has(status)) return { kind: 'quiet', type: subtype };
    return { kind: 'background', change: { kind: 'ended', taskId, status, summary: textOf(value, 'summary') ?? '' } };
  }
  return null;
}

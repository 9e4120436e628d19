import type { Json, JsonObject } from '../../shared/models/json.ts';

/**
 * Careful reading of what the CLI prints. Its shapes change weekly, so every field may be absent or of another kind; a
 * reader answers null then, and nothing is ever assumed.
 */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function textOf(object: JsonObject, key: string): string | null {
  const value = object[key];
  return typeof value === 'string' ? value : null;
}

export function numberOf(object: JsonObject, key: string): number | null {
  const value = object[key];
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

export function flagOf(object: JsonObject, key: string): boolean {
  return object[key] === true;
}

export function objectOf(object: JsonObject, key: string): JsonObject | null {
  const value = object[key];
  return isObject(value) ? value : null;
}

export function listOf(object: JsonObject, key: string): readonly Json[] {
  const value = object[key];
  return isList(value) ? value : [];
}

export function objectsOf(object: JsonObject, key: string): readonly JsonObject[] {
  return listOf(object, key).filter(isObject);
}

export function textsOf(object: JsonObject, key: string): readonly string[] {
  return listOf(object, key).filter((item) => typeof item === 'string');
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** The prompts that an event belongs to; null when the CLI does not say (protocol versions before 2.1.330). */
export function promptUuidsOf(value: JsonObject): readonly string[] | null {
  return 'user_message_uuids' in value ? textsOf(value, 'user_message_uuids') : null;
}

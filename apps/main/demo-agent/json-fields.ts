import type { Json, JsonObject } from '../../shared/models/json.ts';

export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @returns the field's text, or null when it is not there or is no text */
export function textIn(value: JsonObject, name: string): string | null {
  const field = value[name];
  return typeof field === 'string' ? field : null;
}

export function objectIn(value: JsonObject, name: string): JsonObject | null {
  const field = value[name];
  return isJsonObject(field) ? field : null;
}

/** @returns the field's elements; none when it is no list */
export function listIn(value: JsonObject, name: string): readonly Json[] {
  const field: Json | undefined = value[name];
  return Array.isArray(field) ? (field as readonly Json[]) : [];
}

import { redactText } from './redact.ts';
import { isSecretName } from './secret-names.ts';

const hidden = '[redacted]';
/** Deeper values are left out: what an agent sends may be nested without end. */
const deepest = 200;

/** Takes the secrets out of JSON of any length: by the names of its fields, and out of its texts. */
export function redactJson(value: unknown, secrets: readonly string[], depth = 0): unknown {
  if (typeof value === 'string') return redactText(value, secrets);
  if (typeof value !== 'object' || value === null) return value;
  if (depth > deepest) return '[deeper]';
  if (Array.isArray(value)) return value.map((item: unknown) => redactJson(item, secrets, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, field]: [string, unknown]) => {
      const isText = typeof field === 'string' || typeof field === 'number';
      return [name, isText && isSecretName(name) ? hidden : redactJson(field, secrets, depth + 1)];
    }),
  );
}

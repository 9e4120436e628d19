import { isSecretName } from './secret-names.ts';

export interface RedactionPolicy {
  /** Keep what people and agents wrote. */
  readonly contents: boolean;
  /** Values that must not be seen wherever they stand. */
  readonly secrets: readonly string[];
}

const hidden = '[redacted]';
const deepest = 6;
const mostItems = 100;

/** Fields that carry what people and agents wrote, by the names that the contract and the CLI's protocol give them. */
const contentNames = new Set([
  ...['prompt', 'text', 'content', 'contents', 'preview', 'title', 'plan', 'thinking', 'entry', 'delta', 'raw'],
  ...['input', 'updatedInput', 'output', 'result', 'structured', 'stdin', 'stdout', 'answer', 'answers', 'questions'],
  ...['systemPromptAddition', 'line'],
]);

/** Forms that are secrets whatever stands around them. Each is found in one pass: texts may be long. */
const secretForms: readonly (readonly [RegExp, string])[] = [
  [/sk-ant-[\w-]+/g, `sk-ant-${hidden}`],
  [/\bsk-[\w-]{20,}/g, `sk-${hidden}`],
  [/\b(gh[pousr]|github_pat|xox[abprs])[_-][\w-]{10,}/g, `$1_${hidden}`],
  [/\bAKIA[0-9A-Z]{16}\b/g, hidden],
  [/\b(Bearer|Basic)\s+[\w.~+/=-]+/gi, `$1 ${hidden}`],
  [/:\/\/[^\s/@:]{1,256}:[^\s/@]{1,256}@/g, `://${hidden}@`],
  [/-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[^-]*(-----END [A-Z ]{0,30}PRIVATE KEY-----)?/g, hidden],
];
/** The beginning of `name=value`, `name: value` and `"name":"value"`, and what may follow it. */
const assignedName = /(?<![\w-])([A-Za-z_][\w-]{0,80})\\?["']?\s{0,4}[=:]\s{0,4}(\\?["'])?/g;
const quotedValue = /[^"'\\]*/y;
const bareValue = /[^\s,;&"'}\\]+/y;

/** Takes the secrets out of a text. */
export function redactText(text: string, secrets: readonly string[]): string {
  let clean = text;
  for (const secret of secrets) if (secret !== '') clean = clean.replaceAll(secret, hidden);
  for (const [form, replacement] of secretForms) clean = clean.replace(form, replacement);
  return redactAssignments(clean);
}

/** Walks from name to name, because what follows an innocent one (`http:`) may hold others. */
function redactAssignments(text: string): string {
  let clean = '';
  let done = 0;
  for (const match of text.matchAll(assignedName)) {
    const [start, name = '', quote] = match;
    if (match.index < done || !isSecretName(name)) continue;
    const valueAt = match.index + start.length;
    const form = quote === undefined ? bareValue : quotedValue;
    form.lastIndex = valueAt;
    const value = form.exec(text)?.[0] ?? '';
    if (value === '' || value.includes(hidden)) continue;
    clean += text.slice(done, valueAt) + hidden;
    done = valueAt + value.length;
  }
  return clean + text.slice(done);
}

/**
 * Makes of any value one that may be written to a log: no secrets, no prompts or answers unless the policy says so, no
 * cycles, of bounded depth and length. Pure.
 */
export function redact(value: unknown, policy: RedactionPolicy): unknown {
  return clean(value, policy, []);
}

function clean(value: unknown, policy: RedactionPolicy, above: readonly object[]): unknown {
  if (typeof value === 'string') return redactText(value, policy.secrets);
  if (typeof value === 'number' || typeof value === 'boolean' || value === null || value === undefined) return value;
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object') return `[${typeof value}]`;
  if (above.includes(value)) return '[above]';
  if (above.length >= deepest) return '[deeper]';
  const path = [...above, value];
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    const kept = items.slice(0, mostItems).map((item) => clean(item, policy, path));
    return items.length > mostItems ? [...kept, `[${String(items.length - mostItems)} more]`] : kept;
  }
  if (ArrayBuffer.isView(value)) return `[${String(value.byteLength)} bytes]`;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '[no date]' : value.toISOString();
  return Object.fromEntries(fieldsOf(value).map(([name, field]) => [name, cleanField(name, field, policy, path)]));
}

function cleanField(name: string, value: unknown, policy: RedactionPolicy, path: readonly object[]): unknown {
  const isFlag = typeof value === 'boolean' || value === null || value === undefined;
  if (isFlag) return value;
  if (isSecretName(name)) return hidden;
  if (!policy.contents && contentNames.has(name)) {
    return typeof value === 'string' ? `[${String(value.length)} characters]` : '[not logged]';
  }
  return clean(value, policy, path);
}

function fieldsOf(value: object): readonly (readonly [string, unknown])[] {
  if (!(value instanceof Error)) return Object.entries(value).slice(0, mostItems);
  const { name, message, stack, cause } = value;
  const own = Object.entries(value).slice(0, mostItems);
  return [
    ['name', name],
    ['message', message],
    ...own,
    ['stack', stack],
    ...(cause ? [['cause', cause] as const] : []),
  ];
}

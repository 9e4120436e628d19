/** A rule of the CLI, taken apart to be read: `Bash(npm test:*)` is the tool `Bash` with `npm test:*`. */
export interface RuleText {
  readonly tool: string;
  /** Null for a rule about every use of the tool. */
  readonly pattern: string | null;
}

/** Takes a rule apart. Within the brackets the CLI writes brackets and backslashes with a backslash before them. */
export function readRuleText(text: string): RuleText {
  const parts = /^([^(]+)\(([^]*)\)$/.exec(text);
  if (parts === null) return { tool: text, pattern: null };
  return { tool: parts[1] ?? '', pattern: (parts[2] ?? '').replace(/\\([\\()])/g, '$1') };
}

/** The first so many characters of a text, where it has more, and a sign that it goes on. */
export const beginningOf = (text: string, length: number): string =>
  text.length > length ? `${text.slice(0, length)}…` : text;

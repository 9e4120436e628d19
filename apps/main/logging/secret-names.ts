const secretWords = new Set([
  ...['token', 'secret', 'password', 'passwd', 'pwd', 'passphrase', 'credential', 'credentials'],
  ...['auth', 'authorization', 'cookie', 'apikey', 'pat', 'jwt'],
]);
const shortest = 6;

/**
 * Does a name look like that of a secret? `ANTHROPIC_API_KEY`, `authToken` and `x-api-key` do; `inputTokens`, `public_key`
 * and a bare `key` do not.
 */
export function isSecretName(name: string): boolean {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .split(/[^A-Za-z0-9]+/)
    .join(' ')
    .toLowerCase()
    .split(' ');
  if (words.some((word) => secretWords.has(word))) return true;
  return words.length > 1 && words.at(-1) === 'key' && words.at(-2) !== 'public';
}

/**
 * The values in an environment that must not be seen, longest first so that none hides within another.
 * @param environment names to values; values too short to be recognised in a text are left out
 */
export function secretValues(environment: Readonly<Record<string, string | undefined>>): string[] {
  const values = new Set<string>();
  for (const [name, value] of Object.entries(environment)) {
    if (value !== undefined && value.length >= shortest && isSecretName(name)) values.add(value);
  }
  return [...values].sort((a, b) => b.length - a.length);
}

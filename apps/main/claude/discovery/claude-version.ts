/**
 * The oldest CLI that the tower starts. The stream-json control protocol on which it relies (initialize, stdio permissions,
 * session states) was recorded and is tested for 2.1 only; 2.0 and older were never seen with it.
 */
export const minimumVersion = '2.1.0';

/** @returns the version in the output of `claude --version`, or null when the output is not Claude Code's */
export function parseClaudeVersion(output: string): string | null {
  return /^(\d+\.\d+\.\d+\S*) \(Claude Code\)/m.exec(output.trim())?.[1] ?? null;
}

/** Is a version like "2.1.197" at least the other? What follows the third number counts for nothing. */
export function isAtLeast(version: string, minimum: string): boolean {
  const parts = version.split('.').map((part) => Number.parseInt(part, 10));
  const needed = minimum.split('.').map((part) => Number.parseInt(part, 10));
  for (const [index, least] of needed.entries()) {
    const part = parts[index] ?? 0;
    if (part !== least) return part > least;
  }
  return true;
}

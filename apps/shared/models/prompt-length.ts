/** The most that a model reads at once today, in tokens. Many read a fifth of it. */
export const largestWindow = 1_000_000;

/**
 * About how many tokens a text takes. Four characters of English or code are a token; of other scripts, each character is
 * about one. Good for telling a long prompt from one that no model can read, and for nothing finer.
 */
export function estimateTokens(text: string): number {
  let ascii = 0;
  for (let index = 0; index < text.length; index += 1) if (text.charCodeAt(index) < 0x80) ascii += 1;
  return Math.ceil(ascii / 4) + (text.length - ascii);
}

/** A count in two digits, for people: 2,600,000. */
export function roughly(count: number): string {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, count))) - 1);
  return (Math.round(count / unit) * unit).toLocaleString('en-US');
}

/** What a formula begins with. A lone dollar is also a price, a variable of a shell and the end of a pattern. */
export type FormulaMark = '$' | '$$' | '\\(' | '\\[';

/** Commands whose braces hold words, not mathematics. */
const wordsInside = /\\(?:text\w*|math[a-z]+|operatorname\*?|mbox|begin|end|tag|label|(?:text)?color)\s*\{[^{}]*\}/g;
const command = /\\[A-Za-z]{2,}/;
const script = /[_^]/;
/** Names of functions that are often written without their backslash. */
const functions =
  /^(?:sin|cos|tan|cot|sec|csc|sinh|cosh|tanh|log|exp|max|min|mod|lim|det|gcd|lcm|dim|ker|arg|inf|sup|deg|sgn)$/;
/** Short words of prose that stand alone. */
const littleWords = /(?:^|\s)(?:is|to|or|of|in|at|by|on|as|be|an|it|we|if|so|no|do|us|vs|my|he|me)(?=\s|$)/i;
/** Classes and borders of regular expressions, and what stands for their groups. */
const pattern = /\\(?:[dwsbnrtDWSB](?![A-Za-z])|\d)|\[\^|\[\w-\w|\(\?/;
const comment = /(?<!\\)%.*$/gm;
/** Of writing systems that stand beside a formula without a blank, and never in one. */
const otherScripts = /[\p{sc=Hangul}\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u;
/** A lone dollar is no beginning for more, in UTF-16 units, nor for more lines. */
const longestInline = 500;
const mostLines = 3;

/**
 * Is this what somebody writes between the marks of a formula? It is asked so that prices, variables, patterns and escaped
 * brackets stay what they are; a formula that is not recognised is only shown as it was written.
 * @param content what stands between the marks
 */
export function looksLikeTex(content: string, mark: FormulaMark): boolean {
  return mark === '$' ? isTex(content, mark) : isTex(content.replace(comment, ''), mark);
}

function isTex(content: string, mark: FormulaMark): boolean {
  if (!/[\p{L}\p{N}]/u.test(content.replace(/\\[A-Za-z]+/g, 'a')) || content.includes('`')) return false;
  if (!isBalanced(content) || pattern.test(content)) return false;
  const bare = content.replace(wordsInside, ' ');
  const hasCommand = command.test(content);
  const hasMarkup = hasCommand || script.test(bare);
  const plain = bare.replace(/\\[A-Za-z]+/g, ' ').replace(/[_^]\s*\{[^{}]*\}/g, ' ');
  if (isProse(plain, hasCommand, hasMarkup)) return false;
  if (mark === '$') return isStrict(content, plain, hasCommand);
  if (mark === '\\(') return hasMarkup || !otherScripts.test(plain);
  // Brackets are escaped to be seen as such: `\[1\]`, `\[ \] to do`.
  if (mark === '\\[') return hasMarkup || (/^\s/.test(content) && /[=+<>≤≥≠]|\s[-*/]\s|\d\s*[-*/]/.test(plain));
  return true;
}

/** Can what was written so far of a formula still become one? @param content what stands behind its first mark */
export function mayBecomeTex(content: string): boolean {
  const whole = content.replace(comment, '').replace(/\\[A-Za-z]+\*?\s*\{[^{}]*$|\\[A-Za-z]*$/, ' ');
  const bare = whole.replace(wordsInside, ' ');
  const plain = bare.replace(/\\[A-Za-z]+/g, ' ').replace(/[_^]\s*\{[^{}]*(?:\}|$)/g, ' ');
  const hasCommand = command.test(content);
  return !isProse(plain, hasCommand, hasCommand || script.test(bare));
}

function isProse(plain: string, hasCommand: boolean, hasMarkup: boolean): boolean {
  const words = (plain.match(/\p{L}{3,}/gu) ?? []).filter((word) => !functions.test(word));
  if (words.length > 0 && !hasMarkup) return true;
  if (/(?:\p{L}{2,}[\s,.;:]+){3,}\p{L}{2,}/u.test(plain)) return true;
  return !hasCommand && (/\p{L}{3,}[,.;:]?\s+\p{L}{3,}/u.test(plain) || littleWords.test(plain));
}

/** What a lone dollar asks for beyond the rest. */
function isStrict(content: string, plain: string, hasCommand: boolean): boolean {
  if (content.length > longestInline || content.split('\n').length > mostLines) return false;
  if (/^\s|\s$|[/:,;=-]$|^[/)\]},;:=]|^\.\D|^\|\^/.test(content)) return false;
  if (/(?<!\\)["#@%]|(?<!\\)~|\]\(|\/\/|==|&&|\*\*|!=/.test(content)) return false;
  if (/(?<!\\)&/.test(content) && !content.includes('\\begin')) return false;
  // `${name}`, and names with underscores.
  if (/^\{[\w.]+[}:]/.test(content) || (!hasCommand && /\p{L}{3,}_\p{L}{2,}|[A-Z]{2,}_[A-Z]{2,}/u.test(content)))
    return false;
  if (otherScripts.test(plain)) return false;
  return hasCommand || count(content, /[([]/g) === count(content, /[)\]]/g);
}

const count = (text: string, what: RegExp): number => text.match(what)?.length ?? 0;

function isBalanced(content: string): boolean {
  let depth = 0;
  for (const [mark] of content.matchAll(/\\[^]|[{}]/g)) {
    if (mark === '{') depth += 1;
    if (mark === '}' && --depth < 0) return false;
  }
  return depth === 0;
}

import type { Extension as TreeExtension } from 'mdast-util-from-markdown';
import type { Code, Extension, State, TokenizeContext, Tokenizer } from 'micromark-util-types';
import { type FormulaMark, looksLikeTex } from './looks-like-tex.ts';

declare module 'micromark-util-types' {
  interface TokenTypeMap {
    texFormula: 'texFormula';
    texFormulaText: 'texFormulaText';
  }
}

/** The element that a formula becomes; its text is the source with its marks. */
export const formulaElement = 'tex-formula';

const dollar = 36;
const backslash = 92;
const openers: ReadonlyMap<Code, FormulaMark> = new Map([
  [40, '\\('],
  [91, '\\['],
]);
const closers: ReadonlyMap<Code, FormulaMark> = new Map([
  [41, '\\('],
  [93, '\\['],
]);

/** Letters and figures, but of writing systems that put no blank between a word and a formula. */
const isWord = (code: Code): boolean =>
  code !== null &&
  code > 0 &&
  /[\p{L}\p{N}]/u.test(String.fromCharCode(code)) &&
  !/[\p{sc=Hangul}\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u.test(String.fromCharCode(code));
/** The tokenizer writes ends of lines and tabs as negative numbers. */
const isLineEnd = (code: Code): boolean => code !== null && code < -2;
const characterOf = (code: number): string => (code < -2 ? '\n' : code < 0 ? ' ' : String.fromCharCode(code));

/**
 * Finds formulas in a passage. Each try ends at the next mark of its kind, so that a text full of unpaired ones takes no
 * more time than a text without.
 */
export const tokenizeFormula: Tokenizer = function (this: TokenizeContext, effects, ok, nok) {
  const { previous } = this;
  let mark: FormulaMark = '$';
  let content = '';

  const take = (code: number): void => {
    content += characterOf(code);
    effects.consume(code);
  };
  const begin: State = (code) => {
    if (code === dollar && (isWord(previous) || previous === dollar || previous === backslash)) return nok(code);
    effects.enter('texFormula');
    effects.enter('texFormulaText');
    effects.consume(code);
    return code === dollar ? secondDollar : bracket;
  };
  const secondDollar: State = (code) => {
    if (code !== dollar) return between(code);
    mark = '$$';
    effects.consume(code);
    return thirdDollar;
  };
  const thirdDollar: State = (code) => (code === dollar ? nok(code) : between(code));
  const bracket: State = (code) => {
    const opened = openers.get(code);
    if (opened === undefined || (opened === '\\(' && isWord(previous))) return nok(code);
    mark = opened;
    effects.consume(code);
    return between;
  };
  const between: State = (code) => {
    if (code === null || code === 96) return nok(code);
    if (isLineEnd(code)) {
      effects.exit('texFormulaText');
      effects.enter('lineEnding');
      take(code);
      effects.exit('lineEnding');
      effects.enter('texFormulaText');
      return between;
    }
    if (code === dollar && (mark === '$' || mark === '$$')) {
      effects.consume(code);
      return mark === '$' ? after : secondClosing;
    }
    if (code === backslash) {
      effects.consume(code);
      return escaped;
    }
    take(code);
    return between;
  };
  const escaped: State = (code) => {
    if (code !== null && closers.get(code) === mark) {
      effects.consume(code);
      return after;
    }
    // Another one of its kind: this one was no beginning.
    if (code === null || openers.get(code) === mark) return nok(code);
    content += '\\';
    if (isLineEnd(code)) return between(code);
    take(code);
    return between;
  };
  const secondClosing: State = (code) => {
    if (code === dollar) {
      effects.consume(code);
      return after;
    }
    content += '$';
    return between(code);
  };
  const after: State = (code) => {
    const goesOn = mark === '$' && (isWord(code) || code === 40 || code === 123);
    if (goesOn || (code === dollar && mark.startsWith('$')) || !looksLikeTex(content, mark)) return nok(code);
    effects.exit('texFormulaText');
    effects.exit('texFormula');
    return ok(code);
  };
  return begin;
};

/** What the parser of Markdown needs to know of formulas. */
export const formulaSyntax: Extension = {
  text: {
    [dollar]: { name: 'texFormula', tokenize: tokenizeFormula },
    [backslash]: { name: 'texFormula', tokenize: tokenizeFormula },
  },
};

/** What becomes of them: an element of their own, with the source as its text. */
export const formulaNodes: TreeExtension = {
  enter: {
    texFormula(token) {
      const value = this.sliceSerialize(token);
      const data = { hName: formulaElement, hChildren: [{ type: 'text' as const, value }] };
      this.enter({ type: 'inlineCode', value, data }, token);
    },
  },
  exit: {
    texFormula(token) {
      this.exit(token);
    },
  },
};

interface ParserData {
  settings?: unknown;
  micromarkExtensions?: unknown[];
  fromMarkdownExtensions?: unknown[];
}

/** A plugin of remark that finds formulas. It has a name, by which processors are told apart. */
export function markFormulas(this: { data(): ParserData }): void {
  const data = this.data();
  (data.micromarkExtensions ??= []).push(formulaSyntax);
  (data.fromMarkdownExtensions ??= []).push(formulaNodes);
}

import type { HighlighterCore, LanguageInput, ThemedToken } from 'shiki/core';

/** The languages that agents mostly show, each loaded when first met. */
const languages: Readonly<Record<string, () => LanguageInput>> = {
  bash: () => import('shiki/langs/bash.mjs'),
  c: () => import('shiki/langs/c.mjs'),
  cpp: () => import('shiki/langs/cpp.mjs'),
  csharp: () => import('shiki/langs/csharp.mjs'),
  css: () => import('shiki/langs/css.mjs'),
  diff: () => import('shiki/langs/diff.mjs'),
  docker: () => import('shiki/langs/docker.mjs'),
  go: () => import('shiki/langs/go.mjs'),
  html: () => import('shiki/langs/html.mjs'),
  java: () => import('shiki/langs/java.mjs'),
  javascript: () => import('shiki/langs/javascript.mjs'),
  json: () => import('shiki/langs/json.mjs'),
  jsx: () => import('shiki/langs/jsx.mjs'),
  kotlin: () => import('shiki/langs/kotlin.mjs'),
  lua: () => import('shiki/langs/lua.mjs'),
  make: () => import('shiki/langs/make.mjs'),
  markdown: () => import('shiki/langs/markdown.mjs'),
  php: () => import('shiki/langs/php.mjs'),
  powershell: () => import('shiki/langs/powershell.mjs'),
  python: () => import('shiki/langs/python.mjs'),
  ruby: () => import('shiki/langs/ruby.mjs'),
  rust: () => import('shiki/langs/rust.mjs'),
  sql: () => import('shiki/langs/sql.mjs'),
  swift: () => import('shiki/langs/swift.mjs'),
  toml: () => import('shiki/langs/toml.mjs'),
  tsx: () => import('shiki/langs/tsx.mjs'),
  typescript: () => import('shiki/langs/typescript.mjs'),
  xml: () => import('shiki/langs/xml.mjs'),
  yaml: () => import('shiki/langs/yaml.mjs'),
};

const aliases: Readonly<Record<string, string>> = {
  'c++': 'cpp',
  cjs: 'javascript',
  console: 'bash',
  cs: 'csharp',
  dockerfile: 'docker',
  h: 'c',
  hpp: 'cpp',
  htm: 'html',
  js: 'javascript',
  jsonc: 'json',
  kt: 'kotlin',
  makefile: 'make',
  md: 'markdown',
  mjs: 'javascript',
  mts: 'typescript',
  patch: 'diff',
  ps1: 'powershell',
  py: 'python',
  rb: 'ruby',
  rs: 'rust',
  sh: 'bash',
  shell: 'bash',
  svg: 'xml',
  ts: 'typescript',
  yml: 'yaml',
  zsh: 'bash',
};

/** The name under which we highlight a language or a file's extension; null when we do not. */
export function languageOf(name: string): string | null {
  const known = aliases[name.toLowerCase()] ?? name.toLowerCase();
  return known in languages ? known : null;
}

/** Longer code is shown plain: highlighting it would hold the window up. In UTF-16 units. */
const longestCode = 60_000;

/** Colours code. The JavaScript engine is used because the content policy forbids WebAssembly. */
export class CodeHighlighter {
  #core: Promise<HighlighterCore> | null = null;
  readonly #loading = new Map<string, Promise<void>>();

  /** @returns the tokens a line, coloured for light and dark by CSS variables; null when the code stays plain */
  async highlight(code: string, languageName: string): Promise<readonly (readonly ThemedToken[])[] | null> {
    const language = languageOf(languageName);
    if (language === null || code.length > longestCode) return null;
    const core = await this.#ready(language);
    if (core === null) return null;
    return core.codeToTokens(code, {
      lang: language,
      themes: { light: 'github-light-high-contrast', dark: 'github-dark' },
      defaultColor: false,
      tokenizeTimeLimit: 300,
    }).tokens;
  }

  /** @returns null when a part could not be fetched, as when the host is gone just then; the next code asks again */
  async #ready(language: string): Promise<HighlighterCore | null> {
    try {
      this.#core ??= createCore();
      const core = await this.#core;
      await this.#load(core, language);
      return core;
    } catch {
      this.#core = null;
      this.#loading.clear();
      return null;
    }
  }

  #load(core: HighlighterCore, language: string): Promise<void> {
    const running = this.#loading.get(language);
    if (running !== undefined) return running;
    const load = languages[language];
    const loading = load === undefined ? Promise.resolve() : core.loadLanguage(load());
    this.#loading.set(language, loading);
    return loading;
  }
}

async function createCore(): Promise<HighlighterCore> {
  const [{ createHighlighterCore }, { createJavaScriptRegexEngine }, ...themes] = await Promise.all([
    import('shiki/core'),
    import('shiki/engine/javascript'),
    import('shiki/themes/github-light-high-contrast.mjs'),
    import('shiki/themes/github-dark.mjs'),
  ]);
  return createHighlighterCore({
    themes,
    langs: [],
    engine: createJavaScriptRegexEngine({ forgiving: true }),
  });
}

import { Visitor, type ESTree } from 'vite';
import { parseScript, textOf } from '../syntax.ts';
import type { BuiltFile } from './built-files.ts';

/** One place at which a script asks for another module. */
export interface ModuleRequest {
  /** What is asked for; null when it is only known at run time, so that nobody can judge it. */
  readonly specifier: string | null;
  readonly kind: 'require' | 'import';
  /** Where, counted from 1. */
  readonly line: number;
}

/**
 * Reads which modules a script asks for, by parsing: comments and texts that look like a request do not count. Whoever
 * takes `require` along for later is held for a request that cannot be judged.
 * @throws when the script cannot be parsed
 */
export function moduleRequests(file: BuiltFile): readonly ModuleRequest[] {
  const requests: ModuleRequest[] = [];
  const judged = new Set<number>();
  const add = (node: ESTree.Node, kind: ModuleRequest['kind'], specifier: string | null): void => {
    requests.push({ specifier, kind, line: file.text.slice(0, node.start).split('\n').length });
  };
  const declaration = (node: { readonly source: ESTree.StringLiteral | null } & ESTree.Node): void => {
    if (node.source !== null) add(node, 'import', node.source.value);
  };
  const name = (key: ESTree.Node, computed: boolean): void => {
    if (!computed) judged.add(key.start);
  };
  new Visitor({
    ImportDeclaration: declaration,
    ExportNamedDeclaration: declaration,
    ExportAllDeclaration: declaration,
    ImportExpression: (node) => add(node, 'import', textOf(node.source)),
    CallExpression: (node) => {
      const [first] = node.arguments;
      if (node.callee.type !== 'Identifier' || node.callee.name !== 'require') return;
      judged.add(node.callee.start);
      add(node, 'require', textOf(first));
    },
    MemberExpression: (node) => {
      if (node.property.type !== 'Identifier') return;
      // `require.main` loads nothing; `module.require` does.
      const isModule = node.object.type === 'Identifier' && node.object.name === 'module';
      if (!isModule) name(node.property, node.computed);
      if (node.property.name === 'main') judged.add(node.object.start);
      if (node.property.name === 'createRequire') add(node, 'require', null);
    },
    Property: (node) => name(node.key, node.computed),
    UnaryExpression: (node) => {
      if (node.operator === 'typeof') judged.add(node.argument.start);
    },
    // Parents come before their children, so that what they explained is known here.
    Identifier: (node) => {
      if (node.name === 'require' && !judged.has(node.start)) add(node, 'require', null);
    },
  }).visit(parseScript(file.path, file.text));
  return requests;
}

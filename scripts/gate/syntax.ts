import { parseSync, type ESTree } from 'vite';

/**
 * Parses a script, of whatever kind its name says.
 * @throws when it cannot be parsed: nothing may then be said about it
 */
export function parseScript(path: string, text: string): ESTree.Program {
  const { program, errors } = parseSync(path, text, { sourceType: 'unambiguous' });
  const [error] = errors;
  if (error !== undefined) throw new Error(`${path} cannot be parsed: ${error.message}`);
  return program;
}

/** @returns the text that an expression is, when it is one and the same whenever it is evaluated; else null */
export function textOf(node: ESTree.Node | undefined): string | null {
  if (node?.type === 'Literal' && typeof node.value === 'string') return node.value;
  if (node?.type === 'TemplateLiteral' && node.expressions.length === 0) return node.quasis[0]?.value.cooked ?? null;
  return null;
}

/** @returns `c` of `c`, `b.c`, and `(0, b.c)`, as the bundler writes the callee of an imported function; else null */
export function lastName(node: ESTree.Node | undefined): string | null {
  switch (node?.type) {
    case 'Identifier':
      return node.name;
    case 'MemberExpression':
      return !node.computed && node.property.type === 'Identifier' ? node.property.name : null;
    case 'SequenceExpression':
      return lastName(node.expressions.at(-1));
    case 'ParenthesizedExpression':
      return lastName(node.expression);
    default:
      return null;
  }
}

/** Does the source of one node lie within that of another, of the same script? */
export function contains(outer: ESTree.Node, inner: ESTree.Node): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

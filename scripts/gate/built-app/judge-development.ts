import { parseSync, Visitor, type ESTree } from 'vite';
import type { BuiltFile } from './built-files.ts';

const admission = 'developmentAddress';
const variable = 'ELECTRON_RENDERER_URL';

/**
 * Holds the built main process to letting the development server's page in only while the app is being developed: the
 * address is read in one function alone, and that is always told by Electron whether the app is packed. What the function
 * then answers is shown by its unit test.
 * @returns one sentence for each fault
 */
export function judgeDevelopment(files: readonly BuiltFile[]): readonly string[] {
  const main = files.filter((file) => file.path.startsWith('main/') && file.path.endsWith('.cjs'));
  const faults: string[] = [];
  let asked = 0;
  for (const { path, text } of main) {
    const bodies: ESTree.Node[] = [];
    const mentions: ESTree.Node[] = [];
    const mention = (node: ESTree.Node, value: unknown): void => {
      if (value === variable) mentions.push(node);
    };
    new Visitor({
      FunctionDeclaration: (node) => {
        if (node.id?.name === admission) bodies.push(node);
      },
      Literal: (node) => mention(node, node.value),
      TemplateElement: (node) => mention(node, node.value.cooked),
      Identifier: (node) => mention(node, node.name),
      CallExpression: (node) => {
        if (nameOf(node.callee) !== admission) return;
        asked++;
        const [packed] = node.arguments;
        if (packed === undefined || nameOf(packed) !== 'isPackaged') {
          faults.push(`${path}: ${admission} is not told by app.isPackaged whether the app is packed.`);
        }
      },
    }).visit(parseSync(path, text).program);
    const within = (node: ESTree.Node): boolean =>
      bodies.some((body) => body.start <= node.start && node.end <= body.end);
    if (mentions.some((node) => !within(node))) faults.push(`${path}: ${variable} is read outside of ${admission}.`);
  }
  // Without a place to look at, this check would hold for any program.
  return asked === 0 ? [...faults, `Nothing calls ${admission}: let this check follow the code.`] : faults;
}

function nameOf(node: ESTree.Node): string | null {
  if (node.type === 'Identifier') return node.name;
  if (node.type === 'MemberExpression' && !node.computed && node.property.type === 'Identifier') {
    return node.property.name;
  }
  // The bundler writes a call of an imported function as (0, module.function)().
  if (node.type === 'SequenceExpression') {
    const last = node.expressions.at(-1);
    return last === undefined ? null : nameOf(last);
  }
  if (node.type === 'ParenthesizedExpression') return nameOf(node.expression);
  return null;
}

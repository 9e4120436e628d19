import { Visitor, type ESTree } from 'vite';
import { contains, lastName, parseScript } from '../syntax.ts';
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
        if (lastName(node.callee) !== admission) return;
        asked++;
        const [packed] = node.arguments;
        if (lastName(packed) !== 'isPackaged') {
          faults.push(`${path}: ${admission} is not told by app.isPackaged whether the app is packed.`);
        }
      },
    }).visit(parseScript(path, text));
    const within = (node: ESTree.Node): boolean => bodies.some((body) => contains(body, node));
    if (mentions.some((node) => !within(node))) faults.push(`${path}: ${variable} is read outside of ${admission}.`);
  }
  // Without a place to look at, this check would hold for any program.
  return asked === 0 ? [...faults, `Nothing calls ${admission}: let this check follow the code.`] : faults;
}

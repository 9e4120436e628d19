import type { Rule, Scope } from 'eslint';
import type { Expression, Node, Super } from 'estree';
import type ts from 'typescript';

/** Where the contract names Electron's channels. */
const contract = /(^|\/)shared\/contract\/bridge\.ts$/;
/** The two ends of a channel: whatever is called of them names a channel first. */
const ends = ['IpcMain', 'IpcRenderer'];
/** What sends to a page, and the place of the channel among the arguments. */
const senders: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  WebContents: { send: 0, postMessage: 0, sendToFrame: 1 },
  WebFrameMain: { send: 0, postMessage: 0 },
};

/**
 * The ESLint rule that has channels named by the contract alone: a name that is written twice is misspelt once, and no
 * compiler notices. It asks the compiler what is called, so that another name for the same thing does not hide it.
 */
export const contractChannelsRule: Rule.RuleModule = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      unnamed: 'Take the channel from `channels` of the contract (apps/shared/contract/bridge.ts).',
      handedOn: 'Call it in place, with a channel of the contract: handed on, it could be given any.',
      untyped: "This rule needs the compiler's types: add the file to a tsconfig.",
    },
  },
  create(context) {
    const services: unknown = context.sourceCode.parserServices;
    const typed = knowsTypes(services) ? services : null;
    const typeName = (node: Expression | Super): string =>
      typed?.getTypeAtLocation(node).getNonNullableType().getSymbol()?.getName() ?? 'unknown';

    const isContractChannel = (node: Node | undefined): boolean =>
      node?.type === 'MemberExpression' &&
      !node.computed &&
      node.object.type === 'Identifier' &&
      importedFrom(context.sourceCode.getScope(node), node.object.name, 'channels', (source) => contract.test(source));

    return {
      Program(node) {
        if (typed === null) context.report({ node, messageId: 'untyped' });
      },
      MemberExpression(node: Rule.Node) {
        if (node.type !== 'MemberExpression') return;
        if (ends.includes(typeName(node)) && !isOwnerOfMember(node, node.parent)) {
          context.report({ node, messageId: 'handedOn' });
        }
        const name = node.property.type === 'Identifier' && !node.computed ? node.property.name : null;
        const type = typeName(node.object);
        const place = ends.includes(type) ? 0 : name === null ? undefined : senders[type]?.[name];
        if (place === undefined) return;
        const call = node.parent;
        if (call.type !== 'CallExpression' || call.callee !== node) context.report({ node, messageId: 'handedOn' });
        else if (!isContractChannel(call.arguments[place])) context.report({ node: call, messageId: 'unnamed' });
      },
      // Bound to another name, taken apart, given to a function or to the page.
      ImportSpecifier(node) {
        for (const variable of context.sourceCode.getDeclaredVariables(node)) {
          for (const { identifier } of variable.references) {
            if (identifier.type !== 'Identifier' || !ends.includes(typeName(identifier))) continue;
            if (!isOwnerOfMember(identifier, parentOf(identifier))) {
              context.report({ node: identifier, messageId: 'handedOn' });
            }
          }
        }
      },
    };
  },
};

interface TypeServices {
  getTypeAtLocation(node: Node): ts.Type;
}

function knowsTypes(services: unknown): services is TypeServices {
  return (
    typeof services === 'object' &&
    services !== null &&
    'getTypeAtLocation' in services &&
    typeof services.getTypeAtLocation === 'function'
  );
}

function isOwnerOfMember(node: Node, parent: Node | null): boolean {
  return parent?.type === 'MemberExpression' && parent.object === node;
}

function parentOf(node: Node & { readonly parent?: Node }): Node | null {
  return node.parent ?? null;
}

function importedFrom(
  scope: Scope.Scope | null,
  name: string,
  exported: string,
  isSource: (source: string) => boolean,
): boolean {
  for (let at = scope; at !== null; at = at.upper) {
    const variable = at.set.get(name);
    if (variable === undefined) continue;
    return variable.defs.some(
      ({ node, parent }) =>
        node.type === 'ImportSpecifier' &&
        'name' in node.imported &&
        node.imported.name === exported &&
        parent?.type === 'ImportDeclaration' &&
        typeof parent.source.value === 'string' &&
        isSource(parent.source.value),
    );
  }
  return false;
}

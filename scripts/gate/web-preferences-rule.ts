import type { Rule } from 'eslint';
import type { Node, ObjectExpression, PrivateIdentifier, Property } from 'estree';

const makers = ['BrowserWindow', 'BrowserView', 'WebContentsView'];
/** Electron's guards around a page, which are on by themselves and must stay so. */
const guards = ['contextIsolation', 'sandbox', 'webSecurity'];
/** What hands a page more than the web has, and is off by itself. */
const powers = [
  'nodeIntegration',
  'nodeIntegrationInWorker',
  'nodeIntegrationInSubFrames',
  'allowRunningInsecureContent',
  'experimentalFeatures',
  'enableBlinkFeatures',
  'webviewTag',
  'navigateOnDragDrop',
];

/**
 * The ESLint rule that keeps every page of Electron in its sandbox. What it cannot read where it stands, such as
 * preferences that come out of a variable, it refuses.
 */
export const webPreferencesRule: Rule.RuleModule = {
  meta: { type: 'problem', schema: [], messages: { unsafe: '{{reason}}' } },
  create(context) {
    const report = (node: Node, reason: string): void =>
      context.report({ node, messageId: 'unsafe', data: { reason } });

    const judgePreferences = (preferences: ObjectExpression): void => {
      for (const property of preferences.properties) {
        const name = property.type === 'Property' ? keyOf(property) : null;
        if (property.type !== 'Property' || name === null) {
          report(property, 'Write each of the webPreferences out, so that it can be judged.');
          continue;
        }
        const reason = judgePreference(name, property.value);
        if (reason !== null) report(property, reason);
      }
    };

    return {
      NewExpression(node) {
        const maker = node.callee.type === 'MemberExpression' ? node.callee.property : node.callee;
        if (maker.type !== 'Identifier' || !makers.includes(maker.name)) return;
        const [options] = node.arguments;
        if (options?.type !== 'ObjectExpression' || !namesPreferencesLast(options)) {
          report(node, `Write the webPreferences of a ${maker.name} out where it is made, after whatever is spread.`);
        }
      },
      Property(node) {
        if (keyOf(node) !== 'webPreferences' || node.parent.type !== 'ObjectExpression') return;
        if (node.value.type === 'ObjectExpression') judgePreferences(node.value);
        else report(node, 'Write the webPreferences out where they are used, so that they can be judged.');
      },
      AssignmentExpression(node) {
        if (node.left.type !== 'MemberExpression') return;
        const { property, computed } = node.left;
        const name = property.type === 'Identifier' && !computed ? property.name : literalText(property);
        const reason = name === null ? null : judgePreference(name, node.right);
        if (reason !== null) report(node, reason);
        if (name === 'webPreferences') report(node, 'Give a page its webPreferences when it is made.');
      },
    };
  },
};

function judgePreference(name: string, value: Property['value']): string | null {
  const stated = value.type === 'Literal' ? value.value : undefined;
  if (guards.includes(name)) return stated === true ? null : `${name} stays on: say true, or nothing.`;
  if (powers.includes(name)) return stated === false ? null : `${name} stays off: say false, or nothing.`;
  return null;
}

/** A spread that comes later could replace the preferences that were written out. */
function namesPreferencesLast({ properties }: ObjectExpression): boolean {
  const place = properties.findIndex((one) => one.type === 'Property' && keyOf(one) === 'webPreferences');
  return place !== -1 && place > properties.findLastIndex((one) => one.type === 'SpreadElement');
}

function keyOf({ key, computed }: Property): string | null {
  return key.type === 'Identifier' && !computed ? key.name : literalText(key);
}

function literalText(node: Property['key'] | PrivateIdentifier): string | null {
  return node.type === 'Literal' && typeof node.value === 'string' ? node.value : null;
}

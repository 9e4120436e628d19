import { isBuiltin } from 'node:module';
import { dirname, relative, resolve, sep } from 'node:path';
import type { Rule } from 'eslint';
import { exclusivePackages, isWithin, lawFor, processModules, type RoomLaw } from './import-law.ts';

/** The ESLint rule that enforces the import law on static, dynamic and type imports and on re-exports. */
export const importLawRule: Rule.RuleModule = {
  meta: { type: 'problem', schema: [], messages: { broken: '{{reason}}' } },
  create(context) {
    const file = slashed(relative(context.cwd, context.filename));
    if (!isWithin(file, 'apps')) return {};
    const law = lawFor(file);

    const check = (node: Rule.Node, source: unknown, typesOnly: boolean): void => {
      if (typeof source !== 'string') {
        context.report({
          node,
          messageId: 'broken',
          data: { reason: 'Import by a literal path, so that it can be judged.' },
        });
        return;
      }
      const reason = judge(law, file, context.filename, context.cwd, source, typesOnly);
      if (reason !== null) context.report({ node, messageId: 'broken', data: { reason } });
    };
    const declaration = (node: Rule.Node): void => {
      if (!('source' in node) || node.source === null || node.source === undefined) return;
      const source = 'value' in node.source ? node.source.value : undefined;
      check(node, source, isTypeKind(node));
    };
    return {
      ImportDeclaration: declaration,
      ExportNamedDeclaration: declaration,
      ExportAllDeclaration: declaration,
      ImportExpression: declaration,
      TSImportType: declaration,
      'CallExpression[callee.name="require"]': (node: Rule.Node) => {
        const first = node.type === 'CallExpression' ? node.arguments[0] : undefined;
        check(node, first?.type === 'Literal' ? first.value : undefined, false);
      },
    };
  },
};

function judge(
  law: RoomLaw | null,
  file: string,
  absoluteFile: string,
  root: string,
  source: string,
  typesOnly: boolean,
): string | null {
  if (law === null) return `${file} is in no room of the import law (scripts/gate/import-law.ts): give it one.`;
  const specifier = source.split('?')[0] ?? source;
  if (specifier.startsWith('.') || specifier.startsWith('/')) {
    const target = slashed(relative(root, resolve(dirname(absoluteFile), specifier)));
    const room = lawFor(target)?.room ?? null;
    const rooms = [law.room, ...law.rooms, ...(typesOnly ? (law.typesOf ?? []) : [])];
    if (room !== null && rooms.includes(room)) return null;
    return `${law.room} may not import ${target}.`;
  }
  if (isBuiltin(specifier)) return judgeBuiltin(law, specifier);
  const name = packageName(specifier);
  const allowed = law.packages.includes(name) || (law.packages.includes('*') && !exclusivePackages.includes(name));
  return allowed ? null : `${law.room} may not import the package ${name}.`;
}

function judgeBuiltin(law: RoomLaw, specifier: string): string | null {
  const name = specifier.replace(/^node:/, '');
  if (law.node === 'none') return `${law.room} may not import ${specifier}: it has no Node.`;
  if (law.node === 'noProcesses' && processModules.includes(name)) {
    return `${law.room} may not import ${specifier}: only claude and supervision start processes.`;
  }
  return null;
}

function packageName(specifier: string): string {
  const parts = specifier.split('/');
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? specifier);
}

function isTypeKind(node: Rule.Node): boolean {
  if (node.type.startsWith('TS')) return true;
  return ('importKind' in node && node.importKind === 'type') || ('exportKind' in node && node.exportKind === 'type');
}

function slashed(path: string): string {
  return path.split(sep).join('/');
}

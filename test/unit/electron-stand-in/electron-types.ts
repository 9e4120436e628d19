import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import ts from 'typescript';

/** The names of the members of each class and interface that electron.d.ts declares. @param only the methods, not the rest */
export function readElectronTypes(only: 'methods' | 'all' = 'all'): ReadonlyMap<string, ReadonlySet<string>> {
  const folder = dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  const text = readFileSync(join(folder, 'electron.d.ts'), 'utf8');
  const found = new Map<string, Set<string>>();
  const visit = (node: ts.Node): void => {
    if ((ts.isClassDeclaration(node) || ts.isInterfaceDeclaration(node)) && node.name !== undefined) {
      const names = found.get(node.name.text) ?? new Set();
      for (const member of node.members) {
        const isMethod = ts.isMethodDeclaration(member) || ts.isMethodSignature(member);
        const isStatic = ts.canHaveModifiers(member) && ts.getModifiers(member)?.some(isStaticWord) === true;
        if (member.name !== undefined && (only === 'all' || (isMethod && !isStatic)))
          names.add(member.name.getText(file));
      }
      found.set(node.name.text, names);
    }
    ts.forEachChild(node, visit);
  };
  const file = ts.createSourceFile('electron.d.ts', text, ts.ScriptTarget.Latest);
  visit(file);
  return found;
}

const isStaticWord = ({ kind }: ts.ModifierLike): boolean => kind === ts.SyntaxKind.StaticKeyword;

import { Visitor, type ESTree } from 'vite';
import { contains, lastName, parseScript, textOf } from './syntax.ts';
import type { TreeFile } from './tree-guards.ts';

const makers = ['BrowserWindow', 'BrowserView', 'WebContentsView'];
const entry = 'apps/main/index.ts';

/**
 * Holds the app to guarding its pages: where anything makes a window, the entry calls a function that, for every page
 * there will be, refuses navigation (`will-navigate`) and answers a wish for a new window with no.
 * @param files of the project
 * @returns one sentence for each fault
 */
export function judgeWindowGuards(files: readonly TreeFile[]): readonly string[] {
  const sources = files
    .filter((file) => /^apps\/main\/.*(?<!\.d)\.ts$/.test(file.path))
    .map((file) => ({ path: file.path, program: parseScript(file.path, file.read()) }));
  const windows = sources.filter(({ program }) => makesWindow(program)).map(({ path }) => path);
  if (windows.length === 0) return [];
  const guards = sources.flatMap(({ path, program }) => findGuards(program).map((guard) => ({ path, ...guard })));
  if (guards.length === 0) {
    return windows.map((path) => `${path}: it makes a window, and no function guards the pages of the app.`);
  }
  const incomplete = guards.flatMap(({ path, faults }) => faults.map((fault) => `${path}: ${fault}`));
  const called = new Set(sources.filter(({ path }) => path === entry).flatMap(({ program }) => callsOf(program)));
  const uncalled = guards.filter(({ name }) => name === null || !called.has(name));
  return [
    ...incomplete,
    ...uncalled.map(({ path, name }) => `${path}: ${entry} does not call ${name ?? 'the guard'}.`),
  ];
}

interface Guard {
  /** The function that sets the guard up. */
  readonly name: string | null;
  readonly faults: readonly string[];
}

/** What is done for each page: `app.on('web-contents-created', (event, contents) => …)`. */
function findGuards(program: ESTree.Program): readonly Guard[] {
  const functions: ESTree.Node[] = [];
  const names = new Map<ESTree.Node, string>();
  const guards: { readonly call: ESTree.Node; readonly faults: readonly string[] }[] = [];
  new Visitor({
    FunctionDeclaration: (node) => {
      functions.push(node);
      if (node.id !== null) names.set(node, node.id.name);
    },
    CallExpression: (node) => {
      if (lastName(node.callee) !== 'on' || textOf(node.arguments[0]) !== 'web-contents-created') return;
      guards.push({ call: node, faults: judgeListener(program, node.arguments[1]) });
    },
  }).visit(program);
  return guards.map(({ call, faults }) => {
    const around = functions.findLast((one) => one.start <= call.start && call.end <= one.end);
    return { name: around === undefined ? null : (names.get(around) ?? null), faults };
  });
}

function judgeListener(program: ESTree.Program, listener: ESTree.Node | undefined): readonly string[] {
  if (listener?.type !== 'ArrowFunctionExpression' && listener?.type !== 'FunctionExpression') {
    return ['write what is done for each page out where it is asked for, so that it can be judged.'];
  }
  const contents = listener.params[1];
  const name = contents?.type === 'Identifier' ? contents.name : null;
  let navigation: ESTree.Node | undefined;
  let newWindow: ESTree.Node | undefined;
  forEachCall(program, listener, (call) => {
    if (call.callee.type !== 'MemberExpression' || call.callee.object.type !== 'Identifier') return;
    if (call.callee.object.name !== name) return;
    if (lastName(call.callee) === 'on' && textOf(call.arguments[0]) === 'will-navigate') navigation = call;
    if (lastName(call.callee) === 'setWindowOpenHandler') newWindow = call;
  });
  const faults: string[] = [];
  if (navigation === undefined) faults.push('no will-navigate: a page could lead elsewhere.');
  else if (!prevents(program, navigation)) faults.push('will-navigate prevents nothing.');
  if (newWindow === undefined) faults.push('no setWindowOpenHandler: a page could open windows.');
  else if (!deniesAlone(program, newWindow))
    faults.push('setWindowOpenHandler has to answer "deny", and nothing else.');
  return faults;
}

function prevents(program: ESTree.Program, within: ESTree.Node): boolean {
  let found = false;
  forEachCall(program, within, (call) => {
    if (lastName(call.callee) === 'preventDefault') found = true;
  });
  return found;
}

function deniesAlone(program: ESTree.Program, within: ESTree.Node): boolean {
  const answers: (string | null)[] = [];
  new Visitor({
    Property: (node) => {
      if (!contains(within, node) || node.key.type !== 'Identifier' || node.key.name !== 'action') return;
      answers.push(textOf(node.value));
    },
  }).visit(program);
  return answers.length > 0 && answers.every((answer) => answer === 'deny');
}

function makesWindow(program: ESTree.Program): boolean {
  let found = false;
  new Visitor({
    NewExpression: ({ callee }) => {
      if (makers.includes(lastName(callee) ?? '')) found = true;
    },
  }).visit(program);
  return found;
}

function callsOf(program: ESTree.Program): readonly string[] {
  const names: string[] = [];
  new Visitor({
    CallExpression: ({ callee }) => {
      if (callee.type === 'Identifier') names.push(callee.name);
    },
  }).visit(program);
  return names;
}

function forEachCall(program: ESTree.Program, within: ESTree.Node, use: (call: ESTree.CallExpression) => void): void {
  new Visitor({
    CallExpression: (node) => {
      if (contains(within, node)) use(node);
    },
  }).visit(program);
}

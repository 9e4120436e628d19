import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AllRules,
  countRules,
  firstRules,
  groupRules,
  type ProjectRules,
  searchRules,
} from '../../../apps/renderer/features/rules/rule-groups.ts';
import { readRuleText } from '../../../apps/renderer/features/rules/rule-text.ts';
import { problem } from '../../../apps/shared/models/problem-words.ts';
import type { RuleFile, StandingRule } from '../../../apps/shared/models/permission-rule.ts';
import { anInstance, uuid } from '../../support/renderer/builders.ts';

describe('a rule is taken apart', () => {
  it.each([
    ['Bash(npm test:*)', 'Bash', 'npm test:*'],
    ['Bash', 'Bash', null],
    ['mcp__github__search', 'mcp__github__search', null],
    ['Bash(echo \\(a\\) \\\\ b)', 'Bash', 'echo (a) \\ b'],
    ['Bash(cat <<EOF\nx (y)\nEOF)', 'Bash', 'cat <<EOF\nx (y)\nEOF'],
    ['Bash()', 'Bash', ''],
    ['Bash(unclosed', 'Bash(unclosed', null],
    ['(nothing)', '(nothing)', null],
    ['', '', null],
  ])('%j', (text, tool, pattern) => {
    expect(readRuleText(text)).toEqual({ tool, pattern });
  });

  it('whatever it is, without losing any of it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const { tool, pattern } = readRuleText(text);
        if (pattern === null) expect(tool).toBe(text);
        else if (!text.includes('\\')) expect(`${tool}(${pattern})`).toBe(text);
      }),
    );
  });
});

const allow = (text: string): StandingRule => ({ list: 'allow', text });
const fileWith = (change: Partial<RuleFile>): RuleFile => ({
  scope: 'local',
  directory: '/home/ann/shop',
  path: '/home/ann/shop/.claude/settings.local.json',
  linkedTo: null,
  instanceIds: [uuid(1)],
  rules: [allow('Bash(npm test:*)')],
  defaultMode: null,
  problem: null,
  ...change,
});
const shop = anInstance({ id: uuid(1), directory: '/home/ann/shop', deniedTools: ['WebFetch'] });
const user = fileWith({
  scope: 'user',
  directory: null,
  path: '/home/ann/.claude/settings.json',
  rules: [allow('Read')],
});

/** Groups in short: where, and which rules. */
const outline = (projects: readonly ProjectRules[]) =>
  projects.map(({ directory, groups }) => [
    directory,
    ...groups.map(({ source, rules }) => [
      source.kind === 'file' ? source.file.scope : source.kind,
      ...rules.map(({ list, text }) => `${list} ${text}`),
    ]),
  ]);

describe('rules are laid out', () => {
  it('by project, then by where they stand, and those of the person last', () => {
    const other = anInstance({
      id: uuid(2),
      directory: '/home/ann/api/',
      allowedTools: ['Bash'],
      extraDirectories: ['/data'],
    });
    const files = [
      fileWith({}),
      user,
      fileWith({ scope: 'shared', path: '/s', rules: [{ list: 'deny', text: 'Read(.env)' }] }),
    ];
    const held = [{ instanceId: uuid(1), rules: [allow('Bash(npm test:*)'), allow('Bash(ls)')] }];
    expect(outline(groupRules({ files, held }, [shop, other]))).toEqual([
      [
        '/home/ann/shop',
        ['local', 'allow Bash(npm test:*)'],
        ['shared', 'deny Read(.env)'],
        ['held', 'allow Bash(ls)'],
        ['own', 'deny WebFetch'],
      ],
      ['/home/ann/api', ['own', 'allow Bash', 'additionalDirectories /data']],
      [null, ['user', 'allow Read']],
    ]);
  });

  it('with what a process still holds, once it no longer stands in its file', () => {
    const held = [{ instanceId: uuid(1), rules: [allow('Bash(npm test:*)')] }];
    const all = (rules: readonly StandingRule[]): AllRules => ({ files: [fileWith({ rules })], held });
    expect(outline(groupRules(all([allow('Bash(npm test:*)')]), [shop]))).toEqual([
      ['/home/ann/shop', ['local', 'allow Bash(npm test:*)'], ['own', 'deny WebFetch']],
    ]);
    expect(outline(groupRules(all([]), [shop]))).toEqual([
      ['/home/ann/shop', ['local'], ['held', 'allow Bash(npm test:*)'], ['own', 'deny WebFetch']],
    ]);
  });

  it('without what is told of an instance that is gone', () => {
    expect(groupRules({ files: [], held: [{ instanceId: uuid(9), rules: [allow('Bash')] }] }, [])).toEqual([]);
  });
});

describe('rules are found', () => {
  const broken = fileWith({ path: '/b', rules: [], problem: problem('rules.unreadable', { path: '/b', reason: 'x' }) });
  const projects = groupRules({ files: [fileWith({}), broken, user], held: [] }, [shop]);
  const search = (text: string): unknown =>
    outline(
      searchRules(
        projects,
        text,
        ({ key }) => key,
        ({ list }) => (list === 'allow' ? 'Allowed' : 'Denied'),
      ),
    );

  it('by their words, by those of their project, and by what they mean', () => {
    expect(search('  NPM allowed shop ')).toEqual([['/home/ann/shop', ['local', 'allow Bash(npm test:*)']]]);
    expect(search('denied')).toEqual([['/home/ann/shop', ['own', 'deny WebFetch']]]);
    expect(search('settings.json')).toEqual([[null, ['user', 'allow Read']]]);
    expect(search('npm denied')).toEqual([]);
    expect(search(' ')).toEqual(outline(projects));
  });

  it('as many as are to be drawn, and files that tell of a problem with them', () => {
    expect(countRules(projects)).toBe(3);
    expect(outline(firstRules(projects, 1))).toEqual([
      ['/home/ann/shop', ['local', 'allow Bash(npm test:*)'], ['local']],
    ]);
    expect(outline(firstRules(projects, 3))).toEqual(outline(projects));
  });
});

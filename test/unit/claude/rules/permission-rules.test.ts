import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { PermissionRules } from '../../../../apps/main/claude/rules/permission-rules.ts';
import { maxSettingsBytes } from '../../../../apps/main/claude/rules/settings-file.ts';
import type { Instance } from '../../../../apps/shared/models/instance.ts';
import type { Result } from '../../../../apps/shared/models/problem.ts';
import { anInstance, uuid } from '../../../support/renderer/builders.ts';

function bench() {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'tower-rules-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const home = join(folder, 'home');
  const project = join(folder, 'project');
  mkdirSync(project);
  const rules = new PermissionRules({ environment: {}, home });
  const instance = anInstance({ directory: project });
  const paths = {
    local: join(project, '.claude', 'settings.local.json'),
    shared: join(project, '.claude', 'settings.json'),
    user: join(home, '.claude', 'settings.json'),
  };
  const put = (path: string, content: unknown): void => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  };
  return { folder, home, project, rules, instance, paths, put };
}

const must = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(`${result.problem.code}: ${result.problem.message}`);
  return result.value;
};
const codeOf = (result: Result<unknown>): string | null => (result.ok ? null : result.problem.code);
const npm = { list: 'allow', text: 'Bash(npm test:*)' } as const;

describe('the rules that hold', () => {
  it('are read from the project, from what it shares, and from the person', async () => {
    const { rules, instance, project, paths, put } = bench();
    put(paths.local, {
      permissions: { allow: ['Bash(npm test:*)', 'Bash(npm test:*)', 7], additionalDirectories: ['/other'] },
    });
    put(paths.shared, { permissions: { deny: ['Read(./.env)'], defaultMode: 'plan' }, hooks: {} });
    put(paths.user, { permissions: { ask: ['WebFetch'] } });
    const { files, leftOut } = await rules.list([instance]);
    const about = { linkedTo: null, instanceIds: [instance.id], problem: null };
    expect(files).toEqual([
      {
        ...about,
        scope: 'local',
        directory: project,
        path: paths.local,
        defaultMode: null,
        rules: [npm, { list: 'additionalDirectories', text: '/other' }],
      },
      {
        ...about,
        scope: 'shared',
        directory: project,
        path: paths.shared,
        defaultMode: 'plan',
        rules: [{ list: 'deny', text: 'Read(./.env)' }],
      },
      {
        ...about,
        scope: 'user',
        directory: null,
        path: paths.user,
        defaultMode: null,
        rules: [{ list: 'ask', text: 'WebFetch' }],
      },
    ]);
    expect(leftOut).toBe(0);
  });

  it('are nothing where there are no files, no folders, or files that say nothing about them', async () => {
    const { rules, instance, paths, put } = bench();
    put(paths.shared, { model: 'opus', permissions: { allow: [] } });
    const gone = anInstance({ id: uuid(2), directory: '/nowhere/at/all' });
    expect(await rules.list([instance, gone])).toEqual({ files: [], leftOut: 0 });
  });

  it.each([
    ['is no JSON', '{"permissions": sk-ant-secret', 'it is not valid JSON'],
    ['is no object', '[]', 'it is not a JSON object'],
    ['has no object of permissions', '{"permissions": []}', '"permissions" is not an object'],
    ['has a word for a list', '{"permissions": {"allow": "Bash"}}', '"permissions.allow" is not a list'],
    ['is nested without end', '['.repeat(100_000), 'it is not valid JSON'],
    ['is huge', `{"x":"${'x'.repeat(maxSettingsBytes)}"}`, 'it is larger than 256 KB'],
  ])('are not known of a file that %s, which is told and never written', async (_, text, reason) => {
    const { rules, instance, paths, put } = bench();
    put(paths.local, text);
    const [file] = (await rules.list([instance])).files;
    expect(file).toMatchObject({
      path: paths.local,
      rules: [],
      problem: { code: 'rules.unreadable', params: { reason } },
    });
    expect(JSON.stringify(file)).not.toContain('sk-ant');
    expect(codeOf(await rules.takeBack(instance, 'local', npm))).toBe('rules.unreadable');
    expect(readFileSync(paths.local, 'utf8')).toBe(text);
  });

  it('are not known of what is no file of text', async () => {
    const { rules, instance, paths, put } = bench();
    mkdirSync(paths.local, { recursive: true });
    put(paths.shared, '');
    writeFileSync(paths.shared, Buffer.from([0x7b, 0xff, 0xfe, 0x7d]));
    const { files } = await rules.list([instance]);
    expect(files.map(({ problem }) => problem?.params['reason'])).toEqual(['it is not a file', 'it is not UTF-8 text']);
  });

  it('are read once for all instances of a folder, and of a person with a configuration of their own elsewhere', async () => {
    const { rules, folder, project, paths, put } = bench();
    put(paths.local, { permissions: { allow: ['Bash'] } });
    put(join(folder, 'own', 'settings.json'), { permissions: { allow: ['Read'] } });
    const environment = { CLAUDE_CONFIG_DIR: join(folder, 'own') };
    const instances = [
      anInstance({ id: uuid(1), directory: project }),
      anInstance({ id: uuid(2), directory: `${project}/` }),
      anInstance({ id: uuid(3), directory: project, environment }),
      anInstance({ id: uuid(4), directory: project, launcher: 'demo' }),
    ];
    const { files } = await rules.list(instances);
    expect(files.map(({ scope, instanceIds }) => [scope, instanceIds])).toEqual([
      ['local', [uuid(1), uuid(2), uuid(3)]],
      ['user', [uuid(3)]],
    ]);
  });

  it('of the home are the person’s, and told once', async () => {
    const { rules, home, paths, put } = bench();
    put(paths.user, { permissions: { allow: ['Bash'] } });
    const { files } = await rules.list([anInstance({ directory: home })]);
    expect(files.map(({ scope }) => scope)).toEqual(['user']);
  });

  it('are not looked for without end', async () => {
    const { rules, folder, put } = bench();
    const instances: Instance[] = [];
    for (let number = 0; number < 600; number += 1) {
      const directory = join(folder, `p${String(number)}`);
      put(join(directory, '.claude', 'settings.local.json'), { permissions: { allow: ['Bash'] } });
      instances.push(anInstance({ id: uuid(number), directory }));
    }
    const { files, leftOut } = await rules.list(instances);
    expect(files).toHaveLength(500);
    expect(leftOut).toBe(201);
  });
});

describe('a rule that is taken back', () => {
  const text = `{\n    "own": {"b": 1,   "a": 2},\n    "permissions": {\n        "allow": [\n            "Bash(npm test:*)",\n            "Read"\n        ]\n    }\n}`;

  it('is gone from its file, and nothing else is; put back, the file is as it was', async () => {
    const { rules, instance, paths, put } = bench();
    put(paths.local, text);
    chmodSync(paths.local, 0o640);
    const { undoId } = must(await rules.takeBack(instance, 'local', npm));
    expect(readFileSync(paths.local, 'utf8')).toBe(text.replace('"Bash(npm test:*)",\n            ', ''));
    expect(statSync(paths.local).mode & 0o777).toBe(0o640);
    expect(codeOf(await rules.takeBack(instance, 'local', npm))).toBe('rules.gone');
    must(await rules.putBack(undoId));
    expect(readFileSync(paths.local, 'utf8')).toBe(text);
    expect(codeOf(await rules.putBack(undoId))).toBe('rules.undoOver');
    expect(readdirSync(dirname(paths.local))).toEqual(['settings.local.json']);
  });

  it('is exactly that one, of that list', async () => {
    const { rules, instance, paths, put } = bench();
    put(paths.user, { permissions: { allow: ['Bash', 'Bash(ls)'], deny: ['Bash'] } });
    expect(codeOf(await rules.takeBack(instance, 'user', { list: 'allow', text: 'bash' }))).toBe('rules.gone');
    expect(codeOf(await rules.takeBack(instance, 'user', { list: 'ask', text: 'Bash' }))).toBe('rules.gone');
    expect(codeOf(await rules.takeBack(instance, 'local', { list: 'allow', text: 'Bash' }))).toBe('rules.gone');
    must(await rules.takeBack(instance, 'user', { list: 'deny', text: 'Bash' }));
    expect(JSON.parse(readFileSync(paths.user, 'utf8'))).toEqual({
      permissions: { allow: ['Bash', 'Bash(ls)'], deny: [] },
    });
  });

  it('is put back where it stood when the file has changed meanwhile, and only once', async () => {
    const { rules, instance, paths, put } = bench();
    put(paths.local, { permissions: { allow: ['a', 'Bash(npm test:*)', 'c'] } });
    const { undoId } = must(await rules.takeBack(instance, 'local', npm));
    put(paths.local, { permissions: { allow: ['a', 'new', 'c'] }, model: 'opus' });
    must(await rules.putBack(undoId));
    const allow = ['a', 'Bash(npm test:*)', 'new', 'c'];
    expect(JSON.parse(readFileSync(paths.local, 'utf8'))).toEqual({ permissions: { allow }, model: 'opus' });
  });

  it('is not put back into a file that is gone or broken', async () => {
    const { rules, instance, paths, put } = bench();
    put(paths.local, { permissions: { allow: ['Bash(npm test:*)'] } });
    const { undoId } = must(await rules.takeBack(instance, 'local', npm));
    put(paths.local, 'broken');
    expect(codeOf(await rules.putBack(undoId))).toBe('rules.unreadable');
    rmSync(paths.local);
    expect(codeOf(await rules.putBack(undoId))).toBe('rules.gone');
    expect(existsSync(paths.local)).toBe(false);
    // It can be tried again when the file is there.
    put(paths.local, '{}');
    must(await rules.putBack(undoId));
    expect(JSON.parse(readFileSync(paths.local, 'utf8'))).toEqual({ permissions: { allow: ['Bash(npm test:*)'] } });
  });

  it('may be one of many that are taken back at the same time', async () => {
    const { rules, instance, paths, put } = bench();
    const allow = Array.from({ length: 20 }, (_, number) => `Bash(${String(number)})`);
    put(paths.local, { permissions: { allow } });
    const taken = await Promise.all(
      allow.map((rule) => rules.takeBack(instance, 'local', { list: 'allow', text: rule })),
    );
    expect(JSON.parse(readFileSync(paths.local, 'utf8'))).toEqual({ permissions: { allow: [] } });
    for (const result of taken.toReversed()) must(await rules.putBack(must(result).undoId));
    expect(JSON.parse(readFileSync(paths.local, 'utf8'))).toEqual({ permissions: { allow } });
  });

  it('is taken out of the file that a link leads to, and the link stays', async () => {
    const { rules, instance, folder, paths, put } = bench();
    const real = join(folder, 'dotfiles', 'settings.json');
    put(real, { permissions: { allow: ['Bash(npm test:*)'] } });
    mkdirSync(dirname(paths.user), { recursive: true });
    symlinkSync(real, paths.user);
    expect((await rules.list([instance])).files).toMatchObject([{ path: paths.user, linkedTo: real }]);
    must(await rules.takeBack(instance, 'user', npm));
    expect(lstatSync(paths.user).isSymbolicLink()).toBe(true);
    expect(JSON.parse(readFileSync(real, 'utf8'))).toEqual({ permissions: { allow: [] } });
  });

  it('keeps the mark that some editors begin a file with', async () => {
    const { rules, instance, paths, put } = bench();
    put(paths.local, `\uFEFF{"permissions":{"allow":["Bash(npm test:*)","b"]}}`);
    const { undoId } = must(await rules.takeBack(instance, 'local', npm));
    expect(readFileSync(paths.local, 'utf8')).toBe(`\uFEFF{"permissions":{"allow":["b"]}}`);
    put(paths.local, `\uFEFF{"permissions":{"allow":["b"]} }`);
    must(await rules.putBack(undoId));
    expect(readFileSync(paths.local, 'utf8')).toBe(`\uFEFF{"permissions":{"allow":["Bash(npm test:*)","b"]} }`);
  });

  it('cannot be one of the demo agent, which reads no settings', async () => {
    const { rules, paths, project, put } = bench();
    put(paths.local, text);
    const demo = anInstance({ directory: project, launcher: 'demo' });
    expect(codeOf(await rules.takeBack(demo, 'local', npm))).toBe('rules.gone');
    expect(readFileSync(paths.local, 'utf8')).toBe(text);
  });
});

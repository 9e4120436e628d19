import type { Instance } from '../../../shared/models/instance.ts';
import type { HeldRules, RuleFile, StandingRule } from '../../../shared/models/permission-rule.ts';

/** Where rules stand: in a settings file, in a process that was told them, or in the settings of an instance. */
export type RuleSource =
  | { readonly kind: 'file'; readonly file: RuleFile }
  | { readonly kind: 'held'; readonly instanceId: string }
  | { readonly kind: 'own'; readonly instanceId: string };

export interface RuleGroup {
  readonly key: string;
  readonly source: RuleSource;
  readonly rules: readonly StandingRule[];
}

/** The rules of one project; without a directory those of the person, for all of them. */
export interface ProjectRules {
  readonly directory: string | null;
  readonly groups: readonly RuleGroup[];
}

export interface AllRules {
  readonly files: readonly RuleFile[];
  readonly held: readonly HeldRules[];
}

export const sameRule = (one: StandingRule, other: StandingRule): boolean =>
  one.list === other.list && one.text === other.text;

/**
 * Lays rules out as they are shown: by project, then by where they stand. What a process was told and what still stands in
 * the file that it was written to, too, is shown once, where it can be taken back.
 * @param instances those whose own settings are shown too
 */
export function groupRules({ files, held }: AllRules, instances: readonly Instance[]): readonly ProjectRules[] {
  const projects = new Map<string | null, RuleGroup[]>();
  const add = (directory: string | null, group: RuleGroup): void => {
    projects.set(directory, [...(projects.get(directory) ?? []), group]);
  };
  const byId = new Map(instances.map((instance) => [instance.id, instance]));
  for (const file of files) {
    if (file.scope !== 'user')
      add(file.directory, { key: file.path, source: { kind: 'file', file }, rules: file.rules });
  }
  for (const { instanceId, rules } of held) {
    const instance = byId.get(instanceId);
    if (instance === undefined) continue;
    const written = files.filter((file) => file.scope !== 'user' && file.instanceIds.includes(instanceId));
    const rest = rules.filter((rule) => !written.some((file) => file.rules.some((one) => sameRule(one, rule))));
    if (rest.length === 0) continue;
    add(folderOf(instance), { key: `held ${instanceId}`, source: { kind: 'held', instanceId }, rules: rest });
  }
  for (const instance of instances) {
    const rules = ownRules(instance);
    if (rules.length === 0) continue;
    add(folderOf(instance), { key: `own ${instance.id}`, source: { kind: 'own', instanceId: instance.id }, rules });
  }
  for (const file of files) {
    if (file.scope === 'user') add(null, { key: file.path, source: { kind: 'file', file }, rules: file.rules });
  }
  return [...projects].map(([directory, groups]) => ({ directory, groups }));
}

/** As the tower names it with files: without a slash at its end. */
const folderOf = ({ directory }: Instance): string => directory.replace(/(?<=.)[\\/]+$/, '');

function ownRules({ allowedTools, deniedTools, extraDirectories }: Instance): readonly StandingRule[] {
  return [
    ...allowedTools.map((text) => ({ list: 'allow' as const, text })),
    ...deniedTools.map((text) => ({ list: 'deny' as const, text })),
    ...extraDirectories.map((text) => ({ list: 'additionalDirectories' as const, text })),
  ];
}

/**
 * Those that contain every word, in the rule, in its project or in where it stands; whatever the case.
 * @param aboutOf what a person reads of a group beside its rules
 */
export function searchRules(
  projects: readonly ProjectRules[],
  text: string,
  aboutOf: (group: RuleGroup) => string,
  wordOf: (rule: StandingRule) => string,
): readonly ProjectRules[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return projects;
  return keepRules(projects, (rule, group, { directory }) => {
    const all = `${wordOf(rule)} ${rule.text} ${directory ?? ''} ${aboutOf(group)}`.toLowerCase();
    return words.every((word) => all.includes(word));
  });
}

/** The first so many of them: the browser need not draw what nobody scrolls to. */
export function firstRules(projects: readonly ProjectRules[], limit: number): readonly ProjectRules[] {
  let room = limit;
  return keepRules(
    projects,
    () => {
      room -= 1;
      return room >= 0;
    },
    true,
  );
}

export const countRules = (projects: readonly ProjectRules[]): number =>
  projects.flatMap(({ groups }) => groups).reduce((sum, { rules }) => sum + rules.length, 0);

/** @param bare whether a group that had no rules to begin with stays: it tells of a problem, or of a mode */
function keepRules(
  projects: readonly ProjectRules[],
  keep: (rule: StandingRule, group: RuleGroup, project: ProjectRules) => boolean,
  bare = false,
): readonly ProjectRules[] {
  return projects.flatMap((project) => {
    const groups = project.groups.flatMap((group) => {
      const rules = group.rules.filter((rule) => keep(rule, group, project));
      return rules.length > 0 || (bare && group.rules.length === 0) ? [{ ...group, rules }] : [];
    });
    return groups.length === 0 ? [] : [{ ...project, groups }];
  });
}

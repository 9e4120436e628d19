import type { Instance, InstanceStatus } from '../../shared/models/instance.ts';
import { asLaid, byDirectory } from '../../shared/models/instance-order.ts';
import type { Settings } from '../../shared/models/settings.ts';
import { countByStatus, filterInstances, type FleetFilter, isFiltering } from './fleet-selectors.ts';
import type { ById } from './fleet-state.ts';

/** Instances that work in the same folder. */
export interface Project {
  readonly directory: string;
  /** As short as tells it from the others: the last part of the folder, with its parent where two are alike. */
  readonly label: string;
  readonly ids: readonly string[];
  readonly folded: boolean;
}

/** One row of the sidebar. */
export type FleetRow =
  | { readonly kind: 'project'; readonly key: string; readonly project: Project }
  | { readonly kind: 'instance'; readonly key: string; readonly id: string };

/** How the instances stand: everything that lists of them need to know but the instances themselves. */
export interface Arrangement {
  /** Every instance that is there, in the order of the list. */
  readonly all: readonly string[];
  /** Those that the filter lets through, in the same order, whether their project is folded or not. */
  readonly shown: readonly string[];
  /** Empty where they are not grouped. */
  readonly projects: readonly Project[];
  readonly rows: readonly FleetRow[];
  /** How many instances there are of each status, filtered or not. */
  readonly counts: ReadonlyMap<InstanceStatus, number>;
}

export interface ArrangementInput {
  readonly instances: ById<Instance>;
  readonly order: readonly string[];
  readonly grouping: Settings['instanceGrouping'];
  readonly filter: FleetFilter;
  /** Directories of folded projects. */
  readonly folded: readonly string[];
  readonly statusWord: (status: InstanceStatus) => string;
  /** What the words depend on: the function itself is another one in every list. */
  readonly language: string;
}

/** Every instance that is there, in the order of the list. */
export function orderInstances(
  instances: ById<Instance>,
  order: readonly string[],
  grouping: Settings['instanceGrouping'],
): readonly Instance[] {
  const present = Object.values(instances).filter((instance) => instance.deletedAt === null);
  return asLaid(present, { instanceOrder: order, instanceGrouping: grouping });
}

/** Sorts, groups and filters. */
export function arrangeFleet({
  instances,
  order,
  grouping,
  filter,
  folded,
  statusWord,
}: ArrangementInput): Arrangement {
  const all = orderInstances(instances, order, grouping);
  const shown = filterInstances(all, filter, statusWord);
  const ids = (some: readonly Instance[]): readonly string[] => some.map(({ id }) => id);
  const labels = labelsOf([...new Set(all.map(({ directory }) => directory))]);
  const projects =
    grouping === 'flat'
      ? []
      : [...byDirectory(shown)].map(([directory, members]) => ({
          directory,
          label: labels.get(directory) ?? directory,
          ids: ids(members),
          // What was looked for is not hidden.
          folded: !isFiltering(filter) && folded.includes(directory),
        }));
  return {
    all: ids(all),
    shown: ids(shown),
    projects,
    rows: rowsOf(projects, ids(shown)),
    counts: countByStatus(all),
  };
}

function rowsOf(projects: readonly Project[], shown: readonly string[]): readonly FleetRow[] {
  const row = (id: string): FleetRow => ({ kind: 'instance', key: id, id });
  if (projects.length === 0) return shown.map(row);
  return projects.flatMap((project) => [
    { kind: 'project', key: `project ${project.directory}`, project },
    ...(project.folded ? [] : project.ids.map(row)),
  ]);
}

/** The shortest ends of the paths that tell them apart. */
function labelsOf(directories: readonly string[]): ReadonlyMap<string, string> {
  const parts = new Map(directories.map((path) => [path, path.split(/[\\/]+/).filter(Boolean)]));
  const labels = new Map<string, string>();
  let open = [...directories];
  for (let length = 1; open.length > 0; length += 1) {
    const used = new Map<string, string[]>();
    for (const path of open) {
      const label = (parts.get(path) ?? []).slice(-length).join('/');
      used.set(label, [...(used.get(label) ?? []), path]);
    }
    open = [];
    for (const [label, paths] of used) {
      for (const path of paths) {
        const whole = (parts.get(path)?.length ?? 0) <= length;
        if (paths.length === 1 || whole) labels.set(path, label === '' ? path : label);
        else open.push(path);
      }
    }
  }
  return labels;
}

/**
 * Makes a function that arranges, and answers the very same object for as long as nothing in it changed: an agent that begins
 * to work is news for its row, and not for the list.
 */
export function createArranger(): (input: ArrangementInput) => Arrangement {
  let last: { readonly input: ArrangementInput; readonly arrangement: Arrangement } | null = null;
  return (input) => {
    if (last !== null && sameInput(last.input, input)) return last.arrangement;
    const next = arrangeFleet(input);
    const arrangement = last === null ? next : keepSame(last.arrangement, next);
    last = { input, arrangement };
    return arrangement;
  };
}

function sameInput(a: ArrangementInput, b: ArrangementInput): boolean {
  return (
    a.instances === b.instances &&
    a.order === b.order &&
    a.grouping === b.grouping &&
    a.filter.text === b.filter.text &&
    a.filter.statuses === b.filter.statuses &&
    a.folded === b.folded &&
    a.language === b.language
  );
}

function keepSame(before: Arrangement, next: Arrangement): Arrangement {
  const kept: Arrangement = {
    all: sameItems(before.all, next.all) ? before.all : next.all,
    shown: sameItems(before.shown, next.shown) ? before.shown : next.shown,
    ...(sameProjects(before.projects, next.projects) && sameItems(keysOf(before), keysOf(next))
      ? { projects: before.projects, rows: before.rows }
      : { projects: next.projects, rows: next.rows }),
    counts: sameCounts(before.counts, next.counts) ? before.counts : next.counts,
  };
  const same =
    kept.all === before.all &&
    kept.shown === before.shown &&
    kept.rows === before.rows &&
    kept.counts === before.counts;
  return same ? before : kept;
}

const keysOf = ({ rows }: Arrangement): readonly string[] => rows.map(({ key }) => key);

const sameItems = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((item, index) => item === b[index]);

const sameProjects = (a: readonly Project[], b: readonly Project[]): boolean =>
  a.length === b.length &&
  a.every((project, index) => {
    const other = b[index];
    return (
      other !== undefined &&
      project.directory === other.directory &&
      project.label === other.label &&
      project.folded === other.folded &&
      sameItems(project.ids, other.ids)
    );
  });

const sameCounts = <K>(a: ReadonlyMap<K, number>, b: ReadonlyMap<K, number>): boolean =>
  a.size === b.size && [...a].every(([key, count]) => b.get(key) === count);

import { join, resolve } from 'node:path';
import type { Instance } from '../../../shared/models/instance.ts';
import type { RuleScope } from '../../../shared/models/permission-rule.ts';

/** A settings file that the CLI looks for, whether it is there or not. */
export interface RulePlace {
  readonly scope: RuleScope;
  readonly directory: string | null;
  readonly path: string;
  readonly instanceIds: readonly string[];
}

/** What decides where a person's own settings are. */
export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}

type Placed = Pick<Instance, 'id' | 'directory' | 'environment' | 'launcher'>;

/**
 * The files in which rules for these instances may stand, each once: those of projects in the order of the instances, then
 * those of the person. The demo agent reads none.
 */
export function rulePlaces(instances: readonly Placed[], surroundings: Surroundings): readonly RulePlace[] {
  const places = new Map<string, RulePlace & { instanceIds: string[] }>();
  const add = (instance: Placed, scope: RuleScope, directory: string | null, path: string): void => {
    const place = places.get(path);
    if (place !== undefined) place.instanceIds.push(instance.id);
    else places.set(path, { scope, directory, path, instanceIds: [instance.id] });
  };
  const real = instances.filter(({ launcher }) => launcher !== 'demo');
  const own = new Set(real.map((instance) => userPath(instance, surroundings)));
  for (const instance of real) {
    const directory = resolve(instance.directory);
    const shared = join(directory, '.claude', 'settings.json');
    add(instance, 'local', directory, join(directory, '.claude', 'settings.local.json'));
    // In the home, the project's are the person's.
    if (!own.has(shared)) add(instance, 'shared', directory, shared);
  }
  for (const instance of real) add(instance, 'user', null, userPath(instance, surroundings));
  return [...places.values()];
}

function userPath({ directory, environment: own }: Placed, { environment, home }: Surroundings): string {
  const value = (name: string): string | null => own[name] || environment[name] || null;
  const folder = value('CLAUDE_CONFIG_DIR') ?? join(value('HOME') ?? home, '.claude');
  return join(resolve(directory, folder), 'settings.json');
}

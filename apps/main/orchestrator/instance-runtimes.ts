import { InstanceRuntime, type InstanceRuntimeOptions } from './instance-runtime.ts';

/** The runtimes of those instances that have been at work under this tower; the others have none. */
export class InstanceRuntimes {
  readonly #options: InstanceRuntimeOptions;
  readonly #runtimes = new Map<string, InstanceRuntime>();

  constructor(options: InstanceRuntimeOptions) {
    this.#options = options;
  }

  /** The runtime of an instance, if it has one. */
  find(id: string): InstanceRuntime | undefined {
    return this.#runtimes.get(id);
  }

  /** The runtime of an instance that is to do something; made if there is none. */
  get(id: string): InstanceRuntime {
    const present = this.#runtimes.get(id);
    if (present !== undefined) return present;
    const made = new InstanceRuntime(id, this.#options);
    this.#runtimes.set(id, made);
    return made;
  }

  all(): readonly InstanceRuntime[] {
    return [...this.#runtimes.values()];
  }
}

/** Where a fault strikes. app: a tower was sent a signal that ends it, at work or on its way up. */
export const faultPlaces = ['app', 'cli', 'client', 'api', 'disk', 'clock'] as const;
export type FaultPlace = (typeof faultPlaces)[number];

/**
 * How many faults were really carried out. A plan's deed that finds nothing to strike is none: a CLI that does not run, a
 * connection that is cut already, an API that nobody asks meanwhile, a disk that cannot be filled. What a prompt leads a
 * stand-in to is not counted: it is what agents do.
 */
export type Injected = Readonly<Record<FaultPlace, number>>;

/** Counts faults as they are carried out. */
export class FaultTally {
  readonly #counts = new Map<FaultPlace, number>();

  /** @param happened whether it was more than an attempt */
  count(place: FaultPlace, happened: boolean): void {
    if (happened) this.#counts.set(place, (this.#counts.get(place) ?? 0) + 1);
  }

  get injected(): Injected {
    return injectedBy((place) => this.#counts.get(place) ?? 0);
  }
}

export const addUp = (all: readonly Injected[]): Injected =>
  injectedBy((place) => all.reduce((sum, one) => sum + one[place], 0));

const injectedBy = (count: (place: FaultPlace) => number): Injected => ({
  app: count('app'),
  cli: count('cli'),
  client: count('client'),
  api: count('api'),
  disk: count('disk'),
  clock: count('clock'),
});

import { afterAll, afterEach, beforeAll, describe } from 'vitest';
import { allClis, type CliUnderTest } from './cli-under-test.ts';

/** A first run installs the real CLIs, hundreds of megabytes. */
const installTimeoutMs = 15 * 60_000;

/** Holds the same specifications against every CLI: both imitations of the fake, and both real versions. */
export function describeEachCli(name: string, specify: (cli: CliUnderTest) => void): void {
  describe.each(allClis())(`$name: ${name}`, (cli) => {
    beforeAll(() => cli.open(), installTimeoutMs);
    afterEach(() => cli.reset());
    afterAll(() => cli.close());
    specify(cli);
  });
}

import { endCli, givePrompt, startCli, type Contestant } from './contestant.ts';

/** (a) Takes the bytes and looks at none: what the pipe and the emitter can do at most. */
export async function readBytes(command: string): Promise<Contestant> {
  const cli = await startCli(command);
  return {
    run: (course) =>
      new Promise((resolve) => {
        let taken = 0;
        const take = (chunk: Buffer): void => {
          taken += chunk.length;
          if (taken < course.bytes) return;
          cli.stdout.off('data', take);
          resolve();
        };
        cli.stdout.on('data', take);
        givePrompt(cli, course);
      }),
    close: () => endCli(cli),
  };
}

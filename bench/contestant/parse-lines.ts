import { createInterface } from 'node:readline';
import { endCli, givePrompt, startCli, type Contestant } from './contestant.ts';

/** (b) Node's readline and JSON.parse, and nothing done with what comes out: what a first script would do. */
export async function parseLines(command: string): Promise<Contestant> {
  const cli = await startCli(command);
  const lines = createInterface({ input: cli.stdout, crlfDelay: Infinity });
  return {
    run: (course) =>
      new Promise((resolve, reject) => {
        let events = 0;
        let results = 0;
        const take = (text: string): void => {
          const message = JSON.parse(text) as { readonly type?: unknown };
          events += 1;
          if (message.type === 'result') results += 1;
          if (events < course.events) return;
          lines.off('line', take);
          if (results === 1) resolve();
          else reject(new Error(`There were ${String(results)} results in place of one.`));
        };
        lines.on('line', take);
        givePrompt(cli, course);
      }),
    close: () => endCli(cli),
  };
}

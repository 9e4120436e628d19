import { join } from 'node:path';
import { LineFramer } from '../../apps/main/claude/line-framer.ts';
import { connect } from '../../apps/main/persistence/sqlite.ts';
import { endCli, givePrompt, startCli, type Contestant } from './contestant.ts';

/**
 * The least that reads a turn and keeps it: cuts lines, parses each, looks at none, and puts the bytes as they came into
 * SQLite, all of a read in one row. No state, no entries, no window: what is kept cannot be had for less.
 */
export async function keepBytes(command: string, directory: string): Promise<Contestant> {
  const cli = await startCli(command);
  const sqlite = connect(join(directory, 'least.db'), 'write');
  sqlite.pragma('journal_mode = WAL');
  sqlite.pragma('synchronous = NORMAL');
  // It has no thread for checkpoints as the tower has, and is spared them for the length of the bench.
  sqlite.pragma('wal_autocheckpoint = 0');
  sqlite.exec('CREATE TABLE reads (id INTEGER PRIMARY KEY, data BLOB NOT NULL)');
  const keep = sqlite.prepare<[Buffer]>('INSERT INTO reads (data) VALUES (?)');
  return {
    run: (course) =>
      new Promise((resolve) => {
        const framer = new LineFramer();
        let events = 0;
        const take = (chunk: Buffer): void => {
          for (const frame of framer.push(chunk)) {
            if (frame.kind === 'line') JSON.parse(frame.text);
            events += 1;
          }
          keep.run(chunk);
          if (events < course.events) return;
          cli.stdout.off('data', take);
          resolve();
        };
        cli.stdout.on('data', take);
        givePrompt(cli, course);
      }),
    close: async () => {
      await endCli(cli);
      sqlite.close();
    },
  };
}

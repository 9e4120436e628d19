import { agentSdk } from './agent-sdk.ts';
import { courseSchema, type Contestant, type Cost } from './contestant.ts';
import { keepBytes } from './keep-bytes.ts';
import { parseLines } from './parse-lines.ts';
import { readBytes } from './read-bytes.ts';
import { storeEntries } from './store-entries.ts';

/** One contestant in a process of its own: runs each course that it is sent and says how long it took. */
const [way = '', command = '', module = ''] = process.argv.slice(2);
const contestant = await open();

process.on('message', (message) => {
  const course = courseSchema.safeParse(message);
  if (!course.success) return;
  const begun = performance.now();
  const before = process.cpuUsage();
  void contestant.run(course.data).then(() => {
    const { user, system } = process.cpuUsage(before);
    const cost: Cost = { time: performance.now() - begun, work: (user + system) / 1000 };
    process.send?.(cost);
  });
});
process.once('disconnect', () => void contestant.close().then(() => process.exit(0)));
process.send?.('ready');

async function open(): Promise<Contestant> {
  if (way === 'bytes') return readBytes(command);
  if (way === 'lines') return parseLines(command);
  if (way === 'sdk') return agentSdk(command, module);
  if (way === 'least') return keepBytes(command, process.cwd());
  if (way === 'store') return storeEntries(process.cwd());
  throw new Error(`There is no contestant "${way}".`);
}

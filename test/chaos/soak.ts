import { parseArgs } from 'node:util';
import { soak } from './soak-run.ts';
import { slopesOf, type SoakSample } from './soak-sample.ts';

/**
 * Keeps a tower at constant work and prints what it uses: `npm run soak -- --minutes 30`. A line every ten seconds, and at
 * the end one line of JSON with what grew in an hour, by a straight line through the second half of the samples: the first
 * half is for caches to fill. It also says how many processes were `left` after the end, and how many `disagreements` there
 * were between memory and database; wanted are none.
 */
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '30' },
    agents: { type: 'string', default: '4' },
    every: { type: 'string', default: '10' },
  },
});
const positive = (name: 'minutes' | 'agents' | 'every'): number => {
  const value = Number(values[name]);
  if (value > 0) return value;
  process.stderr.write(
    `--${name} takes a number above 0. npm run soak -- --minutes 30 [--agents 4] [--every SECONDS]\n`,
  );
  process.exit(2);
};

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(1));
const megabytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(1)} MB`;
const samples: SoakSample[] = [];
const { turns, left, disagreements } = await soak({
  minutes: positive('minutes'),
  agents: positive('agents'),
  everyMs: positive('every') * 1000,
  onSample: (sample) => {
    samples.push(sample);
    const memory = [
      `rss ${megabytes(sample.rss)}`,
      `(anonymous ${megabytes(sample.rssAnon)}, files ${megabytes(sample.rssFile)}, shared ${megabytes(sample.rssShmem)})`,
      `heap ${megabytes(sample.heapUsed)} of ${megabytes(sample.heapTotal)}`,
      `external ${megabytes(sample.external)} (buffers ${megabytes(sample.arrayBuffers)})`,
    ].join(' ');
    const rest = `${sample.handles} handles, ${sample.descriptors} descriptors, ${sample.sockets} sockets, ${sample.children} children`;
    const seconds = Math.round(sample.atMs / 1000);
    process.stdout.write(
      `${seconds} s: ${memory}, ${rest}, database ${megabytes(sample.database)}, ${sample.turns} turns\n`,
    );
  },
});
for (const one of left) process.stderr.write(`left: ${one}\n`);
for (const one of disagreements) process.stderr.write(`disagreement: ${one}\n`);
const counts = { turns, left: left.length, disagreements: disagreements.length, samples: samples.length };
process.stdout.write(`${JSON.stringify({ ...counts, anHour: slopesOf(samples) })}\n`);
process.exitCode = left.length + disagreements.length === 0 ? 0 : 1;

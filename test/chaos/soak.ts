import { parseArgs } from 'node:util';
import { soak } from './soak-run.ts';
import { slopesOf, type SoakSample } from './soak-sample.ts';

/**
 * Keeps a tower at constant work and prints what it uses: `npm run soak -- --minutes 30`. A line every ten seconds, and at
 * the end one line of JSON with what grew in an hour, by a straight line through the second half of the samples: the first
 * half is for caches to fill.
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
const { turns, left } = await soak({
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
process.stdout.write(`${JSON.stringify({ turns, left, samples: samples.length, anHour: slopesOf(samples) })}\n`);
process.exitCode = left === 0 ? 0 : 1;

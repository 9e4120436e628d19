import { parseArgs } from 'node:util';
import { realCliPath, realCliVersions } from '../support/real-cli.ts';
import { playRound, type RoundReport } from './round.ts';
import { planRound } from './round-plan.ts';
import { describeRound, exitCodeOf, sumUp } from './summary.ts';

/**
 * Runs towers through all that can go wrong, by chance, and counts what they leave behind, lose, do twice, or contradict
 * themselves in. `npm run --silent chaos -- --help` tells how.
 */
const usage = `npm run --silent chaos -- [--rounds N] [--seed S] [--round K] [--real-cli SHARE] [--json] [--keep] [--plan]

  --rounds N         how many rounds (default 10)
  --seed S           names all decisions of chance (default: the time)
  --round K          plays round K of the seed alone
  --real-cli SHARE   how many of the agents are real CLIs, from 0 to 1 (default 0.1)
  --json             prints one line of JSON with the sums
  --keep             leaves the folders of a round in which something was wrong
  --plan             prints the plan of each round and plays none
`;

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '10' },
    seed: { type: 'string' },
    round: { type: 'string' },
    'real-cli': { type: 'string', default: '0.1' },
    json: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
    plan: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const say = (text: string): void => void process.stderr.write(`${text}\n`);
const numberOf = (text: string, name: string, fits: (value: number) => boolean): number => {
  const value = Number(text);
  if (fits(value)) return value;
  say(`--${name} ${text} is no number that fits.\n\n${usage}`);
  process.exit(2);
};
const whole = (value: number): boolean => Number.isInteger(value) && value >= 0;

if (values.help) {
  process.stdout.write(usage);
  process.exit(0);
}
if (process.platform !== 'linux') {
  say('Processes are looked at in /proc: this runs on Linux alone.');
  process.exit(2);
}
const seed = numberOf(values.seed ?? String(Math.floor(Date.now() / 1000)), 'seed', whole);
const share = numberOf(values['real-cli'], 'real-cli', (value) => value >= 0 && value <= 1);
const only = values.round === undefined ? null : numberOf(values.round, 'round', whole);
const count = only === null ? numberOf(values.rounds, 'rounds', (value) => whole(value) && value > 0) : 1;
const rounds = Array.from({ length: count }, (_, index) => only ?? index);

const missing = share > 0 ? realCliVersions.filter((version) => realCliPath(version) === null) : [];
if (missing.length > 0) {
  say(
    `The real Claude Code CLI ${missing.join(' and ')} is not installed: the fake one plays its part. ` +
      'To have it, run "node scripts/install-real-cli.ts".',
  );
}

const reports: RoundReport[] = [];
const print = (): void => {
  const sum = sumUp(seed, reports);
  process.stdout.write(`${values.json ? JSON.stringify(sum) : JSON.stringify(sum, null, 2)}\n`);
  process.exitCode = exitCodeOf(sum);
};
process.setMaxListeners(50);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    print();
    process.exit(1);
  });
}

for (const round of rounds) {
  const plan = planRound(seed, round, share);
  if (values.plan) {
    process.stdout.write(`${JSON.stringify(plan, null, 2)}\n`);
    continue;
  }
  const report = await playRound(plan, values.keep);
  reports.push(report);
  for (const line of describeRound(report, share)) say(line);
}
if (!values.plan) print();

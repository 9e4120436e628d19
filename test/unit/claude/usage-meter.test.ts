import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMessage } from '../../../apps/main/claude/message-parser.ts';
import { addUsage, UsageMeter } from '../../../apps/main/claude/usage-meter.ts';
import { noUsage, type Usage } from '../../../apps/shared/models/instance.ts';
import { allCliRuns, readCliRun, type CliRun } from '../../support/cli-runs.ts';
import { usageWith } from './builders.ts';

function readRun(run: CliRun): readonly Usage[] {
  const meter = new UsageMeter();
  return run.lines.flatMap(({ line, direction }) => {
    const message = direction === 'out' ? parseMessage(line) : null;
    return message?.kind === 'result' ? [meter.read(message.result)] : [];
  });
}

/** A real model call of the recordings: the stand-in always counted so many tokens. */
const call = { inputTokens: 100, outputTokens: 20 };

describe('UsageMeter', () => {
  it('counts each turn of an older CLI by the difference', () => {
    const turns = readRun(readCliRun('2.1.197', '03a-multiturn'));
    expect(turns).toEqual([usageWith({ ...call, costUsd: 0.001 }), usageWith({ ...call, costUsd: 0.001 })]);
  });

  it('counts nothing for turns that called no model', () => {
    const turns = readRun(readCliRun('2.1.197', '03h-slash'));
    expect(turns.map((turn) => turn.outputTokens)).toEqual([20, 0, 0, 0, 0, 0, 20]);
  });

  it('counts after a resume what was added, from CLIs that begin again and from CLIs that carry over', () => {
    for (const version of ['2.1.197', '2.1.330']) {
      const turns = readRun(readCliRun(version, '05b-resume'));
      expect(turns).toHaveLength(1);
      expect(turns[0]).toMatchObject(call);
    }
  });

  it('counts what a subagent used and what a self-started turn used', () => {
    const turns = readRun(readCliRun('2.1.330', '02e-subagent'));
    expect(turns.map((turn) => turn.outputTokens)).toEqual([60, 40]);
  });

  it('adds up to the running total of every recorded process that began at zero', () => {
    for (const run of allCliRuns().filter(({ name }) => !name.includes('resume'))) {
      const last = run.lines.flatMap(({ line, direction }) => {
        const message = direction === 'out' ? parseMessage(line) : null;
        return message?.kind === 'result' ? [message.result.total] : [];
      });
      const sum = readRun(run).reduce(addUsage, noUsage);
      const total = last.at(-1) ?? noUsage;
      expect(sum.costUsd).toBeCloseTo(total.costUsd, 9);
      expect({ ...sum, costUsd: 0 }).toEqual({ ...total, costUsd: 0 });
    }
  });

  it('is never negative, whatever the CLI counts, and adds up while totals only grow', () => {
    const amounts = fc.array(fc.nat(1000), { maxLength: 20 });
    fc.assert(
      fc.property(amounts, (totals) => {
        const meter = new UsageMeter();
        for (const inputTokens of totals) {
          expect(meter.read({ total: usageWith({ inputTokens }), sinceLast: null }).inputTokens).toBeGreaterThanOrEqual(
            0,
          );
        }
      }),
    );
    fc.assert(
      fc.property(amounts, (added) => {
        const meter = new UsageMeter();
        let inputTokens = 0;
        for (const amount of added) {
          inputTokens += amount;
          expect(meter.read({ total: usageWith({ inputTokens }), sinceLast: null }).inputTokens).toBe(amount);
        }
      }),
    );
  });
});

import { describe, expect, it } from 'vitest';
import { FrameGatherer } from '../../../apps/renderer/connection/frame-gatherer.ts';
import { anInstance, aSnapshot, delta, durable, updated } from '../../support/renderer/builders.ts';

function gathered() {
  const seen: string[] = [];
  const frames: (() => void)[] = [];
  let cancelled = 0;
  const gatherer = new FrameGatherer(
    {
      batch: (batch) => seen.push(`${String(batch.passing.length)}+${String(batch.durable.length)}`),
      snapshot: ({ seq }) => seen.push(`snapshot ${String(seq)}`),
      deltasLost: () => seen.push('deltas lost'),
      link: (state) => seen.push(state),
    },
    (run) => {
      frames.push(run);
      return () => (cancelled += 1);
    },
  );
  return { gatherer, seen, frame: () => frames.shift()?.(), asked: () => frames.length, cancelled: () => cancelled };
}

describe('batches of one frame', () => {
  it('are handed on together, each as it came', () => {
    const { gatherer, seen, frame, asked } = gathered();
    gatherer.batch(delta('m', 0, 'a'));
    gatherer.batch(durable(updated(1, anInstance()), updated(2, anInstance())));
    gatherer.batch(delta('m', 1, 'b'));
    expect(seen).toEqual([]);
    expect(asked()).toBe(1);
    frame();
    expect(seen).toEqual(['1+0', '0+2', '1+0']);
    gatherer.batch(delta('m', 1, 'c'));
    expect(asked()).toBe(1);
  });

  it.each([
    ['an answer', (gatherer: FrameGatherer) => gatherer.answered(), []],
    ['a snapshot', (gatherer: FrameGatherer) => gatherer.snapshot(aSnapshot(7)), ['snapshot 7']],
    ['a lost connection', (gatherer: FrameGatherer) => gatherer.link('lost'), ['lost']],
    ['lost deltas', (gatherer: FrameGatherer) => gatherer.deltasLost(), ['deltas lost']],
  ])('are there before %s', (_, happen, then) => {
    const { gatherer, seen, frame, cancelled } = gathered();
    gatherer.batch(delta('m', 0, 'a'));
    happen(gatherer);
    expect(seen).toEqual(['1+0', ...then]);
    expect(cancelled()).toBe(1);
    frame();
    expect(seen).toHaveLength(1 + then.length);
  });
});

import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { MemoryGate } from '../../../apps/main/orchestrator/resource-gate.ts';
import type { Problem } from '../../../apps/shared/models/problem.ts';

let available: number | null;
let reserve: number | null;
let told: (Problem | null)[];
let gate: MemoryGate;

beforeEach(() => {
  vi.useFakeTimers();
  available = 1_000_000_000;
  reserve = 500_000_000;
  told = [];
  gate = new MemoryGate({
    available: () => available,
    reserve: () => reserve,
    onChange: (problem) => void told.push(problem),
    recheckMs: 1000,
  });
});
afterEach(() => {
  gate.stop();
  vi.useRealTimers();
});

it('lets turns begin while there is memory, and tells nobody', () => {
  expect(gate.isShort()).toBe(false);
  expect(told).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});

it('says once that memory is short, looks again by itself, and says when it no longer is', () => {
  available = 400_000_000;
  expect([gate.isShort(), gate.isShort()]).toEqual([true, true]);
  expect(told).toMatchObject([{ code: 'memory.short', params: { available: 400, wanted: 500 } }]);
  vi.advanceTimersByTime(3000);
  expect(told).toHaveLength(1);
  available = 510_000_000;
  vi.advanceTimersByTime(1000);
  expect(told, 'not enough beyond the reserve').toHaveLength(1);
  available = 530_000_000;
  vi.advanceTimersByTime(1000);
  expect(told[1]).toBeNull();
  expect(vi.getTimerCount()).toBe(0);
});

it('holds nobody up without a wish, or where the system cannot tell', () => {
  available = 1;
  reserve = null;
  expect(gate.isShort()).toBe(false);
  reserve = 500;
  available = null;
  expect(gate.isShort()).toBe(false);
});

it('opens when the wish is taken back', () => {
  available = 1;
  expect(gate.isShort()).toBe(true);
  reserve = null;
  expect(gate.isShort()).toBe(false);
  expect(told.at(-1)).toBeNull();
});

it('looks no more once it is stopped', () => {
  available = 1;
  gate.isShort();
  gate.stop();
  expect(vi.getTimerCount()).toBe(0);
  gate.isShort();
  expect(vi.getTimerCount()).toBe(0);
});

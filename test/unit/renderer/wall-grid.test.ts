import { describe, expect, it } from 'vitest';
import { gridFrame, gridHeight, keyTarget, scrollTo } from '../../../apps/renderer/features/wall/grid-frame.ts';
import { recallView, rememberView } from '../../../apps/renderer/stores/view-memory.ts';
import { firstChoice, shownInstance } from '../../../apps/renderer/stores/shown-instance.ts';
import { initialView, type ViewState } from '../../../apps/renderer/stores/view-state.ts';
import { createStore } from 'zustand/vanilla';
import { anInstance, uuid } from '../../support/renderer/builders.ts';

const measures = { tileWidth: 100, tileHeight: 50, gap: 10 };

describe('the grid of the wall', () => {
  it('draws what is seen and two rows around it, whatever there is beyond', () => {
    const frame = gridFrame(1000, measures, { width: 430, height: 120, top: 600 });
    expect(frame).toEqual({ columns: 4, first: 32, end: 56, firstSeen: 40, endSeen: 48 });
    expect(gridFrame(1, measures, { width: 40, height: 120, top: -14 })).toMatchObject({
      columns: 1,
      first: 0,
      end: 1,
    });
    expect(gridFrame(0, measures, { width: 430, height: 120, top: 0 })).toMatchObject({ first: 0, end: 0 });
  });

  it('is as high as its rows', () => {
    expect(gridHeight(9, 4, measures)).toBe(170);
    expect(gridHeight(0, 4, measures)).toBe(0);
  });

  it('scrolls as little as shows a tile whole', () => {
    const view = { width: 430, height: 120, top: 60 };
    expect(scrollTo(0, 4, measures, view)).toBe(0);
    expect(scrollTo(4, 4, measures, view)).toBeNull();
    expect(scrollTo(12, 4, measures, view)).toBe(110);
  });

  it.each([
    ['ArrowRight', 0, 1],
    ['ArrowRight', 9, null],
    ['ArrowLeft', 0, null],
    ['ArrowDown', 1, 5],
    ['ArrowDown', 7, 9],
    ['ArrowDown', 9, null],
    ['ArrowUp', 9, 5],
    ['ArrowUp', 3, null],
    ['Home', 9, 0],
    ['End', 0, 9],
    ['a', 0, null],
  ])('goes with %s from tile %i to %s', (key, from, to) => {
    expect(keyTarget(key, from, 10, 4)).toBe(to);
  });
});

describe('what a window shows', () => {
  const one = { [uuid(1)]: anInstance() };
  const two = { ...one, [uuid(2)]: anInstance({ id: uuid(2) }) };

  it('is the wall while nothing is chosen, and a fleet of one itself', () => {
    expect(shownInstance({ instances: two }, initialView)).toBeNull();
    expect(firstChoice({ instances: one, loaded: true }, initialView)).toBe(uuid(1));
    expect(firstChoice({ instances: two, loaded: true }, initialView)).toBeNull();
    expect(firstChoice({ instances: one, loaded: true }, { ...initialView, wall: true })).toBeNull();
    expect(firstChoice({ instances: one, loaded: true }, { ...initialView, soleId: uuid(2) })).toBeNull();
    const gone = { [uuid(1)]: anInstance({ deletedAt: 3 }) };
    expect(shownInstance({ instances: gone }, { ...initialView, selectedId: uuid(1) })).toBeNull();
  });

  const storage = () => {
    const kept = new Map<string, string>();
    return {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
      removeItem: (key: string) => void kept.delete(key),
    };
  };

  it('is there again after a reload; what is folded, after a restart too', () => {
    const session = storage();
    const lasting = storage();
    const view = createStore<ViewState>(() => initialView);
    rememberView(view, { session, lasting });
    view.setState({ selectedId: uuid(1), statuses: ['waiting'], folded: ['/srv'] });
    const kept = { selectedId: uuid(1), wall: false, board: false, filter: '', statuses: ['waiting'] };
    expect(recallView({ session, lasting })).toEqual({ ...kept, folded: ['/srv'] });
    expect(recallView({ session: storage(), lasting })).toEqual({ folded: ['/srv'] });
  });

  it('is as at first where what was kept cannot be read', () => {
    const broken = { ...storage(), getItem: () => '{"selectedId":1' };
    const forbidden = {
      ...storage(),
      getItem: () => {
        throw new Error('denied');
      },
    };
    expect(recallView({ session: broken, lasting: forbidden })).toEqual({});
  });
});

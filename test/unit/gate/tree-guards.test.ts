import { describe, expect, it } from 'vitest';
import { judgeTree } from '../../../scripts/gate/tree-guards.ts';

const file = (path: string, content = '') => ({ path, read: () => content });

describe('judgeTree', () => {
  it.each([
    ['apps/main/events/EventBus.ts', ''],
    ['apps/renderer/components/utils.ts', ''],
    ['test/support/helpers.ts', ''],
    ['package-lock.json', '{"resolved": "https://example.org/x.tgz"}'],
    ['test/real-cli/newest/package-lock.json', '{"resolved": "https://example.org/x.tgz"}'],
    ['apps/renderer/features/fleet/row.module.css', '.row { color: #b35000; }'],
    ['apps/renderer/features/fleet/row.module.css', '.row { background: rgb(0 0 0 / 10%); }'],
    ['apps/renderer/features/fleet/row.module.css', '.row { font-size: 13px; }'],
    ['apps/renderer/features/fleet/row.module.css', '.row { border-radius: 5px; }'],
  ])('objects to %s', (path, content) => {
    expect(judgeTree([file(path, content)])).toEqual([expect.stringContaining(path)]);
  });

  it.each([
    ['apps/main/events/event-bus.ts', ''],
    ['test/unit/events/event-bus.test.ts', ''],
    ['apps/main/persistence/migrations/0001-first.ts', ''],
    ['package-lock.json', '{"integrity": "sha512-x"}'],
    ['README.md', ''],
    ['apps/renderer/global.css', ':root { --tone-ask: #b35000; }'],
    ['apps/renderer/features/fleet/row.module.css', '.row { font-size: var(--text-body); border-radius: 50%; }'],
    ['apps/renderer/features/fleet/row.module.css', '.row { font-size: 0.9em; color: var(--tone-ask); }'],
  ])('has nothing against %s', (path, content) => {
    expect(judgeTree([file(path, content)])).toEqual([]);
  });
});

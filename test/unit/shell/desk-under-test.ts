import { vi } from 'vitest';
import { EventBus } from '../../../apps/main/events/event-bus.ts';
import { FleetView } from '../../../apps/main/shell/fleet-view.ts';
import { NewsDesk } from '../../../apps/main/shell/news-desk.ts';
import type { Notice } from '../../../apps/main/shell/notices.ts';
import { english } from '../../../apps/main/shell/words/english.ts';
import type { Instance } from '../../../apps/shared/models/instance.ts';
import { defaultSettings, type Settings } from '../../../apps/shared/models/settings.ts';
import { aSnapshot } from '../../support/renderer/builders.ts';

/** A news desk at noon of a day whose clock the test moves, with all that it shows. To be closed by the test. */
export class DeskUnderTest {
  readonly bus: EventBus;
  readonly shown: Notice[] = [];
  /** Whether somebody looks at the window. */
  watched = false;
  readonly #fleet: FleetView;
  readonly #desk: NewsDesk;

  constructor(instances: readonly Instance[]) {
    vi.useFakeTimers({ now: new Date('2026-05-04T12:00:00') });
    this.bus = new EventBus({ writer: { lastSeq: 0, write: () => null } });
    this.#fleet = new FleetView(this.bus, aSnapshot(0, instances));
    this.#desk = new NewsDesk({
      bus: this.bus,
      fleet: this.#fleet,
      words: () => english,
      isWatched: () => this.watched,
      show: (notice) => this.shown.push(notice),
      now: () => new Date(),
    });
  }

  settle(settings: Partial<Settings>): void {
    this.bus.publish('settings.updated', { settings: { ...defaultSettings, ...settings } });
  }

  close(): void {
    this.#desk.close();
    this.#fleet.close();
    this.bus.close();
    vi.useRealTimers();
  }
}

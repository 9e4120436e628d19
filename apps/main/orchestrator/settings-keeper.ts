import { ok, type Result } from '../../shared/models/problem.ts';
import type { Settings, SettingsPatch } from '../../shared/models/settings.ts';
import type { EventBus } from '../events/event-bus.ts';

/** The settings as they are now. */
export class SettingsKeeper {
  readonly #bus: EventBus;
  #settings: Settings;

  constructor(bus: EventBus, stored: Settings) {
    this.#bus = bus;
    this.#settings = stored;
  }

  get current(): Settings {
    return this.#settings;
  }

  /** Changes settings; they are stored when this returns them. */
  update(patch: SettingsPatch): Result<Settings> {
    const changed = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
    const before = this.#settings;
    // Set before anybody is told: who hears of the change reads it here.
    this.#settings = { ...before, ...changed };
    const published = this.#bus.publishNow('settings.updated', { settings: this.#settings });
    if (published.ok) return ok(this.#settings);
    this.#settings = before;
    return published;
  }
}

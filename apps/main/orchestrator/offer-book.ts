import { randomUUID } from 'node:crypto';
import type { ClaudeProcess } from '../claude/claude-process.ts';
import { cliOfferSchema, type CliOffer } from '../../shared/models/cli.ts';
import type { Launcher as LauncherName } from '../../shared/models/instance.ts';
import type { Json } from '../../shared/models/json.ts';
import { problem } from '../../shared/models/problem-words.ts';
import { fail, ok, type Result } from '../../shared/models/problem.ts';
import type { Settings } from '../../shared/models/settings.ts';
import { newInstance, settingsOfDraft } from './instance-draft.ts';
import type { ProcessStarter } from './process-starter.ts';

/** Where offers are kept between two runs. */
export interface OfferStore {
  get(key: string): Json | undefined;
  set(key: string, value: Json): unknown;
}

export interface OfferBookOptions {
  readonly store: OfferStore;
  readonly starter: ProcessStarter;
  readonly settings: () => Settings;
  /** A folder to ask from: without project settings of its own. */
  readonly directory: string;
  readonly now: () => number;
}

/** What each launcher offers: models and slash commands, in the CLI's own words. */
export class OfferBook {
  readonly #options: OfferBookOptions;
  readonly #asking = new Map<LauncherName, Promise<Result<CliOffer>>>();
  readonly #processes = new Set<ClaudeProcess>();
  #closing = false;

  constructor(options: OfferBookOptions) {
    this.#options = options;
  }

  /** Notes what a process said when it got ready. */
  note(launcher: LauncherName, offer: CliOffer): void {
    if (offer.models.length > 0) this.#options.store.set(keyOf(launcher), cliOfferToJson(offer));
  }

  /** @param refresh asks the CLI itself, even if it has been asked before. That starts a process and costs no tokens. */
  async get(launcher: LauncherName, refresh = false): Promise<Result<CliOffer>> {
    const kept = cliOfferSchema.safeParse(this.#options.store.get(keyOf(launcher)));
    if (kept.success && !refresh) return ok(kept.data);
    if (this.#closing) return fail(problem('tower.stopping'));
    const asking = this.#asking.get(launcher) ?? this.#ask(launcher).finally(() => this.#asking.delete(launcher));
    this.#asking.set(launcher, asking);
    return asking;
  }

  /** Ends the processes that are still being asked: one that does not answer would hold up a quit for a minute. */
  async close(): Promise<void> {
    this.#closing = true;
    await Promise.all([...this.#processes].map((process) => process.end()));
    await Promise.allSettled(this.#asking.values());
  }

  async #ask(launcher: LauncherName): Promise<Result<CliOffer>> {
    const draft = { directory: this.#options.directory, launcher, permissionMode: 'ask' } as const;
    const settings = settingsOfDraft(draft, { ...this.#options.settings(), defaultModel: null });
    const probe = newInstance(randomUUID(), settings, this.#options.now());
    const { starter } = this.#options;
    const started = await starter.start(probe, { onMessage: () => undefined, onStderr: () => undefined });
    if (!started.ok) return started;
    const { process } = started.value;
    this.#processes.add(process);
    // It may have been on its way up while all others were ended.
    if (this.#closing) void process.end();
    const ready = await starter.initialize(process);
    await process.end();
    this.#processes.delete(process);
    if (!ready.ok) return ready;
    const kept = cliOfferSchema.safeParse(this.#options.store.get(keyOf(launcher)));
    return ok(kept.success ? kept.data : { models: [], commands: [] });
  }
}

const keyOf = (launcher: LauncherName): string => `offer:${launcher}`;

function cliOfferToJson({ models, commands }: CliOffer): Json {
  return { models: models.map((model) => ({ ...model })), commands: commands.map((command) => ({ ...command })) };
}

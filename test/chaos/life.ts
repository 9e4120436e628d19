import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { realCliPath } from '../support/real-cli.ts';
import type { ApiFront } from './api-front.ts';
import { ChaosTower, lifeVariable } from './chaos-tower.ts';
import { ChaosWindow } from './chaos-window.ts';
import type { FaultTally } from './injected.ts';
import type { Person } from './person.ts';
import { hasMark, ProcessWatch } from './process-watch.ts';
import { cliVariable, type RoundPlace } from './round-place.ts';
import type { AgentPlan, Deed, DeathPlan, LifePlan } from './round-plan.ts';

/** What a round's towers share. */
export interface RoundStage {
  readonly name: string;
  readonly place: RoundPlace;
  readonly front: ApiFront;
  readonly person: Person;
  readonly agents: readonly AgentPlan[];
  readonly recovers: boolean;
  readonly tally: FaultTally;
  /** How far the clock is off, in milliseconds; it stays so for the towers that follow. */
  shiftMs: number;
}

/** How a tower ended, and how long what it had started outlived it. */
export interface LifeEnd {
  readonly signals: number;
  readonly killed: boolean;
  /** From the last moment in which the tower lived, or an orderly end began, until nothing of its work was left. */
  readonly cleanMs: number;
  readonly orphans: readonly string[];
  /** How an orderly end was no end. */
  readonly faults: readonly string[];
}

/** What must be gone how long after a death, and after an orderly end begins, in milliseconds. */
const deathLimitMs = 5000;
export const orderlyLimitMs = 10_000;
/** The deeds until then come first in any case. */
const firstDeedsMs = 40;
/** How long an agent is waited for to be at work, in milliseconds: nobody may have a task. */
const warmLimitMs = 4000;
/** A turn is taken for stalled within seconds, and recovered without being asked. */
const quickRecovery = { whenStalled: 'recover', stallMs: 1500, stallToolMs: 2500 } as const;
/** How often families are looked at while a tower lives. */
const lookMs = 100;

/** One tower of a round with all that befalls it. */
export class Life {
  readonly tower: ChaosTower;
  readonly #stage: RoundStage;
  readonly #watch: ProcessWatch;
  readonly #mark: string;
  readonly #answered: Promise<void>[] = [];
  #window: ChaosWindow | null = null;

  constructor(stage: RoundStage, number: number) {
    this.#stage = stage;
    const mark = `${stage.place.folder}#${number}`;
    this.#mark = `${lifeVariable}=${mark}`;
    this.tower = new ChaosTower({ place: stage.place, mark, shiftMs: stage.shiftMs });
    this.#watch = new ProcessWatch(this.tower.pid, this.#mark);
    this.#watch.begin(lookMs);
  }

  /** @returns false when the tower was gone before there was a window */
  async openWindow(): Promise<boolean> {
    const link = await this.tower.link;
    this.#window = link === null ? null : await ChaosWindow.open(link, this.tower.exited);
    if (this.#window !== null) this.#stage.person.sitDown(this.#window);
    return this.#window !== null;
  }

  /** Lives to its death. @returns how it went, once nothing of it is left or the time for that is over */
  async run(plan: LifePlan): Promise<LifeEnd> {
    const { death } = plan;
    if (death.during === 'start') {
      await pause(death.afterMs);
      return this.end(death);
    }
    if (await this.openWindow()) await this.#work(plan);
    return this.end(death);
  }

  /** Ends the tower in the way of a plan. */
  async end(death: Pick<DeathPlan, 'signals'>): Promise<LifeEnd> {
    const hadEnded = this.tower.hasEnded;
    let begun = performance.now();
    let killed = false;
    let sent = 0;
    for (const { signal, afterMs } of death.signals) {
      await Promise.race([pause(afterMs), this.tower.exited]);
      if (this.tower.hasEnded) break;
      this.#watch.look();
      if (signal === 'SIGKILL') begun = performance.now();
      killed = signal === 'SIGKILL';
      this.tower.signal(signal);
      sent += 1;
    }
    const limitMs = killed || hadEnded ? deathLimitMs : orderlyLimitMs;
    const left = async (what: 'all' | 'work'): Promise<number> => {
      for (;;) {
        const passed = performance.now() - begun;
        if (this.tower.hasEnded && this.#watch.survivors(what).length === 0) return passed;
        if (passed > limitMs) return passed;
        await pause(20);
      }
    };
    const cleanMs = await left('work');
    await left('all');
    const faults = this.tower.hasEnded ? [] : [`the tower itself is alive ${limitMs} ms after ${describe(death)}`];
    const orphans = this.#watch.survivors('all').map(({ pid, words }) => `${pid} ${words}`);
    this.#watch.end();
    this.#window?.close();
    this.tower.signal('SIGKILL');
    await this.tower.exited;
    if (orphans.length > 0 || faults.length > 0) this.#watch.endSurvivors();
    await Promise.all(this.#answered);
    return { signals: sent, killed, cleanMs, orphans, faults };
  }

  async #work({ deeds, warm, death: { afterMs: lengthMs } }: LifePlan): Promise<void> {
    let begun = performance.now();
    let cold = warm;
    for (const { atMs, deed } of deeds) {
      if (cold && atMs > firstDeedsMs) {
        cold = false;
        await Promise.race([this.#stage.person.seesWork(warmLimitMs), this.tower.exited]);
        begun = performance.now();
      }
      await Promise.race([pause(atMs - (performance.now() - begun)), this.tower.exited]);
      if (this.tower.hasEnded) return;
      const answered = this.#do(deed);
      // Agents are created one after the other, so that the plan's numbers are theirs.
      if (deed.kind === 'create') await Promise.race([answered, this.tower.exited]);
      this.#answered.push(answered);
    }
    await Promise.race([pause(lengthMs - (performance.now() - begun)), this.tower.exited]);
  }

  async #do(deed: Deed): Promise<void> {
    const { person, place, front, tally } = this.#stage;
    switch (deed.kind) {
      case 'create':
        return this.#create(deed.agent);
      case 'killCli':
        return tally.count('cli', this.#killCli(deed.agent, deed.signal));
      case 'cutClient':
        return tally.count('client', this.#window?.cut() === true);
      case 'stallClient':
        return tally.count('client', this.#window?.stall(deed.forMs) === true);
      case 'api':
        // It counts by itself, when somebody meets it.
        return front.misbehave(deed.mode, deed.forMs);
      case 'clock':
        this.#stage.shiftMs = deed.shiftMs;
        return tally.count('clock', await this.tower.shift(deed.shiftMs));
      case 'fillDisk':
        return tally.count('disk', place.fillDisk());
      case 'freeDisk':
        return place.freeDisk();
      default:
        return person.does(deed);
    }
  }

  async #create(agent: number): Promise<void> {
    const { agents, place, person, recovers } = this.#stage;
    const plan = agents[agent];
    if (plan === undefined) return;
    if (agent === 0 && recovers) await person.call('settings.update', quickRecovery);
    const real = plan.cli === 'fake' ? null : realCliPath(plan.cli);
    const deaf = { spawn: [{ act: 'ignoreEndOfInput' }, { act: 'ignoreSignals', signals: ['SIGINT', 'SIGTERM'] }] };
    const script = { imitate: plan.imitate, retryPace: 0.02, ...(plan.deaf ? { at: deaf } : {}) };
    const environment = real === null ? { FAKE_CLAUDE_SCRIPT: JSON.stringify(script) } : { [cliVariable]: real };
    const { permissionMode, whenCut } = plan;
    const name = `agent ${agent}`;
    await person.create(agent, { name, directory: place.project, permissionMode, whenCut, environment });
  }

  /** By the pid that the tower shows, if that still is a process of this tower. @returns whether it was sent */
  #killCli(agent: number, signal: NodeJS.Signals): boolean {
    const { person } = this.#stage;
    const pid = person.instances.get(person.agents[agent] ?? '')?.pid ?? null;
    if (pid === null || !hasMark(pid, this.#mark)) return false;
    try {
      return process.kill(pid, signal);
    } catch {
      // It has ended by itself.
      return false;
    }
  }
}

/** The last lines of the tower's log: what a fault is to be understood by. */
export function lastLog(place: RoundPlace): string {
  try {
    return readFileSync(join(place.data, 'logs', 'tower.log'), 'utf8').slice(-2000);
  } catch {
    return '';
  }
}

const describe = ({ signals }: Pick<DeathPlan, 'signals'>): string =>
  signals.map(({ signal, afterMs }) => `${signal} after ${afterMs} ms`).join(', ');

export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.max(0, milliseconds)));

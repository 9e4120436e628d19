import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { contradictions, leftovers, readStored } from '../support/agreement.ts';
import { Acknowledged } from './acknowledged.ts';
import { ApiFront } from './api-front.ts';
import { illegalRecords, illegalSteps, readWords } from './disk-check.ts';
import { compareMemory, finishQueue } from './finish.ts';
import { duplicates, recordedPrompts, wasGiven } from './given-prompts.ts';
import { FaultTally, type Injected } from './injected.ts';
import { lastLog, Life, type LifeEnd, type RoundStage } from './life.ts';
import { Person } from './person.ts';
import { RoundPlace } from './round-place.ts';
import type { RoundPlan } from './round-plan.ts';

export const faultKinds = ['orphan', 'lost', 'duplicated', 'disagreement'] as const;
export type FaultKind = (typeof faultKinds)[number];

export interface Fault {
  readonly kind: FaultKind;
  readonly text: string;
}

/** What came of one round. */
export interface RoundReport {
  readonly seed: number;
  readonly round: number;
  /** Signals that were sent to towers to end them. */
  readonly kills: number;
  readonly injected: Injected;
  /** How long the guard took after each SIGKILL, in milliseconds. */
  readonly guardMs: readonly number[];
  readonly tasks: number;
  readonly facts: number;
  /** How many prompts stand-ins read, and how often real CLIs asked the API for a message. */
  readonly prompts: number;
  readonly requests: number;
  readonly smallDisk: boolean;
  readonly faults: readonly Fault[];
  readonly log: string;
  readonly tookMs: number;
}

/** Plays a round to its end, and looks at what it left. The folders are deleted unless something was wrong and `keep` is set. */
export async function playRound(plan: RoundPlan, keep = false): Promise<RoundReport> {
  const tally = new FaultTally();
  const front = await ApiFront.start(() => tally.count('api', true));
  const place = new RoundPlace(front.url, plan.smallDisk);
  const abandon = (): void => place.unmount();
  process.once('exit', abandon);
  try {
    const report = await new Round(plan, place, front, tally).play();
    if (!keep || report.faults.length === 0) place.remove();
    else {
      place.keep();
      return { ...report, log: `kept in ${place.folder}\n${report.log}` };
    }
    return report;
  } finally {
    await front.stop();
    place.unmount();
    process.off('exit', abandon);
  }
}

class Round {
  readonly #plan: RoundPlan;
  readonly #stage: RoundStage;
  readonly #database: string;
  readonly #acknowledged = new Acknowledged();
  readonly #faults: Fault[] = [];
  readonly #ends: LifeEnd[] = [];

  constructor(plan: RoundPlan, place: RoundPlace, front: ApiFront, tally: FaultTally) {
    this.#plan = plan;
    this.#database = join(place.data, 'tower.db');
    const person = new Person(this.#acknowledged);
    const { agents, recovers } = plan;
    this.#stage = { name: `${plan.seed}/${plan.round}`, place, front, person, agents, recovers, tally, shiftMs: 0 };
  }

  async play(): Promise<RoundReport> {
    const begun = performance.now();
    const ending: Promise<unknown>[] = [];
    for (const [number, life] of this.#plan.lives.entries()) {
      const one = new Life(this.#stage, number);
      if (life.waitUntilClean) {
        this.#ended(await one.run(life), number);
        this.#checkDisk(false);
      } else {
        const run = one.run(life).then((end) => this.#ended(end, number));
        ending.push(run);
        await one.tower.exited;
      }
    }
    await this.#lastLife();
    await Promise.all(ending);
    const { place, front, tally } = this.#stage;
    return {
      seed: this.#plan.seed,
      round: this.#plan.round,
      kills: this.#ends.reduce((sum, { signals }) => sum + signals, 0),
      injected: tally.injected,
      guardMs: this.#ends.flatMap(({ killed, cleanMs }) => (killed ? [cleanMs] : [])),
      tasks: this.#acknowledged.tasks.size,
      facts: this.#acknowledged.facts,
      prompts: recordedPrompts(place.record).length,
      requests: front.api.conversations.length,
      smallDisk: place.smallDisk,
      faults: this.#faults,
      log: this.#faults.length === 0 ? '' : lastLog(place),
      tookMs: performance.now() - begun,
    };
  }

  /** The tower that is left to finish what its predecessors began, and ends well. */
  async #lastLife(): Promise<void> {
    const { place, front } = this.#stage;
    place.freeDisk();
    front.recover();
    const number = this.#plan.lives.length;
    const last = new Life(this.#stage, number);
    if (await last.openWindow()) {
      this.#fault('lost', await finishQueue(this.#stage));
      const snapshot = () => this.#stage.person.call('tower.snapshot', {});
      this.#fault('disagreement', await compareMemory({ snapshot, read: () => readStored(this.#database) }));
    } else this.#fault('lost', [`the last tower did not open: ${last.tower.farewell}`]);
    this.#ended(await last.end({ signals: [{ signal: this.#plan.lastSignal, afterMs: 0 }] }), number);
    this.#checkDisk(true);
    this.#checkPrompts();
  }

  #ended(end: LifeEnd, number: number): void {
    this.#ends.push(end);
    // The last one is asked to end when all is done: that is no fault.
    const isFault = number < this.#plan.lives.length;
    for (let sent = 0; sent < end.signals; sent += 1) this.#stage.tally.count('app', isFault);
    this.#fault(
      'orphan',
      [...end.orphans, ...end.faults].map((text) => `tower ${number}: ${text}`),
    );
  }

  /** @param closed whether the tower was closed in order, so that nothing may be open any more */
  #checkDisk(closed: boolean): void {
    // A tower that was killed on its way up may not have come to making one.
    if (!existsSync(this.#database) && this.#acknowledged.instances.size === 0) return;
    try {
      const stored = readStored(this.#database);
      const words = readWords(this.#database);
      this.#fault('disagreement', words.integrity);
      this.#fault('disagreement', illegalRecords(stored));
      this.#fault('disagreement', illegalSteps(stored));
      if (closed) this.#fault('disagreement', [...leftovers(stored), ...contradictions(stored)]);
      this.#fault('lost', this.#acknowledged.missing(stored, words));
    } catch (error) {
      this.#fault('lost', [`the database cannot be read: ${String(error)}`]);
    }
  }

  #checkPrompts(): void {
    const recorded = recordedPrompts(this.#stage.place.record);
    const { requests } = this.#stage.front.api;
    const tasks = [...this.#acknowledged.tasks.values()];
    this.#fault('duplicated', duplicates({ tasks, recorded, requests }));
    const completed = readStored(this.#database).tasks.filter(({ status }) => status === 'completed');
    for (const { id } of completed) {
      const token = this.#acknowledged.tasks.get(id)?.token;
      if (token !== undefined && !wasGiven(token, { recorded, requests })) {
        this.#fault('lost', [`task ${id} (${token}) is completed and no agent was ever told of it`]);
      }
    }
  }

  #fault(kind: FaultKind, texts: readonly string[]): void {
    for (const text of new Set(texts)) {
      if (!this.#faults.some((known) => known.kind === kind && known.text === text)) this.#faults.push({ kind, text });
    }
  }
}

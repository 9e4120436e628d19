import type { CallInput, CallName, CallOutput } from '../../apps/shared/contract/calls.ts';
import type { DurableEvent } from '../../apps/shared/contract/events.ts';
import type { Instance } from '../../apps/shared/models/instance.ts';
import { problem } from '../../apps/shared/models/problem-words.ts';
import { fail, type Result } from '../../apps/shared/models/problem.ts';
import type { Decision, Request } from '../../apps/shared/models/request.ts';
import type { Acknowledged } from './acknowledged.ts';
import type { ChaosWindow } from './chaos-window.ts';
import type { Deed } from './round-plan.ts';

/** Something that only a person does; the rest of the deeds befall the machine. */
export type PersonalDeed = Exclude<
  Deed,
  {
    readonly kind: 'create' | 'killCli' | 'cutClient' | 'stallClient' | 'api' | 'clock' | 'fillDisk' | 'freeDisk';
  }
>;

/** A person at a window of the tower: does what the plan says with what there is, and remembers what was promised. */
export class Person {
  readonly acknowledged: Acknowledged;
  /** The instances of the plan's agents, once they are created. */
  readonly agents: (string | undefined)[] = [];
  readonly instances = new Map<string, Instance>();
  readonly requests = new Map<string, Request>();
  #window: ChaosWindow | null = null;
  #tokens = 0;
  #seesWork: () => void = () => undefined;

  constructor(acknowledged: Acknowledged) {
    this.acknowledged = acknowledged;
  }

  /** Sits down at a window, and leaves the one before. */
  sitDown(window: ChaosWindow): void {
    this.#window?.close();
    this.#window = window;
    window.onFacts((events) => this.#heard(events));
  }

  /** Settles when an agent has begun to work at something after this was asked, or the time is over. */
  seesWork(withinMs: number): Promise<void> {
    return new Promise((resolve) => {
      this.#seesWork = resolve;
      setTimeout(resolve, withinMs).unref();
    });
  }

  async call<N extends CallName>(name: N, input: CallInput<N>): Promise<Result<CallOutput<N>>> {
    return (await this.#window?.call(name, input)) ?? fail(problem('connection.lost'));
  }

  async create(agent: number, draft: CallInput<'instance.create'>): Promise<void> {
    const created = await this.call('instance.create', draft);
    if (!created.ok) return;
    const { instance } = created.value;
    this.agents[agent] = instance.id;
    this.instances.set(instance.id, instance);
    this.acknowledged.instances.add(instance.id);
  }

  /** Does a deed, if there is anything to do it to; settles when it is answered, or never will be. */
  async does(deed: PersonalDeed): Promise<void> {
    switch (deed.kind) {
      case 'submit':
        return this.#submit(deed);
      case 'start':
      case 'stop':
      case 'restart':
      case 'interrupt':
      case 'newSession':
        return this.#toAgent(deed.agent, (id) => this.#tell(`instance.${deed.kind}`, { id }));
      case 'delete':
      case 'restore':
        return this.#toAgent(deed.agent, (id) =>
          this.#sets(`deleted ${id}`, deed.kind === 'delete', `instance.${deed.kind}`, { id }),
        );
      case 'pause':
      case 'resume':
        return this.#toAgent(deed.agent, (id) =>
          this.#sets(`paused ${id}`, deed.kind === 'pause', `instance.${deed.kind}`, { id }),
        );
      case 'cancel':
        return this.#toTask(deed.pick, (id) => this.#cancel(id));
      case 'retry':
        return this.#toTask(deed.pick, (id) => this.#retry(id));
      case 'goOn':
        return this.#toTask(deed.pick, (id) => this.#goOn(id));
      case 'move':
        return this.#toTask(deed.pick, (id) => this.#tell('task.move', { id, beforeId: null }));
      case 'rename': {
        const title = `title ${deed.pick.toFixed(6)}`;
        return this.#toTask(deed.pick, (id) => this.#sets(`title ${id}`, title, 'task.update', { id, title }));
      }
      case 'answer':
        return this.#answer(deed.pick, deed.allow);
      case 'pauseTower':
        return this.#sets('towerPaused', true, 'tower.pause', {});
      case 'resumeTower':
        return this.#sets('towerPaused', false, 'tower.resume', {});
      case 'settings':
        return this.#sets('maxRunning', deed.maxRunning, 'settings.update', { maxRunning: deed.maxRunning });
    }
  }

  async answer(request: Request, allow: boolean): Promise<void> {
    const answered = await this.call('request.answer', { id: request.id, decision: decisionFor(request, allow) });
    if (answered.ok) this.acknowledged.answers.add(request.id);
  }

  async #submit({ agent, prompt, priority, after }: Extract<Deed, { kind: 'submit' }>): Promise<void> {
    const instanceId = this.agents[agent];
    if (instanceId === undefined) return;
    this.#tokens += 1;
    const token = `token-${this.#tokens}-of-agent-${agent};`;
    const text = `${prompt.name}, ${token} [[${JSON.stringify({ id: token, steps: prompt.steps })}]]`;
    const other = after === null ? undefined : pickOf([...this.acknowledged.tasks.keys()], after);
    const options = { priority, after: other === undefined ? [] : [other] };
    const taken = await this.call('task.submit', { instanceId, prompt: text, options });
    if (!taken.ok) return;
    const { id } = taken.value.task;
    this.acknowledged.tasks.set(id, { id, instanceId, token, prompt: text, asked: 1 });
  }

  /** Counted before it is answered: the answer may be lost when the deed is not. */
  async #retry(id: string): Promise<void> {
    const task = this.acknowledged.tasks.get(id);
    if (task === undefined) return;
    task.asked += 1;
    this.acknowledged.revived.add(id);
    const again = await this.call('task.retry', { id });
    if (!again.ok && again.problem.code !== 'connection.lost') task.asked -= 1;
  }

  async #goOn(id: string): Promise<void> {
    this.acknowledged.revived.add(id);
    await this.call('task.resume', { id });
  }

  async #cancel(id: string): Promise<void> {
    const cancelled = await this.call('task.cancel', { id });
    if (cancelled.ok && cancelled.value.task.status === 'cancelled') this.acknowledged.cancelled.add(id);
  }

  async #answer(pick: number, allow: boolean): Promise<void> {
    const request = pickOf([...this.requests.values()], pick);
    if (request !== undefined) await this.answer(request, allow);
  }

  /** A deed whose answer promises nothing that could be looked for later. */
  async #tell<N extends CallName>(name: N, input: CallInput<N>): Promise<void> {
    await this.call(name, input);
  }

  async #sets<N extends CallName>(key: string, value: unknown, name: N, input: CallInput<N>): Promise<void> {
    const settle = this.acknowledged.values.attempt(key, value);
    settle((await this.call(name, input)).ok);
  }

  async #toAgent(agent: number, deed: (id: string) => Promise<void>): Promise<void> {
    const id = this.agents[agent];
    if (id !== undefined) await deed(id);
  }

  async #toTask(pick: number, deed: (id: string) => Promise<void>): Promise<void> {
    const id = pickOf([...this.acknowledged.tasks.keys()], pick);
    if (id !== undefined) await deed(id);
  }

  #heard(events: readonly DurableEvent[]): void {
    this.acknowledged.heard(events);
    if (events.some(({ type }) => type === 'turn.started')) this.#seesWork();
    for (const { data } of events) {
      if ('instance' in data) this.instances.set(data.instance.id, data.instance);
      else if ('request' in data) {
        if (data.request.status === 'open') this.requests.set(data.request.id, data.request);
        else this.requests.delete(data.request.id);
      }
    }
  }
}

function pickOf<T>(items: readonly T[], pick: number): T | undefined {
  return items[Math.floor(pick * items.length)];
}

function decisionFor({ kind, questions }: Request, allow: boolean): Decision {
  if (!allow) return { behavior: 'deny', interrupt: false };
  if (kind !== 'question') return { behavior: 'allow', remember: 'no' };
  const answers = questions.map(({ question, options }) => [question, options[0]?.label ?? 'yes']);
  return { behavior: 'answer', answers: Object.fromEntries(answers) as Record<string, string> };
}

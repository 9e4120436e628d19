import { openTower } from '../../../apps/main/tower.ts';
import type { InstanceDraft } from '../../../apps/shared/models/instance.ts';
import { KeptLog } from '../../support/kept-log.ts';

/** What the program does before it stays until it is killed. */
export interface TowerProgramPlan {
  readonly dataDirectory: string;
  readonly claudePath: string;
  readonly draft: InstanceDraft;
  /** One task each, in this order. */
  readonly prompts: readonly string[];
}

/** Runs a tower with one instance and its tasks, and prints their ids, or the code of the problem that kept it from opening. */
async function run({ dataDirectory, claudePath, draft, prompts }: TowerProgramPlan): Promise<unknown> {
  const host = { kind: 'web', version: '0.0.0' } as const;
  const opened = await openTower({ dataDirectory, claudePath, host, log: new KeptLog() });
  if (!opened.ok) return { problem: opened.problem.code };
  const { manager } = opened.value;
  const created = await manager.createInstance(draft);
  if (!created.ok) return { problem: created.problem.code };
  const tasks = prompts.map((prompt) => manager.submitTask(created.value.id, prompt));
  return { instance: created.value.id, tasks: tasks.map((task) => (task.ok ? task.value.id : task.problem.code)) };
}

const plan = JSON.parse(process.argv[2] ?? '{}') as TowerProgramPlan;
process.stdout.write(`${JSON.stringify(await run(plan))}\n`);
setInterval(() => undefined, 60_000);

import { onTestFinished } from 'vitest';
import type { Instance, InstanceDraft } from '../../../apps/shared/models/instance.ts';
import { MessagesApi } from '../../support/messages-api/messages-api.ts';
import { realCliEnvironment, realCliPath, type RealCliVersion } from '../../support/real-cli.ts';
import { TestTower } from './test-tower.ts';
import { towerPlace } from './tower-place.ts';

/** A tower with a real CLI, which talks to a stand-in of the API. */
export interface RealCliBench {
  readonly tower: TestTower;
  readonly api: MessagesApi;
  /** Makes an instance for the real CLI, in an environment of its own. */
  readonly create: (draft?: Partial<InstanceDraft>) => Promise<Instance>;
}

export async function realCliBench(version: RealCliVersion): Promise<RealCliBench> {
  const claudePath = realCliPath(version);
  if (claudePath === null) throw new Error(`Claude Code ${version} is not installed: node scripts/install-real-cli.ts`);
  const api = await MessagesApi.start();
  onTestFinished(() => api.stop());
  const place = towerPlace();
  const tower = await TestTower.open(place, { claudePath });
  const own = Object.entries(realCliEnvironment({ folder: place.folder, baseUrl: api.url }));
  const base = Object.fromEntries(own.filter(([name]) => name !== 'PATH'));
  return {
    tower,
    api,
    create: (draft = {}) => tower.create({ ...draft, environment: { ...base, ...draft.environment } }),
  };
}

/** Everything that the API was told in a conversation, as one text. */
export function saidTo(api: MessagesApi): string {
  return JSON.stringify(api.conversations.at(-1)?.messages ?? []);
}

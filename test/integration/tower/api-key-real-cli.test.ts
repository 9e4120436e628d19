import { expect, it } from 'vitest';
import { realCliVersions } from '../../support/real-cli.ts';
import { realCliBench } from './real-cli-bench.ts';

const key = 'sk-cct-0a1b2c3d4e5f-the-first-AbCd';
const other = 'sk-cct-5f4e3d2c1b0a-another-WxYz';

it.each(realCliVersions)('Claude Code %s asks the API with the key of its instance', async (version) => {
  const { tower, api, create } = await realCliBench(version);
  api.letIn(key);
  const { id } = await create();
  await tower.must('apiKey.set', { id, key, place: 'memory' });
  expect(await tower.run(id, 'Hello.')).toMatchObject({ status: 'completed' });
  expect(await tower.inStatus(id, 'idle')).toMatchObject({ problem: null });

  await tower.must('apiKey.set', { id, key: other, place: 'memory' });
  await tower.must('instance.restart', { id });
  expect(await tower.run(id, 'Hello.')).toMatchObject({ status: 'failed', problem: { code: 'api.invalidKey' } });
  await tower.inStatus(id, 'idle');
  await tower.close();
});

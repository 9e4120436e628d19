import { z } from 'zod';
import { expect, fakeClaude, test } from './support/fixtures.ts';
import { callFromPage } from './support/page-calls.ts';

const withInstance = z.object({ instances: z.array(z.object({ id: z.string() })) });
const withTask = z.object({ task: z.object({ id: z.string() }) });

test('the history goes back as far as there are tasks, a page at a time', async ({
  folder,
  startTower,
  openWindow,
}) => {
  const window = await openWindow(await startTower({ claude: fakeClaude }));
  const { page } = window;
  await window.createInstance({ directory: folder.project, name: 'Greetings' });
  const [snapshot] = await callFromPage(page, [
    { name: 'tower.snapshot', input: {} },
    { name: 'tower.pause', input: {} },
  ]);
  const instanceId = withInstance.parse(snapshot).instances[0]?.id ?? '';
  const submit = (number: number) =>
    ({ name: 'task.submit', input: { instanceId, prompt: `Task number ${number}` } }) as const;
  const submitted = await callFromPage(
    page,
    Array.from({ length: 230 }, (_, index) => submit(index + 1)),
  );
  const cancel = (task: unknown) => ({ name: 'task.cancel', input: { id: withTask.parse(task).task.id } }) as const;
  await callFromPage(page, submitted.map(cancel));

  // A window that begins now is given the newest 200 of all tasks.
  await page.reload();
  await window.queue.getByRole('button', { name: 'History' }).click();
  const tasks = page.getByTestId('ended-task');
  const more = page.getByRole('button', { name: 'Show more' });
  await expect(tasks).toHaveCount(100);
  await expect(tasks.first()).toContainText('Task number 230');
  await more.click();
  await expect(tasks).toHaveCount(200);
  await more.click();
  await expect(tasks).toHaveCount(230);
  await expect(tasks.last()).toContainText('Task number 1');
  await expect(more).toBeHidden();

  await page.getByRole('button', { name: 'Run Task number 1 again', exact: true }).click();
  await expect(window.queue.getByText('1 task waits')).toBeVisible();
  await expect(tasks).toHaveCount(229);
});

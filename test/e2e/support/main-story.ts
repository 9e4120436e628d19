import { expect } from './expect.ts';
import type { TowerWindow } from './tower-window.ts';

/** What one kind of agent is told, and what it then says. */
export interface Actor {
  readonly agent: 'Claude Code' | 'Demo agent';
  readonly directory: string;
  readonly stream: { readonly prompt: string; readonly begin: string; readonly end: string };
  readonly permission: { readonly prompt: string; readonly said: string };
  readonly deny: { readonly prompt: string; readonly said: string };
  readonly question: { readonly prompt: string; readonly choose: string; readonly said: string };
  readonly slow: { readonly prompt: string; readonly begin: string };
}

export const instanceName = 'Greeting service';
export const denial = 'Leave it as it is, please.';

/** From an empty window to an interrupted turn: what a person does on the first day. */
export async function playMainStory(window: TowerWindow, actor: Actor): Promise<void> {
  const { page } = window;
  await expect(page.getByText('Start your first agent')).toBeVisible();
  await window.createInstance({ directory: actor.directory, name: instanceName, agent: actor.agent });

  await streamAnAnswer(window, actor);

  await window.send(actor.permission.prompt);
  await window.requests.getByRole('button', { name: 'Allow', exact: true }).click();
  await expect(window.transcript).toContainText(actor.permission.said);
  await expect(window.requests).toBeHidden();
  await window.expectStatus(instanceName, 'idle');

  await window.send(actor.deny.prompt);
  await window.expectStatus(instanceName, 'waiting');
  await window.requests.getByRole('button', { name: 'Other ways to deny' }).click();
  await page.getByRole('menuitem', { name: 'Deny with a message…' }).click();
  await window.requests.getByRole('textbox', { name: 'What the agent should do instead' }).fill(denial);
  await window.requests.getByRole('button', { name: 'Deny', exact: true }).click();
  await expect(window.transcript).toContainText(actor.deny.said);
  await window.expectStatus(instanceName, 'idle');

  await window.send(actor.question.prompt);
  await expect(window.requests.getByRole('button', { name: 'Answer', exact: true })).toBeDisabled();
  await window.requests.getByRole('radio', { name: actor.question.choose }).click();
  await window.requests.getByRole('button', { name: 'Answer', exact: true }).click();
  await expect(window.transcript).toContainText(actor.question.said);
  await window.expectStatus(instanceName, 'idle');

  await window.send(actor.slow.prompt);
  await expect(window.transcript).toContainText(actor.slow.begin);
  await window.expectStatus(instanceName, 'working');
  await page.getByRole('button', { name: 'Interrupt' }).click();
  await expect(window.outcomes('Interrupted')).toBeVisible();
  await window.expectStatus(instanceName, 'idle');
}

async function streamAnAnswer(window: TowerWindow, { stream }: Actor): Promise<void> {
  const empty = window.page.getByText('Nothing has been said yet');
  await expect(empty).toBeVisible();
  const growth = await window.watchGrowth(stream.begin);
  await window.send(stream.prompt);
  await expect(window.transcript).toContainText(stream.end);
  await expect(window.outcomes('Completed')).toBeVisible();
  await window.expectStatus(instanceName, 'idle');
  // The text was there in pieces, each longer than the one before, long before it was whole.
  const lengths = await growth();
  expect(lengths.length).toBeGreaterThan(2);
  expect(lengths[1]).toBeGreaterThan(lengths[0] ?? Infinity);
}

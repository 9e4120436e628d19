import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { TestFolder } from '../support/test-folder.ts';
import { fakeClaude } from '../support/tower-process.ts';
import type { TowerWindow } from '../support/tower-window.ts';
import { agentScripts } from './agent-scripts.ts';

/** The environment in which the stand-in CLI is found like a real one, and plays the parts of the pictures. */
export function crewEnvironment(folder: TestFolder): Readonly<Record<string, string>> {
  const programs = join(folder.home, '.local/bin');
  mkdirSync(programs, { recursive: true });
  symlinkSync(fakeClaude, join(programs, 'claude'));
  return folder.environment({
    PATH: `${programs}:${process.env['PATH'] ?? ''}`,
    FAKE_CLAUDE_SCRIPT: JSON.stringify({ scripts: agentScripts }),
    CONTROL_TOWER_DEMO_PACE: '1',
  });
}

function projectOf(folder: TestFolder, name: string): string {
  const path = join(folder.home, 'projects', name);
  mkdirSync(join(path, '.git'), { recursive: true });
  return path;
}

/** Makes the instances of the pictures, each in another state, and leaves one on screen that is writing. */
export async function assembleCrew(window: TowerWindow, folder: TestFolder): Promise<void> {
  await window.createInstance({
    directory: projectOf(folder, 'greeting-service'),
    name: 'Greeting service',
    color: 'Teal',
  });
  await window.send('Why does the service fail when the greeting file is missing? Please repair it. [[repair]]');
  await window.requests.getByRole('button', { name: 'Allow', exact: true }).click();
  await window.expectStatus('Greeting service', 'idle');

  await window.createInstance({ directory: projectOf(folder, 'payments-api'), name: 'Payments API', color: 'Orange' });
  await window.send('Bring the retry logic of the payment client up to date. [[payments]]');
  await window.expectStatus('Payments API', 'waiting');
  await window.send('Then write the changelog');
  await window.send('Then look for other callers of the old client');

  await window.createInstance({ directory: projectOf(folder, 'shop'), name: 'Shop', color: 'Pink' });
  await window.send('Choose a database for the example shop. [[shop]]');
  await window.expectStatus('Shop', 'waiting');

  await window.createInstance({ directory: projectOf(folder, 'trial'), name: 'Trial', agent: 'Demo agent' });
  await window.send('Hello');
  await window.expectStatus('Trial', 'working');
  await window.expectStatus('Trial', 'idle');

  await window.createInstance({
    directory: projectOf(folder, 'importer'),
    name: 'Old importer',
    color: 'Gray',
    agent: 'Demo agent',
  });
  await window.send('Please crash');
  await window.expectStatus('Old importer', 'failed');

  await window.createInstance({ directory: projectOf(folder, 'handbook'), name: 'Handbook', color: 'Violet' });
  await window.send('Summarise what changed in the handbook since March. [[handbook]]');
  await window.transcript.getByText('I am reading the remaining pages').waitFor();
}

import type { JsonObject } from '../../shared/models/json.ts';

/** The version of the demo agent, and of nothing else. */
export const demoVersion = '0.1.0';
export const demoModel = 'demo-agent';

/** The models that can be chosen, with how much faster than the usual pace they write. */
const models = [
  {
    value: 'default',
    displayName: 'Demo agent',
    description: 'A simulation: nothing is sent, nothing is executed',
    haste: 1,
  },
  {
    value: 'demo-quick',
    displayName: 'Demo agent, quick',
    description: 'The same simulation, four times faster',
    haste: 4,
  },
  {
    value: 'demo-calm',
    displayName: 'Demo agent, calm',
    description: 'The same simulation, at half the pace',
    haste: 0.5,
  },
];

/** @returns how much faster a model writes than usual, or null when there is no such model */
export function hasteOf(model: string): number | null {
  return models.find((one) => one.value === model)?.haste ?? null;
}

/** The slash commands that the agent answers by itself. */
export const demoCommands = [
  { name: 'help', description: 'Says what the demo agent can show', argumentHint: '' },
  { name: 'context', description: 'Says what the demo agent remembers', argumentHint: '' },
];

/** The answer to `initialize`. */
export function initializeAnswer(pid: number): JsonObject {
  return {
    commands: demoCommands,
    agents: [],
    output_style: 'default',
    available_output_styles: ['default'],
    models: models.map(({ value, displayName, description }) => ({ value, displayName, description })),
    account: { tokenSource: 'none', apiKeySource: 'none', apiProvider: 'simulation' },
    pid,
  };
}

/** The wall, which shows every instance at once. */
export const wall = {
  open: 'Open {{name}}, {{status}}',
  chosen: 'Open {{name}}, {{status}}, chosen',
  shown: '{{shown}} of {{count}}',
  keys: 'Arrow keys move, Enter opens',
  silent: 'It has not said anything yet.',
  noTask: 'No task',
  next: 'Next: {{title}}',
  noMatch: 'No instance is like that',
  noMatchHint: 'The filter leaves none of them. They are all still there.',
  showAll: 'Show all instances',
  answer_one: 'Answer the request of {{name}}',
  answer_other: 'Answer the {{count}} requests of {{name}}',
  context: 'Context: {{percent}} % used, {{used}} of {{window}} tokens',
  contextTokens: 'Context: {{used}} tokens used',
  start: 'Start {{name}}',
  stop: 'Stop {{name}}',
} as const;

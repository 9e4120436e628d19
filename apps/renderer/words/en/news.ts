/** What is new after an update. */
export const news = {
  title: 'What is new',
  updated: 'Updated to {{version}}.',
  dismiss: 'Do not show this again',
  version: 'Version {{version}}',
  running: 'This is version {{version}}.',
  keywords: 'release notes changes version update',
} as const;

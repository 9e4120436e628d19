/** The permission rules: what agents may do without asking, and how that is taken back. */
export const rules = {
  title: 'Permission rules',
  keywords: 'allow always deny remember take back settings',
  intro:
    'What agents may do without asking, what they ask for every time, and what they may not do. Answers with “always” stand here too.',
  keys: 'Arrow keys move, Delete takes back, Ctrl+Z (Cmd+Z) puts back.',
  search: 'Search rules',
  loading: 'Reading the rules…',
  count_one: '{{count}} rule',
  count_other: '{{count}} rules',
  empty: 'No rules yet',
  emptyHint:
    'Answer a permission with “Allow in this project, always” or “Allow for this session”. The rule then stands here and can be taken back.',
  nothingFound: 'No rule fits these words.',
  only: 'Those that hold for {{name}}',
  showAll: 'Show all',
  everyProject: 'All projects',
  word: { allow: 'Allowed', ask: 'Asks', deny: 'Denied', additionalDirectories: 'Folder' },
  place: {
    local: 'This project, on this computer',
    shared: 'This project, for everybody',
    user: 'Your own settings',
  },
  sharedHint: 'The file belongs to the project: what is changed here goes along with its next commit.',
  linkedTo: 'leads to {{path}}',
  mode: 'Sessions in a terminal begin in the mode “{{mode}}”. Instances have a mode of their own.',
  held: 'Told to the process of {{name}}, until that ends',
  own: 'Settings of {{name}}',
  change: 'Change',
  changeOf: 'Change the settings of {{name}}',
  takeBack: 'Take back',
  takeBackRule: 'Take back: {{word}}, {{rule}}',
  takenBack: 'Taken back: {{rule}}',
  noticed: 'Running agents notice it within a few seconds.',
  stillHeld_one:
    '{{count}} running agent was told it directly and has it until it is restarted. Its conversation is kept.',
  stillHeld_other:
    '{{count}} running agents were told it directly and have it until they are restarted. Their conversations are kept.',
  restart: 'Restart',
  restartOf: 'Restart {{name}}',
  restartBusy: '{{name}} is at work. Restart it when it is ready.',
  restartIdle: 'Restart the {{count}} that are ready',
  more_one: 'Show {{count}} more',
  more_other: 'Show {{count}} more',
  leftOut_one:
    '{{count}} settings file was not looked at, because there are so many. The menu of an instance shows its own.',
  leftOut_other:
    '{{count}} settings files were not looked at, because there are so many. The menu of an instance shows its own.',
} as const;

/** What the files of one room may import. Whatever is not listed is forbidden. */
export interface RoomLaw {
  /** Path of the folder or file, from the root of the project. The longest that fits a file is its room. */
  readonly room: string;
  /** Other rooms, each by its own name; a room may always import itself. */
  readonly rooms: readonly string[];
  /** Rooms of which only types may be imported: the room is handed the thing, and never makes it. */
  readonly typesOf?: readonly string[];
  /** Packages by name; `*` is any but those that belong to one room alone (`exclusivePackages`). */
  readonly packages: readonly string[];
  /** Modules of Node: none, all but those that start processes, or all. */
  readonly node: 'none' | 'noProcesses' | 'all';
}

/** Packages that stand for a power: they must be named by a room, `*` does not give them. */
export const exclusivePackages = [
  'electron',
  'better-sqlite3',
  'execa',
  'ws',
  'commander',
  'electron-log',
  'electron-updater',
];

/** Modules of Node with which a program starts others. */
export const processModules = ['child_process', 'cluster'];

const main = (name: string): string => `apps/main/${name}`;
/** What both hosts and the composition root have in hand. */
const plainRooms = [main('events'), main('logging'), main('gateway'), main('host')];

/**
 * The import law: commands go down and events come up because no room can reach sideways. A new room is forbidden
 * everything until it has a line here.
 */
export const importLaw: readonly RoomLaw[] = [
  { room: 'apps/shared', rooms: [], packages: ['zod'], node: 'none' },
  { room: 'apps/preload', rooms: ['apps/shared'], packages: ['electron'], node: 'none' },
  { room: 'apps/renderer', rooms: ['apps/shared'], packages: ['*'], node: 'none' },

  { room: main('events'), rooms: ['apps/shared'], packages: [], node: 'noProcesses' },
  { room: main('logging'), rooms: ['apps/shared'], packages: ['electron-log'], node: 'noProcesses' },
  // Which folders are ours, and whether this Node will do: asked before anything else is loaded.
  { room: main('host'), rooms: ['apps/shared'], packages: ['fuzzysort', 'ignore', 'zod'], node: 'noProcesses' },
  {
    room: main('persistence'),
    rooms: ['apps/shared', main('events'), main('logging')],
    packages: ['better-sqlite3', 'zod'],
    node: 'noProcesses',
  },
  // Files of other people: changed whole or not at all.
  { room: main('files'), rooms: [], packages: [], node: 'noProcesses' },
  { room: main('supervision'), rooms: ['apps/shared', main('logging')], packages: ['execa', 'zod'], node: 'all' },
  {
    room: main('claude'),
    rooms: ['apps/shared', main('files'), main('logging'), main('supervision')],
    packages: ['execa', 'zod'],
    node: 'all',
  },
  // What a host can seal is handed in: no electron, no SQL, and nothing that could write a key anywhere.
  { room: main('secrets'), rooms: ['apps/shared'], packages: [], node: 'none' },
  // Transcripts on their way out, without what must not leave.
  {
    room: main('export'),
    rooms: ['apps/shared', main('files'), main('logging')],
    typesOf: [main('persistence')],
    packages: [],
    node: 'noProcesses',
  },
  // Looks at everything and changes nothing: what it looks at is handed in.
  {
    room: main('health'),
    rooms: ['apps/shared', main('logging'), main('claude')],
    typesOf: [main('events'), main('orchestrator'), main('persistence'), main('secrets'), main('supervision')],
    packages: [],
    node: 'noProcesses',
  },
  // A program of its own, which runs where nothing is installed.
  { room: main('demo-agent'), rooms: [], typesOf: ['apps/shared'], packages: [], node: 'noProcesses' },
  {
    room: main('orchestrator'),
    rooms: ['apps/shared', main('events'), main('logging'), main('claude')],
    typesOf: [main('persistence'), main('supervision')],
    packages: ['zod'],
    node: 'noProcesses',
  },
  {
    room: main('gateway'),
    rooms: ['apps/shared', main('events'), main('logging')],
    packages: ['ws', 'zod'],
    node: 'noProcesses',
  },
  {
    room: main('gateway/electron-ipc.ts'),
    rooms: ['apps/shared', ...plainRooms],
    packages: ['electron'],
    node: 'noProcesses',
  },
  {
    room: main('shell'),
    rooms: ['apps/shared', ...plainRooms],
    typesOf: [main('tower.ts'), main('secrets')],
    packages: ['electron', 'electron-updater', 'zod'],
    node: 'noProcesses',
  },
  {
    room: main('command-line'),
    rooms: [
      'apps/shared',
      ...plainRooms,
      main('tower.ts'),
      main('command-line/open-browser.ts'),
      main('command-line/build-renderer.ts'),
      'package.json',
    ],
    packages: ['commander', 'zod'],
    node: 'noProcesses',
  },
  // Opening a person's browser is the one process of the product that is not an agent's.
  { room: main('command-line/open-browser.ts'), rooms: [], packages: [], node: 'all' },
  // In a checkout the window is built before it is served; what is installed has it.
  { room: main('command-line/build-renderer.ts'), rooms: [], packages: [], node: 'all' },
  // What the contract promises, said in terms of the services: it is handed them and makes none.
  {
    room: main('calls'),
    rooms: ['apps/shared', main('host')],
    typesOf: ['claude', 'events', 'export', 'gateway', 'health', 'orchestrator', 'persistence', 'secrets'].map(main),
    packages: [],
    node: 'none',
  },
  {
    room: main('tower.ts'),
    rooms: [
      'apps/shared',
      ...plainRooms,
      main('persistence'),
      main('supervision'),
      main('claude'),
      main('orchestrator'),
      main('secrets'),
      main('export'),
      main('health'),
      main('calls'),
    ],
    packages: [],
    node: 'noProcesses',
  },
  {
    room: main('index.ts'),
    rooms: ['apps/shared', ...plainRooms, main('gateway/electron-ipc.ts'), main('shell'), main('tower.ts')],
    packages: ['electron'],
    node: 'noProcesses',
  },
  {
    room: main('headless.ts'),
    rooms: ['apps/shared', ...plainRooms, main('command-line'), main('tower.ts'), 'package.json'],
    packages: ['commander'],
    node: 'noProcesses',
  },
  { room: 'package.json', rooms: [], packages: [], node: 'none' },
];

/** @returns the law for a file, or null when none fits: then it may import nothing. */
export function lawFor(file: string): RoomLaw | null {
  const fitting = importLaw.filter((law) => isWithin(file, law.room));
  return fitting.sort((one, other) => other.room.length - one.room.length)[0] ?? null;
}

/** Is the file the room, or in it? Both are paths from the root of the project, with forward slashes. */
export function isWithin(file: string, room: string): boolean {
  return file === room || file.startsWith(`${room}/`);
}

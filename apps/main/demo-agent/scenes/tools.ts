import { editLine, grep, readFile, runCommand, writeTodos } from '../pretended-tools.ts';
import { say, think, type Scene } from '../scene.ts';

const source = `import { readFile } from 'node:fs/promises';

export async function loadGreeting(path: string): Promise<string> {
  const text = await readFile(path, 'utf8');
  return text.trim();
}
`;

/** A small piece of work with every kind of tool; nothing of it happens. */
export const tools: Scene = function* () {
  yield think('I pretend a small repair: look, change a line, run the tests.');
  yield say('I pretend to repair a function that fails on a missing file. **Nothing of this is executed.**');
  yield writeTodos([
    ['Find where the greeting is loaded', 'in_progress'],
    ['Handle the missing file', 'pending'],
    ['Run the tests', 'pending'],
  ]);
  yield grep('loadGreeting', [
    'src/greeting.ts:3:export async function loadGreeting(path: string)',
    'src/main.ts:7:  await loadGreeting(path)',
  ]);
  yield readFile('src/greeting.ts', source);
  yield say('`readFile` throws when the file is not there. I give it a default.');
  const edit = yield editLine(
    'src/greeting.ts',
    "  const text = await readFile(path, 'utf8');",
    "  const text = await readFile(path, 'utf8').catch(() => 'Hello');",
    4,
  );
  if (!edit.allowed) {
    yield say('You did not allow the edit, so I stop here. (Nothing would have been changed anyway.)');
    return;
  }
  const test = yield runCommand(
    'npm test',
    'Run the tests',
    ['> test', '', '✓ loads the greeting (4 ms)', '✓ falls back to a default (1 ms)', '', '2 passed (simulated)'].join(
      '\n',
    ),
  );
  yield writeTodos([
    ['Find where the greeting is loaded', 'completed'],
    ['Handle the missing file', 'completed'],
    ['Run the tests', test.allowed ? 'completed' : 'pending'],
  ]);
  yield say(
    test.allowed
      ? 'Done: one line changed, two tests passed. All of it **simulated**: no file was touched and no command was run.'
      : 'The edit is done and the tests were not run, because you did not allow it. All of it **simulated**.',
  );
};

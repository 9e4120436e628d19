import { lockDataFolder } from '../../../apps/main/persistence/data-folder-lock.ts';

/** Takes the lock of a folder, says what came of it, and stays. */
const [, , directory = ''] = process.argv;
const lock = lockDataFolder(directory);
process.stdout.write(`${JSON.stringify(lock)}\n`);
setInterval(() => undefined, 60_000);

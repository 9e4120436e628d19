/** How often the parent is looked at, in milliseconds. */
const lookMs = 500;

/**
 * Calls back once the process that started this one is gone, when that was an npm script: a signal to npm ends the shell
 * between npm and us and never arrives here, so that we would run on with nobody to stop us. Started in any other way, a
 * process may outlive its parent, as with nohup. Windows does not tell, and there nothing happens.
 * @returns a function that stops looking
 */
export function onNpmGone(process: Pick<NodeJS.Process, 'ppid' | 'env'>, gone: () => void): () => void {
  if (process.env['npm_lifecycle_event'] === undefined) return () => undefined;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    gone();
  }, lookMs);
  timer.unref();
  return () => clearInterval(timer);
}

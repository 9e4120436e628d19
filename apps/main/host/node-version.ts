/**
 * Says in one sentence why this Node cannot run the tower, and what to do; null when it can. It has to be asked before the
 * database's addon is loaded, because an older Node does not refuse that: it crashes.
 * @param version as in process.versions.node
 */
export function nodeVersionComplaint(version: string): string | null {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  // The first of each line that runs TypeScript as it stands; all of them have what the database needs.
  const enough = major >= 24 || (major === 23 && minor >= 6) || (major === 22 && minor >= 18);
  if (enough) return null;
  return (
    `Claude Control Tower needs Node 24 (or 22.18 and later), and this is Node ${version}: ` +
    'install Node 24 from https://nodejs.org, or run "npm run tower --" in its folder, which brings its own.'
  );
}

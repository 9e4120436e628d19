/** All that may be in the archive. Whatever else turns up has to be let in here, by somebody who looked at it. */
const welcome = [
  /^package\.json$/,
  /^out\/main\/[a-z-]+\.cjs$/,
  /^out\/main\/chunks\/[\w.-]+\.cjs$/,
  /^out\/preload\/index\.cjs$/,
  /^out\/renderer\/index\.html$/,
  /^out\/renderer\/assets\/[\w.-]+\.(js|css|svg|png|woff2|wasm)$/,
  /^resources\/(icons|tray)\/[\w@-]+\.png$/,
  /^resources\/overlay-[a-z-]+\.png$/,
  /^node_modules\/better-sqlite3\/(LICENSE|package\.json)$/,
  /^node_modules\/better-sqlite3\/lib\/(methods\/)?[a-z-]+\.js$/,
  /^node_modules\/better-sqlite3\/prebuilds\/[a-z0-9]+-[a-z0-9]+\.node$/,
];

/** Without any of these the app does not start, or a part of it is gone. */
const needed = [
  'package.json',
  'out/main/index.cjs',
  'out/main/headless.cjs',
  'out/main/demo-agent.cjs',
  'out/main/checkpoint-thread.cjs',
  'out/preload/index.cjs',
  'out/renderer/index.html',
  'resources/icons/256x256.png',
  'resources/tray/idle-light.png',
  'node_modules/better-sqlite3/lib/index.js',
];

/**
 * Looks at the listing of an app's archive.
 * @param paths of its files, with forward slashes
 * @returns one sentence for each file that has no business there, and for each that is missing
 */
export function judgePacked(paths: readonly string[]): readonly string[] {
  const strangers = paths.filter((path) => !welcome.some((pattern) => pattern.test(path)));
  return [
    ...strangers.map(
      (path) => `${path} is packed: exclude it in electron-builder.yml, or welcome it in packed-set.ts.`,
    ),
    ...needed.filter((path) => !paths.includes(path)).map((path) => `${path} is not packed, and the app needs it.`),
  ];
}

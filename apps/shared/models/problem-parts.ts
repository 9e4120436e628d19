/**
 * The tower's own words in a problem's `reason` or `what`, or in what the doctor has seen, in English; `{name}` stands for a value. A window in another
 * language knows them by these. What the CLI, the API or the system says is none of them, and is shown as it was said.
 */
export const problemParts = {
  notFile: 'it is not a file',
  tooLarge: 'it is larger than {size} KB',
  notText: 'it is not UTF-8 text',
  readOnly: 'it is read-only',
  notAllowed: 'you may not do that there',
  diskReadOnly: 'the disk is read-only',
  diskFull: 'the disk is full',
  linksCircle: 'its links lead in a circle',
  folderGone: 'its folder is no longer there',
  isFolder: 'it is a folder',
  failed: 'it failed',
  notJson: 'it is not valid JSON',
  notObject: 'it is not a JSON object',
  permissionsNotObject: '"permissions" is not an object',
  rulesNotList: '"permissions.{list}" is not a list',
  noKeyring: 'this computer offers no keyring',
  noKeyringHere: 'this program has no keyring',
  notProtected: 'no keyring protects it on this computer',
  zeroByte: 'one of them holds a zero byte',
  tooLong: 'together they are longer than the system takes',
  otherInstance: 'the two tasks belong to different instances',
  isQuestion: 'it is a question, which wants an answer',
  notQuestion: 'it is not a question',
  notAnswered: '"{question}" has no answer',
  notAbsolute: '"{path}" is not an absolute path',
  noEntry: 'there is no such entry',
  noAttachment: 'there is no such attachment',
  thisInstance: 'this instance',
  inAgentScope: 'we are in the scope of an agent ourselves',
  notOwnManager: "we do not run under the user's service manager",
  noSystemdRun: 'there is no systemd-run',
  managerSilent: 'the service manager does not answer',
  keyFromEnvironment: 'API key from environment',
  signedIn: 'signed in',
} as const satisfies Readonly<Record<string, string>>;

export type ProblemPart = keyof typeof problemParts;
export type Values = Readonly<Record<string, string | number>>;

/** Puts values in the place of `{name}`; nothing where there is none. */
export const fillIn = (text: string, values: Values): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));

/** A part in English, for a problem's parameter. */
export const part = (name: ProblemPart, values: Values = {}): string => fillIn(problemParts[name], values);

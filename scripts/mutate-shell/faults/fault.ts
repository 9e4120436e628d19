/** One change of the built app that some spec has to notice. */
export interface Fault {
  readonly name: string;
  /** The files below out/ that are changed; `*` stands for what the build adds to names. */
  readonly file: string;
  /** What is looked for in them; null removes the files. */
  readonly find: RegExp | null;
  readonly replace: string;
  /** The specs of test/e2e-electron that should notice. */
  readonly specs: readonly string[];
  /** What stands in the title of the test that should notice, where the others of its file need not be run. */
  readonly titled?: string;
}

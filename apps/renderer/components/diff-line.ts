/** One line of a diff. */
export interface DiffLine {
  /** `@` stands for what was left out, and for notes. */
  readonly sign: '+' | '-' | ' ' | '@';
  readonly text: string;
  /** Where the line is in its file: of one that was taken away, in the file as it was. */
  readonly number?: number;
}

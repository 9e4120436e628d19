/** One step from a version of the schema to the next. A released one is never changed again. */
export interface Migration {
  /** What `user_version` is after it; the first is 1, and each is one more than the one before. */
  readonly version: number;
  readonly sql: string;
}

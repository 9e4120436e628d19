/** What a line of the log says besides its sentence. Fields that carry what people and agents wrote are left out by name. */
export type LogData = Readonly<Record<string, unknown>>;

/**
 * The tower's own log, the same in both hosts. A call never throws and never fails: what cannot be written is lost.
 * Messages are English and are written by us; whatever comes from outside goes into `data`.
 */
export interface Log {
  debug(message: string, data?: LogData): void;
  info(message: string, data?: LogData): void;
  warn(message: string, data?: LogData): void;
  error(message: string, data?: LogData): void;
  /** Follows the setting `logContents`: whether prompts and answers are written too. Off at first. Secrets never are. */
  setLogContents?(on: boolean): void;
}

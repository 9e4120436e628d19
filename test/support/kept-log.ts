import type { Log } from '../../apps/main/logging/log.ts';

/** A log that keeps its lines for a test to read. */
export class KeptLog implements Log {
  readonly lines: { level: string; message: string; data: Readonly<Record<string, unknown>> }[] = [];

  debug(message: string, data: Readonly<Record<string, unknown>> = {}): void {
    this.lines.push({ level: 'debug', message, data });
  }

  info(message: string, data: Readonly<Record<string, unknown>> = {}): void {
    this.lines.push({ level: 'info', message, data });
  }

  warn(message: string, data: Readonly<Record<string, unknown>> = {}): void {
    this.lines.push({ level: 'warn', message, data });
  }

  error(message: string, data: Readonly<Record<string, unknown>> = {}): void {
    this.lines.push({ level: 'error', message, data });
  }
}

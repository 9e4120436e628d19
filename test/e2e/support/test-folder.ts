import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder of one test's own, with everything that a tower and its agents read or write below it. */
export class TestFolder {
  readonly path: string;
  readonly home: string;
  readonly data: string;
  /** Where the agents work. */
  readonly project: string;

  constructor() {
    this.path = mkdtempSync(join(tmpdir(), 'control-tower-window-'));
    this.home = join(this.path, 'home');
    this.data = join(this.path, 'data');
    this.project = join(this.home, 'greeting-service');
    for (const folder of [join(this.home, '.claude'), this.project, join(this.path, 'tmp')]) {
      mkdirSync(folder, { recursive: true });
    }
  }

  /** What a tower gets for its environment; nothing of whoever runs the tests but PATH. */
  environment(more: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
    return {
      PATH: process.env['PATH'] ?? '',
      SHELL: '/bin/sh',
      LANG: 'C.UTF-8',
      HOME: this.home,
      USERPROFILE: this.home,
      TMPDIR: join(this.path, 'tmp'),
      CLAUDE_CONFIG_DIR: join(this.home, '.claude'),
      DISABLE_AUTOUPDATER: '1',
      // As root the CLI takes the autonomous mode only where it is told that nothing is at stake.
      ...(process.getuid?.() === 0 ? { IS_SANDBOX: '1' } : {}),
      ...more,
    };
  }

  /**
   * The processes that were started with this folder in their environment: the tower, its agents, their tools. Where the
   * system does not show environments there are none to be seen.
   */
  processes(): readonly number[] {
    if (process.platform !== 'linux') return [];
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number)
      .filter((pid) => pid !== process.pid && environmentOf(pid).includes(this.path));
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true, maxRetries: 5 });
  }
}

function environmentOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8');
  } catch {
    // It ended meanwhile, or is not ours.
    return '';
  }
}

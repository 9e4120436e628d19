import { execa } from 'execa';

/** Knows which flags a CLI has, from its own help: what a version number alone does not tell. */
export class CliFlags {
  readonly #help = new Map<string, Promise<string>>();

  /** @param command the executable @param flag with its dashes. @returns false when its help cannot be had */
  async knows(command: string, flag: string): Promise<boolean> {
    const help = this.#help.get(command) ?? readHelp(command);
    this.#help.set(command, help);
    return (await help).includes(flag);
  }
}

async function readHelp(command: string): Promise<string> {
  const { stdout } = await execa(command, ['--help'], { reject: false, timeout: 10_000, stdin: 'ignore' });
  return stdout;
}

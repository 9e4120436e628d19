import { join } from 'node:path';
import { z } from 'zod';
import { findProgramFiles } from '../../apps/main/host/program-files.ts';
import type { Instance } from '../../apps/shared/models/instance.ts';
import { MeasuredProcess } from '../instruments/measured-process.ts';
import type { Workspace } from '../workspace.ts';
import { BenchWindow } from './window.ts';

const firstLineSchema = z.object({ url: z.string() });

/** The tower as it is shipped, `control-tower serve`, in a process of its own with the instruments in it. */
export class MeasuredTower {
  readonly process: MeasuredProcess;
  /** Its one link; it works once. */
  readonly link: string;
  readonly #workspace: Workspace;

  private constructor(process: MeasuredProcess, link: string, workspace: Workspace) {
    this.process = process;
    this.link = link;
    this.#workspace = workspace;
  }

  /**
   * @param dataDirectory a folder of its own, empty or with a database made for it
   * @param cli what it starts as the CLI; the emitter, if nothing is said
   */
  static async start(workspace: Workspace, dataDirectory: string, cli = workspace.cli): Promise<MeasuredTower> {
    const program = join(findProgramFiles().root, 'apps', 'main', 'headless.ts');
    const options = ['--no-open', '--json', '--data', dataDirectory, '--claude', cli];
    const process = new MeasuredProcess([program, 'serve', ...options], workspace.environment);
    const { url } = firstLineSchema.parse(JSON.parse(await process.firstLine()));
    return new MeasuredTower(process, url, workspace);
  }

  openWindow(): Promise<BenchWindow> {
    return BenchWindow.open(this.link);
  }

  /** Creates an instance and has it answer once, so that its process is up. */
  async addInstance(window: BenchWindow, name: string): Promise<Instance> {
    const { instance } = await window.call('instance.create', {
      name,
      directory: this.#workspace.project,
      permissionMode: 'ask',
    });
    const idle = window.next((event) => event.type === 'instance.idle' && event.data.instance.id === instance.id);
    await window.call('task.submit', { instanceId: instance.id, prompt: 'stamp' });
    await idle;
    return instance;
  }

  async close(window: BenchWindow | null): Promise<void> {
    window?.close();
    await this.process.end();
  }
}

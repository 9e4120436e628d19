import { readdirSync, readFileSync } from 'node:fs';

export interface TypedProcess {
  readonly pid: number;
  /** Electron's names: Browser, GPU, Tab, Utility, Zygote. */
  readonly type: string;
}

/** What Chromium calls its processes, and Electron. */
const types: Readonly<Record<string, string>> = {
  'gpu-process': 'GPU',
  renderer: 'Tab',
  utility: 'Utility',
  zygote: 'Zygote',
};

/** The processes below one, each by what Chromium started it as. Where there is no /proc none is found. */
export function processTypes(root: number): readonly TypedProcess[] {
  const found: TypedProcess[] = [];
  const parents = readParents();
  const below = [root];
  for (let pid = below.pop(); pid !== undefined; pid = below.pop()) {
    const type = /--type=([a-z-]+)/.exec(read(pid, 'cmdline'))?.[1];
    found.push({ pid, type: type === undefined ? 'Browser' : (types[type] ?? 'Unknown') });
    for (const [child, parent] of parents) if (parent === pid) below.push(child);
  }
  return found;
}

function readParents(): ReadonlyMap<number, number> {
  if (process.platform !== 'linux') return new Map();
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  // After the name in brackets, which may hold anything, come the state and the parent.
  return new Map(pids.map((pid) => [Number(pid), Number(/.*\) \S (\d+)/s.exec(read(pid, 'stat'))?.[1])]));
}

function read(pid: number | string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    // It ended meanwhile.
    return '';
  }
}

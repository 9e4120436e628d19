/** The files of an input whose event is held back until their paths are known. */
export interface HeldFiles {
  readonly files: readonly File[];
  readonly release: (paths: readonly string[]) => void;
}

export interface FilePaths {
  readonly pathOf: (file: File) => string;
  /** What the main process looks at, by the number that it was told. */
  readonly held: Map<number, HeldFiles>;
}

/**
 * Knows where chosen and dropped files lie. `getPathForFile` answers at once, but the path has to be asked for, so the
 * event that brings files waits until it is known. Injected into pages, so it refers to nothing outside itself.
 */
export function makeFilePaths(ask: (id: number, count: number) => void): FilePaths {
  const paths = new Map<string, string>();
  const held = new Map<number, HeldFiles>();
  const released = new WeakSet<Event>();
  const keyOf = (file: File): string => [file.name, file.size, file.lastModified].join('|');
  let last = 0;

  const hold = (event: Event, files: readonly File[], again: () => Event): void => {
    if (released.has(event) || files.length === 0 || files.every((file) => paths.has(keyOf(file)))) return;
    const { target } = event;
    event.stopImmediatePropagation();
    event.preventDefault();
    const id = ++last;
    held.set(id, {
      files,
      release: (found) => {
        held.delete(id);
        for (const [index, file] of files.entries()) paths.set(keyOf(file), found[index] ?? '');
        const repeated = again();
        released.add(repeated);
        target?.dispatchEvent(repeated);
      },
    });
    ask(id, files.length);
  };
  addEventListener(
    'change',
    (event) => {
      const input = event.target;
      if (!(input instanceof HTMLInputElement) || input.type !== 'file') return;
      hold(event, [...(input.files ?? [])], () => new Event('change', { bubbles: true }));
    },
    true,
  );
  return { pathOf: (file) => paths.get(keyOf(file)) ?? '', held };
}

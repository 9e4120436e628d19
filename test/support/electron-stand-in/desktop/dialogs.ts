/** Nobody sees the stand-in's dialogs, so each is cancelled; a test that wants another answer replaces it. */
export const dialog = {
  showOpenDialog: async (..._given: unknown[]) => ({ canceled: true, filePaths: [] }),
  showSaveDialog: async (..._given: unknown[]) => ({ canceled: true, filePath: '' }),
  showMessageBox: async (...given: unknown[]) => ({ response: cancelButton(given.at(-1)), checkboxChecked: false }),
  showErrorBox: (title: string, content: string): void => {
    process.stderr.write(`${title}: ${content}\n`);
  },
};

/** Electron's shell: what it would hand to the system it forgets. */
export const shell = {
  openExternal: async (_url: string): Promise<void> => undefined,
  openPath: async (_path: string): Promise<string> => '',
  showItemInFolder: (_path: string): void => undefined,
  beep: (): void => undefined,
};

function cancelButton(options: unknown): number {
  const isObject = typeof options === 'object' && options !== null;
  return isObject && 'cancelId' in options && typeof options.cancelId === 'number' ? options.cancelId : 0;
}

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { showAbout } from '../../../apps/main/shell/about.ts';
import { chooseSaveFile } from '../../../apps/main/shell/choose-save-file.ts';
import { english } from '../../../apps/main/shell/words/english.ts';

const electron = vi.hoisted(() => ({
  focused: null as object | null,
  showMessageBox: vi.fn(),
  showSaveDialog: vi.fn(),
  writeText: vi.fn(),
  openPath: vi.fn(),
}));
vi.mock('electron', () => ({
  app: { getVersion: () => '1.2.3', getPath: (name: string) => `/home/ann/${name}` },
  BrowserWindow: { getFocusedWindow: () => electron.focused },
  clipboard: { writeText: electron.writeText },
  dialog: { showMessageBox: electron.showMessageBox, showSaveDialog: electron.showSaveDialog },
  shell: { openPath: electron.openPath },
}));

beforeEach(() => {
  electron.focused = null;
  for (const mock of [electron.showMessageBox, electron.showSaveDialog, electron.writeText, electron.openPath]) {
    mock.mockReset();
  }
});

describe('About', () => {
  let root: string;
  const showNews = vi.fn();
  const shownButtons = (): readonly string[] => {
    const [options]: { buttons: readonly string[] }[] = electron.showMessageBox.mock.calls[0] ?? [];
    return options?.buttons ?? [];
  };
  const choose = async (response: number): Promise<void> => {
    electron.showMessageBox.mockResolvedValue({ response });
    await showAbout(english, { icon: 'icon.png', root, showNews });
  };

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'about-'));
    vi.stubGlobal('process', Object.assign(Object.create(process), { resourcesPath: join(root, 'resources') }));
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    rmSync(root, { recursive: true, force: true });
  });
  const pack = (...folders: readonly string[]): string => {
    const folder = join(root, ...folders);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'licences.txt'), 'MIT');
    return join(folder, 'licences.txt');
  };

  it('opens the licences of what is inside: those of the package, before those of a checkout', async () => {
    const built = pack('out', 'inside');
    await choose(3);
    expect(shownButtons()).toEqual(['Close', 'Copy', 'What is new', 'Licences']);
    expect(electron.openPath).toHaveBeenLastCalledWith(built);
    const packed = pack('resources', 'inside');
    await choose(3);
    expect(electron.openPath).toHaveBeenLastCalledWith(packed);
    expect(electron.writeText).not.toHaveBeenCalled();
  });

  it('has no button for licences where nothing was packed, and opens nothing else', async () => {
    await choose(3);
    expect(shownButtons()).toEqual(['Close', 'Copy', 'What is new']);
    await choose(0);
    expect(electron.openPath).not.toHaveBeenCalled();
    expect(electron.writeText).not.toHaveBeenCalled();
    expect(showNews).not.toHaveBeenCalled();
    await choose(2);
    expect(showNews).toHaveBeenCalledOnce();
    await choose(1);
    expect(electron.writeText).toHaveBeenCalledWith(expect.stringMatching(/^Claude Control Tower\nVersion 1\.2\.3\n/));
  });
});

describe('the dialog for saving a file', () => {
  it('suggests a name among the documents, and belongs to the window that is looked at', async () => {
    electron.showSaveDialog.mockResolvedValue({ canceled: false, filePath: '/home/ann/here.md' });
    expect(await chooseSaveFile('talk.md')).toBe('/home/ann/here.md');
    const options = { defaultPath: join('/home/ann/documents', 'talk.md') };
    expect(electron.showSaveDialog).toHaveBeenLastCalledWith(options);
    electron.focused = { id: 1 };
    await chooseSaveFile('talk.md');
    expect(electron.showSaveDialog).toHaveBeenLastCalledWith(electron.focused, options);
  });

  it.each([
    { canceled: true, filePath: '/home/ann/here.md' },
    { canceled: true, filePath: '' },
    { canceled: false, filePath: '' },
  ])('names no file when the person thinks better of it: %j', async (answer) => {
    electron.showSaveDialog.mockResolvedValue(answer);
    expect(await chooseSaveFile('talk.md')).toBeNull();
  });
});

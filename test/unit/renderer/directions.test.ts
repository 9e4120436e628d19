import { describe, expect, it } from 'vitest';
import { fileOfAttachment } from '../../../apps/renderer/features/composer/file-of-attachment.ts';
import { acceleratorOf, type PressedKey } from '../../../apps/renderer/components/accelerator.ts';
import { planDirection } from '../../../apps/renderer/features/shell/plan-direction.ts';
import { soleInstance } from '../../../apps/renderer/features/shell/sole-instance.ts';
import { emptyFleet } from '../../../apps/renderer/stores/fleet-state.ts';
import { initialView } from '../../../apps/renderer/stores/view-state.ts';
import { noDirection } from '../../../apps/shared/contract/events.ts';
import { anInstance, aTask, uuid } from '../../support/renderer/builders.ts';

const fleet = {
  ...emptyFleet,
  instances: { [uuid(1)]: anInstance(), [uuid(2)]: anInstance({ id: uuid(2), deletedAt: 5 }) },
  tasks: { [uuid(100)]: aTask() },
};
const file = { name: 'a.md', mediaType: '', data: btoa('a line') };

describe('a direction of the host', () => {
  it('shows an instance, itself or by its task', () => {
    for (const direction of [{ instanceId: uuid(1) }, { taskId: uuid(100) }]) {
      const plan = planDirection({ ...noDirection, ...direction }, fleet, initialView);
      expect(plan).toMatchObject({ change: { selectedId: uuid(1) }, gone: false });
    }
  });

  it('brings a task into view, anew with every link to it', () => {
    const asked = { ...noDirection, taskId: uuid(100) };
    const first = planDirection(asked, fleet, initialView).change.shownTask;
    expect(first).toEqual({ id: uuid(100), instanceId: uuid(1), asked: 1 });
    const again = planDirection(asked, fleet, { ...initialView, shownTask: first ?? null }).change.shownTask;
    expect(again?.asked).toBe(2);
    expect(planDirection({ ...noDirection, instanceId: uuid(1) }, fleet, initialView).change.shownTask).toBeUndefined();
  });

  it('says that something is gone, and leaves the window as it is', () => {
    for (const direction of [{ instanceId: uuid(2) }, { instanceId: uuid(3) }, { taskId: uuid(101) }]) {
      const plan = planDirection({ ...noDirection, ...direction }, fleet, initialView);
      expect(plan).toEqual({ change: {}, gone: true, refresh: false });
    }
  });

  it('opens a dialog, and keeps a form in which somebody may have typed', () => {
    const create = { ...noDirection, show: 'create' as const, directory: '/p' };
    expect(planDirection(create, fleet, initialView).change.dialog).toEqual({
      kind: 'create',
      launcher: 'local',
      directory: '/p',
    });
    const news = planDirection({ ...noDirection, show: 'news' }, fleet, initialView).change.dialog;
    expect(news).toEqual({ kind: 'news', versions: null });
    const form = { kind: 'edit', instanceId: uuid(1) } as const;
    const show = { ...noDirection, instanceId: uuid(1) };
    expect(planDirection(show, fleet, { ...initialView, dialog: form }).change.dialog).toEqual(form);
    expect(planDirection(show, fleet, { ...initialView, dialog: { kind: 'settings' } }).change.dialog).toBeNull();
  });

  it('only hands a prompt over, and loses none that still waits', () => {
    const view = { ...initialView, handed: { prompt: 'first', files: [file] } };
    const { change } = planDirection({ ...noDirection, prompt: 'second', files: [file] }, fleet, view);
    expect(change).toEqual({ handed: { prompt: 'first\n\nsecond', files: [file, file] } });
  });

  it('finds and refreshes', () => {
    expect(planDirection({ ...noDirection, show: 'find' }, fleet, { ...initialView, finds: 4 }).change.finds).toBe(5);
    expect(planDirection({ ...noDirection, show: 'refresh' }, fleet, initialView)).toMatchObject({ refresh: true });
  });
});

describe('a file that the host has read', () => {
  it('is the same bytes again', async () => {
    const bytes = new Uint8Array([0, 255, 10, 128]);
    const made = fileOfAttachment({ name: 'x.bin', mediaType: '', data: btoa(String.fromCharCode(...bytes)) });
    expect(made.name).toBe('x.bin');
    expect(new Uint8Array(await made.arrayBuffer())).toEqual(bytes);
  });
});

describe('the address of a window', () => {
  it('names one instance, or none', () => {
    expect(soleInstance(`?instance=${uuid(1)}`)).toBe(uuid(1));
    expect(['', '?instance=', '?instance=x', '?other=1'].map(soleInstance)).toEqual([null, null, null, null]);
  });
});

describe('pressed keys', () => {
  const key = (code: string, change: Partial<PressedKey> = {}): PressedKey => ({
    code,
    ctrlKey: false,
    altKey: false,
    shiftKey: false,
    metaKey: false,
    ...change,
  });
  it.each([
    [key('KeyT', { ctrlKey: true, shiftKey: true }), 'Control+Shift+T'],
    [key('Digit1', { altKey: true }), 'Alt+1'],
    [key('Space', { metaKey: true }), 'Super+Space'],
    [key('F12'), 'F12'],
    [key('Slash', { ctrlKey: true }), 'Control+/'],
    [key('KeyT'), null],
    [key('KeyT', { shiftKey: true }), null],
    [key('ControlLeft', { ctrlKey: true }), null],
  ])('%j are %s', (pressed, name) => {
    expect(acceleratorOf(pressed)).toBe(name);
  });
});

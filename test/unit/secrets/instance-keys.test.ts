import { describe, expect, it } from 'vitest';
import { InstanceKeys, type StoredKey } from '../../../apps/main/secrets/instance-keys.ts';
import { noVault, type SecretVault } from '../../../apps/main/secrets/secret-vault.ts';
import type { Problem } from '../../../apps/shared/models/problem.ts';
import { problem } from '../../../apps/shared/models/problem-words.ts';
import { AVault } from './a-vault.ts';

const id = '7d444840-9dc0-41d2-8b5c-3f0b8c1e2a10';
const agent = { id, name: 'Greetings' };
const key = 'sk-ant-api03-the-first-key-AbCd';
const other = 'sk-ant-api03-another-key-WxYz';

class AStore {
  readonly rows = new Map<string, StoredKey>();
  failure: Problem | null = null;

  find(instanceId: string): StoredKey | null {
    return this.rows.get(instanceId) ?? null;
  }

  put(row: StoredKey): Problem | null {
    if (this.failure === null) this.rows.set(row.instanceId, row);
    return this.failure;
  }

  remove(instanceId: string): Problem | null {
    if (this.failure === null) this.rows.delete(instanceId);
    return this.failure;
  }
}

function bench(vault: SecretVault = new AVault()) {
  const store = new AStore();
  const living = new Set([id]);
  const exists = (one: string): boolean => living.has(one);
  const open = (with_: SecretVault): InstanceKeys =>
    new InstanceKeys({ vault: with_, store, exists, now: () => 1_785_000_000_000 });
  return { store, living, keys: open(vault), open };
}

/** Nothing that is stored has a key in it, whole or in part. */
function expectNothingPlain(store: AStore): void {
  const written = [...store.rows.values()].map((row) => `${JSON.stringify(row)}${row.sealed?.bytes.toString() ?? ''}`);
  expect(written.join()).not.toMatch(/first-key|another-key/);
}

describe('a key that the keyring seals', () => {
  it('is there after a new start, and is told by its last four characters alone', async () => {
    const vault = new AVault();
    const { store, keys, open } = bench(vault);
    const status = { protection: 'keyring', kept: { place: 'keyring', ending: 'AbCd', since: 1_785_000_000_000 } };
    expect(await keys.set(id, key, 'keyring')).toMatchObject({ ok: true, value: status });
    const later = open(vault);
    expect(await later.status(id)).toEqual({ ok: true, value: { ...status, changedSinceStart: false } });
    expect(await later.forStart(agent)).toEqual({ ok: true, value: key });
    expectNothingPlain(store);
  });

  it('is refused, and nothing changed, when the seal turns out to protect nothing', async () => {
    const vault = new AVault();
    const { store, keys } = bench(vault);
    await keys.set(id, key, 'keyring');
    vault.kind = 'obfuscated';
    expect(await keys.set(id, other, 'keyring')).toMatchObject({ ok: false, problem: { code: 'apiKey.notSealed' } });
    vault.isLocked = true;
    expect(await keys.set(id, other, 'keyring')).toMatchObject({ ok: false, problem: { code: 'apiKey.notSealed' } });
    vault.isLocked = false;
    expect(await keys.forStart(agent)).toEqual({ ok: true, value: key });
    expect(store.find(id)?.ending).toBe('AbCd');
  });

  it('that can no longer be opened fails the start, stays as it is, and opens again when the keyring does', async () => {
    const vault = new AVault();
    const { store, keys } = bench(vault);
    await keys.set(id, key, 'keyring');
    const before = store.find(id);
    vault.isLocked = true;
    expect(await keys.forStart(agent)).toMatchObject({
      ok: false,
      problem: { code: 'apiKey.notOpened', params: { name: 'Greetings' }, detail: 'it does not open' },
    });
    expect(store.find(id)).toEqual(before);
    vault.isLocked = false;
    expect(await keys.forStart(agent)).toEqual({ ok: true, value: key });
    vault.reset();
    expect(await keys.forStart(agent)).toMatchObject({ ok: false, problem: { code: 'apiKey.notOpened' } });
    expect(store.find(id)).toEqual(before);
    await keys.set(id, other, 'keyring');
    expect(await keys.forStart(agent)).toEqual({ ok: true, value: other });
  });

  it('is sealed again when the keyring asks for it, but never with less protection', async () => {
    const vault = new AVault();
    const { store, keys } = bench(vault);
    await keys.set(id, key, 'keyring');
    const first = store.find(id)?.sealed?.bytes;
    vault.wantsSealing = true;
    await keys.forStart(agent);
    const second = store.find(id)?.sealed?.bytes;
    expect(second).not.toEqual(first);
    vault.kind = 'obfuscated';
    await keys.forStart(agent);
    expect(store.find(id)?.sealed?.bytes).toEqual(second);
    expect(await keys.forStart(agent)).toEqual({ ok: true, value: key });
  });

  it('is destroyed with its instance, even when that is deleted while the keyring is asked', async () => {
    const vault = new AVault();
    const { store, living, keys } = bench(vault);
    await keys.set(id, key, 'keyring');
    living.delete(id);
    expect(keys.destroy(id)).toBeNull();
    expect(store.find(id)?.sealed).toBeNull();
    living.add(id);
    expect(await keys.forStart(agent)).toMatchObject({ ok: false, problem: { code: 'apiKey.forgotten' } });
    vault.meanwhile = () => {
      living.delete(id);
      keys.destroy(id);
    };
    expect(await keys.set(id, key, 'keyring')).toMatchObject({ ok: false, problem: { code: 'instance.notFound' } });
    expect(store.find(id)?.sealed).toBeNull();
  });
});

describe('a key in memory', () => {
  it('is used until the tower ends; then the instance does not start with another sign-in in its place', async () => {
    const { store, keys, open } = bench(noVault);
    expect(await keys.status(null)).toEqual({
      ok: true,
      value: { protection: 'none', kept: null, changedSinceStart: false },
    });
    expect(await keys.set(id, key, 'memory')).toMatchObject({ value: { kept: { place: 'memory', ending: 'AbCd' } } });
    expect(await keys.forStart(agent)).toEqual({ ok: true, value: key });
    expectNothingPlain(store);

    const later = open(noVault);
    expect(await later.status(id)).toMatchObject({ value: { kept: { place: 'forgotten', ending: 'AbCd' } } });
    expect(await later.forStart(agent)).toMatchObject({ ok: false, problem: { code: 'apiKey.forgotten' } });
    expect(await later.remove(id)).toMatchObject({ value: { kept: null } });
    expect(await later.forStart(agent)).toEqual({ ok: true, value: null });
  });

  it('is all that a program without a keyring takes', async () => {
    const { store, keys } = bench(noVault);
    for (const place of ['keyring', 'obfuscated'] as const) {
      expect(await keys.set(id, key, place)).toMatchObject({ ok: false, problem: { code: 'apiKey.notSealed' } });
    }
    expect(store.rows.size).toBe(0);
  });

  it('takes the place of a stored one that opens here, and leaves alone one that another host can open', async () => {
    const vault = new AVault();
    const { store, keys, open } = bench(vault);
    await keys.set(id, key, 'keyring');
    const web = open(noVault);
    expect(await web.forStart(agent)).toMatchObject({ ok: false, problem: { code: 'apiKey.storedElsewhere' } });
    await web.set(id, other, 'memory');
    expect(await web.forStart(agent)).toEqual({ ok: true, value: other });
    expect(await open(vault).forStart(agent)).toEqual({ ok: true, value: key });

    await keys.set(id, other, 'memory');
    expect(store.find(id)?.sealed).toBeNull();
    expect(await open(vault).forStart(agent)).toMatchObject({ ok: false, problem: { code: 'apiKey.forgotten' } });
  });
});

describe('a key that others could read', () => {
  it('is stored only where the person agreed to it', async () => {
    const vault = new AVault();
    vault.kind = 'obfuscated';
    const { store, keys } = bench(vault);
    expect(await keys.set(id, key, 'keyring')).toMatchObject({ ok: false, problem: { code: 'apiKey.notSealed' } });
    expect(store.rows.size).toBe(0);
    expect(await keys.set(id, key, 'obfuscated')).toMatchObject({ value: { kept: { place: 'obfuscated' } } });
  });
});

it('says whether the process has another key than the one that is kept', async () => {
  const { keys } = bench();
  const changed = async () => {
    const status = await keys.status(id);
    return status.ok && status.value.changedSinceStart;
  };
  expect(await changed()).toBe(false);
  await keys.remove(id);
  expect(await changed()).toBe(false);
  await keys.set(id, key, 'keyring');
  expect(await changed()).toBe(true);
  await keys.forStart(agent);
  expect(await changed()).toBe(false);
  await keys.remove(id);
  expect(await changed()).toBe(true);
});

it('tells no part of a short key', async () => {
  const { store, keys } = bench();
  await keys.set(id, 'sk-1234', 'keyring');
  expect(store.find(id)?.ending).toBe('');
});

it('changes nothing when it cannot be written', async () => {
  const { store, keys } = bench();
  await keys.set(id, key, 'keyring');
  store.failure = problem('storage.full', { path: '/data' });
  expect(await keys.set(id, other, 'memory')).toMatchObject({ ok: false, problem: { code: 'storage.full' } });
  expect(await keys.remove(id)).toMatchObject({ ok: false, problem: { code: 'storage.full' } });
  expect(keys.destroy(id)?.code).toBe('storage.full');
  expect(await keys.forStart(agent)).toEqual({ ok: true, value: key });
});

it('knows no instance that is not there', async () => {
  const { keys } = bench();
  const stranger = '7d444840-9dc0-41d2-8b5c-3f0b8c1e2a11';
  for (const answer of [keys.status(stranger), keys.set(stranger, key, 'keyring'), keys.remove(stranger)]) {
    expect(await answer).toMatchObject({ ok: false, problem: { code: 'instance.notFound' } });
  }
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { registerAppScheme, serveAppProtocol } from '../../../apps/main/shell/app-protocol.ts';

type Answer = (request: Request) => Promise<Response>;

const { schemes, answers } = vi.hoisted(() => ({ schemes: [] as unknown[], answers: new Map<string, unknown>() }));
vi.mock('electron', () => ({
  protocol: {
    registerSchemesAsPrivileged: (list: unknown[]) => schemes.push(...list),
    handle: (scheme: string, answer: unknown) => answers.set(scheme, answer),
  },
}));

describe("the app's scheme", () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'app-protocol-'));
    mkdirSync(join(folder, 'renderer'));
    writeFileSync(join(folder, 'renderer', 'index.html'), '<p>the page</p>');
    writeFileSync(join(folder, 'secret.txt'), 'the secret');
    registerAppScheme();
    serveAppProtocol(join(folder, 'renderer'));
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** Electron hands the address over as it was asked for; a `Request` would put its path in order. */
  const ask = (url: string, method = 'GET'): Promise<Response> => {
    const request = Object.defineProperty(new Request('http://unused.invalid/', { method }), 'url', { value: url });
    return (answers.get('app') as Answer)(request);
  };

  it('has no more privileges than an origin of its own needs, and is the only one', () => {
    expect(schemes).toEqual([
      { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
    ]);
    expect([...answers.keys()]).toEqual(['app']);
  });

  it('serves the page with its policy', async () => {
    const answer = await ask('app://tower/');
    expect(await answer.text()).toBe('<p>the page</p>');
    expect(answer.headers.get('content-security-policy')).toMatch(/default-src 'none'; script-src 'self' /);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it.each([
    'app://other/index.html',
    'app://tower.evil.example/',
    'app://tower:80/',
    'app://tower/../secret.txt',
    'app://tower/%2e%2e/secret.txt',
    'app://tower/..%5csecret.txt',
    'app://tower//etc/passwd',
    'app://tower/%00',
    'file:///etc/passwd',
  ])('has nothing at %s', async (url) => {
    const answer = await ask(url);
    expect([403, 404]).toContain(answer.status);
    expect(await answer.text()).toBe('');
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it.each(['POST', 'PUT', 'DELETE', 'HEAD'])('answers no %s', async (method) => {
    expect((await ask('app://tower/', method)).status).toBe(403);
  });
});

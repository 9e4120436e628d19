import { describe, expect, it } from 'vitest';
import { appAddress, developmentAddress, isOwnAddress, isWebAddress } from '../../../apps/main/shell/app-address.ts';

describe('isOwnAddress', () => {
  it.each([appAddress, 'app://tower/index.html', 'app://tower/#x', 'APP://tower/'])('knows %s', (url) => {
    expect(isOwnAddress(url, null)).toBe(true);
  });

  it.each([
    'app://other/',
    'app://tower.evil/',
    'app://tower:80/',
    'https://tower/',
    'file:///index.html',
    'about:blank',
    'data:text/html,x',
    'http://localhost:5173/',
    '',
    'nonsense',
  ])('refuses %s', (url) => {
    expect(isOwnAddress(url, null)).toBe(false);
  });

  it('admits the development server only while it is one', () => {
    const server = 'http://localhost:5173';
    expect(isOwnAddress('http://localhost:5173/index.html', server)).toBe(true);
    expect(isOwnAddress('http://localhost:5174/', server)).toBe(false);
    expect(isOwnAddress(appAddress, server)).toBe(false);
  });
});

describe('developmentAddress', () => {
  it('is what the environment says, on this computer, and never in a packaged app', () => {
    const environment = { ELECTRON_RENDERER_URL: 'http://localhost:5173' };
    expect(developmentAddress(false, environment)).toBe('http://localhost:5173');
    expect(developmentAddress(true, environment)).toBeNull();
    expect(developmentAddress(false, {})).toBeNull();
    for (const url of [
      'http://evil.example:5173',
      'https://localhost',
      'file:///x',
      'http://localhost.evil.example',
      '',
    ]) {
      expect(developmentAddress(false, { ELECTRON_RENDERER_URL: url })).toBeNull();
    }
  });
});

describe('isWebAddress', () => {
  it('lets web pages out and nothing else', () => {
    expect(['https://a.example', 'http://localhost:3000/x'].map(isWebAddress)).toEqual([true, true]);
    const others = ['file:///etc/passwd', 'javascript:alert(1)', 'smb://host/x', 'ms-msdt:/id', 'vscode://x', '', 'x'];
    expect(others.filter(isWebAddress)).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { Schemes } from '../../support/electron-stand-in/app/schemes.ts';

const privileged = { standard: true, secure: true, supportFetchAPI: true };

function schemesWith(privileges = privileged): Schemes {
  const schemes = new Schemes();
  schemes.register([{ scheme: 'app', privileges }]);
  return schemes;
}

describe('Schemes', () => {
  it.each(['app://tower/', 'app://tower/assets/a.js?x=1#y', 'app://other.host/deep/path'])(
    'takes %s to Chromium and back',
    (url) => {
      const schemes = schemesWith();
      const wire = schemes.toWire(url);
      expect(new URL(wire).protocol).toBe('https:');
      expect(schemes.fromWire(wire)).toBe(url);
    },
  );

  it.each(['https://example.org/', 'data:text/html,x', 'about:blank', 'file:///x', 'other://tower/'])(
    'leaves %s as it is',
    (url) => {
      const schemes = schemesWith();
      expect(schemes.toWire(url)).toBe(url);
      expect(schemes.fromWire(url)).toBe(url);
    },
  );

  it('has one handler for a scheme', () => {
    const schemes = schemesWith();
    expect(schemes.isHandled('app')).toBe(false);
    schemes.handle('app', () => new Response('x'));
    expect(schemes.isHandled('app')).toBe(true);
    expect(() => schemes.handle('app', () => new Response('y'))).toThrow('Failed to register protocol');
    schemes.unhandle('app');
    expect(schemes.handlerOf('app://tower/')).toBeNull();
  });

  it('loads the parts of a page only under a standard scheme, and fetches only with the privilege', () => {
    const url = 'app://tower/a.js';
    expect(schemesWith().mayLoad(url, 'Script')).toBe(true);
    expect(schemesWith().mayLoad(url, 'Fetch')).toBe(true);
    expect(schemesWith({ ...privileged, standard: false }).mayLoad(url, 'Script')).toBe(false);
    expect(schemesWith({ ...privileged, standard: false }).mayLoad(url, 'Document')).toBe(true);
    expect(schemesWith({ ...privileged, supportFetchAPI: false }).mayLoad(url, 'Fetch')).toBe(false);
  });
});

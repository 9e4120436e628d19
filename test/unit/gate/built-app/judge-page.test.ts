import { describe, expect, it } from 'vitest';
import { contentPolicy } from '../../../../apps/main/gateway/content-policy.ts';
import { judgePage } from '../../../../scripts/gate/built-app/judge-page.ts';
import { judgePolicy } from '../../../../scripts/gate/built-app/judge-policy.ts';

const policy = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; base-uri 'none'";
const meta = (text = policy): string => `<meta http-equiv="Content-Security-Policy" content="${text}">`;
const script = '<script type="module" crossorigin src="./assets/index.js"></script>';
const isBuilt = (path: string): boolean => ['assets/index.js', 'assets/index.css'].includes(path);
const page = (head: string, body = ''): string =>
  `<!doctype html><html><head><meta charset="utf-8">${head}</head><body>${body}</body></html>`;
const judge = (head: string, body?: string) => judgePage(page(head, body), isBuilt);

describe('judgePage', () => {
  it('has nothing against a page with a policy, and with files of the build', () => {
    const icon = `<link rel="icon" href="data:image/svg+xml,%3Csvg/%3E">`;
    const style = '<link rel="stylesheet" href="assets/index.css?x#y">';
    expect(judge(meta() + icon + script + style, '<div id="root"></div>')).toEqual([]);
  });

  it.each([
    ['no policy', script, 'has 0 policies'],
    ['two policies', meta() + meta() + script, 'has 2 policies'],
    ['a policy that comes too late', script + meta(), 'comes after'],
    ['an empty policy', meta('') + script, 'no default-src'],
    ['an inline script', `${meta()}<script>run()</script>`, 'inline script'],
    ['an inline module', `${meta()}<script type="module">run()</script>`, 'inline script'],
    ['a script of another site', `${meta()}<script src="https://a.example/x.js"></script>`, 'addresses are relative'],
    ['a script of any scheme', `${meta()}<script src="//a.example/x.js"></script>`, 'addresses are relative'],
    ['a script as a text', `${meta()}<script src="data:text/javascript,run()"></script>`, 'addresses are relative'],
    ['an address from the root', `${meta()}<script src="/assets/index.js"></script>`, 'addresses are relative'],
    ['a script that is not there', `${meta()}<script src="./main.tsx"></script>`, 'was not built'],
    ['a base', `${meta()}<base href="./assets/index.js">`, 'a <base>'],
    ['a refresh', `${meta()}<meta http-equiv="Refresh" content="0;url=https://a.example">`, 'leads elsewhere'],
  ])('objects to %s', (_, head, fault) => {
    expect(judge(head)).toEqual(expect.arrayContaining([expect.stringContaining(fault)]));
  });

  it.each([
    ['an event handler', '<div ONCLICK="run()"></div>', 'inline event handler onclick'],
    ['an event handler within a template', '<template><p onload=run()></p></template>', 'inline event handler onload'],
    ['an address that runs', '<a href=" javascript:run()">x</a>', 'addresses are relative'],
    ['a frame', '<iframe srcdoc="<p>x</p>"></iframe>', 'a <iframe>'],
    ['a policy in the body', meta(), 'not in the head'],
  ])('objects to %s in the body', (_, body, fault) => {
    const head = fault === 'not in the head' ? '' : meta();
    expect(judge(head, body)).toEqual(expect.arrayContaining([expect.stringContaining(fault)]));
  });
});

describe('judgePolicy', () => {
  it("has nothing against the hosts' own policy", () => {
    expect(judgePolicy(contentPolicy(['ws://127.0.0.1:1234']))).toEqual([]);
  });

  it.each([
    ["script-src 'self'; base-uri 'none'", 'no default-src'],
    ["default-src 'self' https:; base-uri 'none'", 'default-src is'],
    ["default-src *; base-uri 'none'", 'default-src is'],
    [`${policy}; script-src-elem 'unsafe-inline'`, "script-src-elem admits 'unsafe-inline'"],
    ["default-src 'self'; base-uri 'none'; Script-Src 'self' 'UNSAFE-EVAL'", "admits 'unsafe-eval'"],
    ["default-src 'self'; base-uri 'none'; script-src 'self' blob:", 'admits blob:'],
    ["default-src 'self'; base-uri 'none'; script-src 'self' https://a.example", 'admits https://a.example'],
    ["default-src 'self'; base-uri 'none'; object-src *", 'object-src admits *'],
    ["default-src 'self'; base-uri 'none'; worker-src data:", 'worker-src admits data:'],
    ["default-src 'self'; base-uri 'none'; img-src 'self' https:", 'img-src admits any host'],
    ["default-src 'self'; base-uri 'none'; connect-src wss://*", 'connect-src admits any host'],
    ["default-src 'self'", 'base-uri has to be'],
    ["default-src 'self'; base-uri https://a.example", 'base-uri has to be'],
  ])('objects to %s', (text, fault) => {
    expect(judgePolicy(text)).toEqual(expect.arrayContaining([expect.stringContaining(fault)]));
  });

  it('takes the first of two directives of one name, as the browser does', () => {
    expect(judgePolicy(`${policy}; script-src *`)).toEqual([]);
    expect(judgePolicy(`script-src *; ${policy}`)).not.toEqual([]);
  });
});

const scriptDirectives = ['script-src', 'script-src-elem', 'script-src-attr', 'worker-src', 'object-src'];
/** From where a page's programs may come. WebAssembly is compiled by the app's own scripts alone. */
const scriptSources = ["'none'", "'self'", "'wasm-unsafe-eval'"];
/** A worker may be made from a text of the app's own, because it is bound by the same policy. */
const workerSources = [...scriptSources, 'blob:'];

/**
 * Looks at a Content-Security-Policy: what is not named is refused or the app's own, and scripts are never inline,
 * evaluated or anybody else's.
 * @returns one sentence for each fault
 */
export function judgePolicy(policy: string): readonly string[] {
  const directives = readPolicy(policy);
  const faults: string[] = [];
  const fallback = directives.get('default-src');
  if (fallback === undefined) faults.push('The policy has no default-src.');
  else if (fallback.length !== 1 || !["'none'", "'self'"].includes(fallback[0] ?? '')) {
    faults.push(`default-src is ${fallback.join(' ')}: it has to be 'none' or 'self'.`);
  }
  for (const name of scriptDirectives) {
    const allowed = name === 'worker-src' ? workerSources : scriptSources;
    for (const source of directives.get(name) ?? []) {
      if (!allowed.includes(source)) faults.push(`${name} admits ${source}.`);
    }
  }
  const base = directives.get('base-uri');
  if (base === undefined || base.some((source) => !["'none'", "'self'"].includes(source))) {
    faults.push("base-uri has to be 'none' or 'self': it does not fall back on default-src.");
  }
  for (const [name, sources] of directives) {
    if (sources.some((source) => source === '*' || /^(https?|wss?):(\/\/\*?)?$/.test(source))) {
      faults.push(`${name} admits any host.`);
    }
  }
  return faults;
}

/** The first of two directives of one name counts, as in the browser. */
function readPolicy(policy: string): ReadonlyMap<string, readonly string[]> {
  const directives = new Map<string, readonly string[]>();
  for (const part of policy.split(';')) {
    const [name, ...sources] = part.trim().split(/\s+/);
    if (name === undefined || name === '' || directives.has(name.toLowerCase())) continue;
    directives.set(
      name.toLowerCase(),
      sources.map((source) => source.toLowerCase()),
    );
  }
  return directives;
}

import { nodeVersionComplaint } from './host/node-version.ts';

const complaint = nodeVersionComplaint(process.versions.node);
if (complaint === null) {
  // Everything else is loaded only now: on a Node that is too old the database's addon would crash the process.
  void import('./command-line/main.ts').then(async ({ main }) => {
    // Whatever is waited for, the process stays until all is done: Node ends with code 0 as soon as nothing holds it any more.
    const held = setInterval(() => undefined, 0x7fffffff);
    const code = await main(process.argv.slice(2));
    clearInterval(held);
    // What was printed is written before the process ends; a handle that somebody left open does not keep it.
    process.stdout.write('', () => process.exit(code));
  });
} else {
  process.stderr.write(`${complaint}\n`);
  process.exitCode = 1;
}

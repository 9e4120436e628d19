import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { exampleScripts } from './examples.ts';
import { MessagesApi } from './messages-api.ts';
import { replyStepSchema } from './reply-script.ts';
import { newestUserTexts } from './request.ts';

const { values } = parseArgs({ options: { port: { type: 'string', default: '0' }, scripts: { type: 'string' } } });
const scriptsSchema = z.record(z.string(), z.array(replyStepSchema));

const api = await MessagesApi.start(Number(values.port));
const own = values.scripts === undefined ? {} : scriptsSchema.parse(JSON.parse(readFileSync(values.scripts, 'utf8')));
const scripts = { ...exampleScripts, ...own };
for (const [name, steps] of Object.entries(scripts)) api.script(name, steps);
api.setFallback((text) => [
  {
    text: `You said: ${text.slice(0, 500)}\n\nI am a stand-in. Ask me for ${Object.keys(scripts)
      .map((name) => `[[${name}]]`)
      .join(', ')}.`,
    pieces: 20,
    paceMs: 20,
  },
]);

process.stdout.write(`The stand-in Messages API listens. Start a CLI against it with\n\n`);
process.stdout.write(`  ANTHROPIC_BASE_URL=${api.url} ANTHROPIC_API_KEY=not-a-key claude\n\n`);

let seen = 0;
const report = (): void => {
  void api
    .waitForRequest((request) => request.number >= seen, 2 ** 31 - 1)
    .then((request) => {
      seen = request.number + 1;
      const said = (request.body ? newestUserTexts(request.body).at(-1) : '') ?? '';
      process.stdout.write(`${request.method} ${request.path} ${said.slice(0, 100).replaceAll('\n', ' ')}\n`);
      report();
    });
};
report();
process.on('SIGINT', () => {
  void api.stop().then(() => process.exit(0));
});

import { runCommand } from '../pretended-tools.ts';
import { say, think, type Scene } from '../scene.ts';

/** A tool that fails, then an API that fails for good. */
export const failure: Scene = function* () {
  yield think('I was asked to fail, so I do, in two ways.');
  yield say('First a command that fails, then the API. Both are simulated.');
  yield runCommand(
    'npm run no-such-script',
    'Run a script that is not there',
    'npm error Missing script: "no-such-script"',
    1,
  );
  yield { kind: 'retry', attempt: 1, attempts: 2, milliseconds: 900 };
  yield { kind: 'retry', attempt: 2, attempts: 2, milliseconds: 1800 };
  yield { kind: 'fail', status: 500, text: 'API Error: 500 Internal server error (simulated by the demo agent)' };
};

/** A process that dies in the middle of its work. */
export const crash: Scene = function* () {
  yield think('I was asked to crash.');
  yield say('In the middle of this sentence my process ends, as a real one might. Start me again and');
  yield { kind: 'crash', exitCode: 3 };
};

import { runCommand } from '../pretended-tools.ts';
import { say, think, type Scene } from '../scene.ts';

/** A tool that needs a yes. In the autonomous mode it is not asked for, and the scene says so. */
export const permission: Scene = function* () {
  yield think('I want something that needs a permission: a command.');
  yield say('I would like to run a command. In the modes "Ask" and "Accept edits" you are asked first.');
  const reply = yield runCommand('npm install left-pad', 'Install a package', 'added 1 package in 1s (simulated)');
  yield say(
    reply.allowed
      ? 'Thank you: it was allowed, and then **not executed**, because this is a simulation. In the autonomous mode nobody is asked.'
      : 'You said no, and the agent was told so. That is all that happens: it goes on without the tool. (Simulation.)',
  );
};

import { editLine, proposePlan, readFile } from '../pretended-tools.ts';
import { say, think, type Scene } from '../scene.ts';

const proposal = `# Make the greeting polite

1. Read \`src/greeting.ts\` and its tests.
2. Add the form of address as a parameter, with a default.
3. Cover both forms with a test.

Nothing of this will be executed: it is a simulation.`;

/** A plan to approve; it is also what the plan mode always gets. */
export const plan: Scene = function* () {
  yield think('First I look around, without changing anything; then I propose what to do.');
  yield readFile('src/greeting.ts', "export const greeting = 'Hello';\n");
  yield say('I have looked around and propose a plan.');
  const reply = yield proposePlan(proposal);
  if (!reply.allowed) {
    yield say('You sent the plan back. A real agent would work on it and propose it again.');
    return;
  }
  yield say('The plan is approved, so I begin. (Simulated.)');
  yield editLine('src/greeting.ts', "export const greeting = 'Hello';", "export const greeting = 'Good day';", 1);
  yield say('The plan is carried out, as far as a **simulation** can: no file was touched.');
};

import { askPerson } from '../pretended-tools.ts';
import { say, think, type Scene } from '../scene.ts';

const whichDatabase = 'Which database should the example use?';

/** A question that the agent cannot answer by itself. */
export const question: Scene = function* () {
  yield think('I ask something that only the person can know.');
  yield say('Before I go on I need a decision of yours. (This is a simulation; either answer is fine.)');
  const reply = yield askPerson(whichDatabase, 'Database', [
    ['SQLite', 'One file, nothing to install'],
    ['PostgreSQL', 'A server, for many writers'],
    ['None', 'Keep it in memory'],
  ]);
  if (!reply.allowed) {
    yield say('You did not answer, so I leave it open.');
    return;
  }
  const answers = reply.input['answers'];
  const answer =
    typeof answers === 'object' && answers !== null && !Array.isArray(answers)
      ? Object.values(answers).filter((one) => typeof one === 'string')
      : [];
  yield say(`You chose **${answer.join(', ') || 'nothing'}**. A real agent would go on with that; I only pretend.`);
};

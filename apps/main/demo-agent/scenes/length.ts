import { say, think, type Scene } from '../scene.ts';

const subjects = [
  'The queue',
  'The transcript',
  'A request',
  'An instance',
  'The tower',
  'A session',
  'The inbox',
  'A turn',
];
const remarks = [
  'keeps what it was given, also across a restart.',
  'can be read while it is still being written.',
  'waits until somebody has time for it.',
  'shows at a glance whether it works, waits or failed.',
  'is on disk before anybody is told of it.',
];

function paragraph(number: number): string {
  const sentences = remarks.map((_, index) => {
    const subject = subjects[(number + index * 3) % subjects.length] ?? '';
    const remark = remarks[(number * 2 + index) % remarks.length] ?? '';
    return `${subject} ${remark}`;
  });
  return `### Part ${number}\n\n${sentences.join(' ')}\n\n- interrupt me at any time\n- scroll up while I go on writing\n\n`;
}

/** Several thousand words, quickly: something to scroll in and to interrupt. */
export const long: Scene = function* () {
  yield think('A long answer was asked for. It says little, at length.');
  const parts = Array.from({ length: 60 }, (_, index) => paragraph(index + 1));
  yield { kind: 'say', haste: 4, text: `# A long answer (simulated)\n\n${parts.join('')}That was all.` };
};

/** An answer that takes its time, so that others can be watched meanwhile. */
export const slow: Scene = function* () {
  yield think('Slowly, then. There is no hurry.');
  yield {
    kind: 'say',
    haste: 1 / 12,
    text: 'I write this slowly, so that you have time to look at other instances, to queue something, or to interrupt me. It is a simulation: nothing is executed, however long it takes.',
  };
  yield say('Done, at last.');
};

import type { Question } from '../../../shared/models/request.ts';

/** What somebody has chosen of one question so far. */
export interface Choice {
  readonly labels: readonly string[];
  readonly own: string;
}

export const noChoice: Choice = { labels: [], own: '' };

/** Chooses a label, or takes it back; where one answer is wanted, another choice replaces it. */
export function toggleLabel(question: Question, choice: Choice, label: string): Choice {
  if (!question.multiSelect) return { labels: [label], own: '' };
  const labels = choice.labels.includes(label)
    ? choice.labels.filter((each) => each !== label)
    : [...choice.labels, label];
  return { ...choice, labels };
}

/** Writes an answer in own words; where one answer is wanted, it takes the place of a label. */
export const writeOwn = (question: Question, choice: Choice, own: string): Choice =>
  question.multiSelect || own.trim() === '' ? { ...choice, own } : { labels: [], own };

/** The answers as the CLI takes them: question to labels joined by a comma. @returns null while one is missing */
export function answersOf(
  questions: readonly Question[],
  choices: Readonly<Record<string, Choice>>,
): Readonly<Record<string, string>> | null {
  const answers: Record<string, string> = {};
  for (const { question, options } of questions) {
    const { labels, own } = choices[question] ?? noChoice;
    // In the order of the options, whatever the order of the clicks.
    const chosen = options.map(({ label }) => label).filter((label) => labels.includes(label));
    const answer = [...chosen, own.trim()].filter(Boolean).join(', ');
    if (answer === '') return null;
    answers[question] = answer;
  }
  return answers;
}

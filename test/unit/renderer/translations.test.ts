import { describe, expect, it } from 'vitest';
import { findComplaints, flatten } from '../../../scripts/translation-rules.ts';

const english = flatten({
  a: { hello: 'Hello {{name}}', tasks_one: 'one', tasks_other: '{{count}}' },
  mode: { ask: 'Ask' },
});
const korean = flatten({ a: { hello: '안녕 {{name}}', tasks_other: '{{count}}' }, mode: { ask: '묻기' } });
const source = "t('a.hello'); t('a.tasks', { count }); t(`mode.${mode}`)";

describe('the check of the translations', () => {
  it('is content when all is there and used', () => {
    expect(findComplaints(english, korean, source)).toEqual([]);
  });

  it.each([
    [
      'a missing text',
      flatten({ a: { hello: '안녕 {{name}}' }, mode: { ask: '묻기' } }),
      source,
      /a\.tasks is missing/,
    ],
    ['a text too many', new Map([...korean, ['a.extra', 'x']]), source, /a\.extra has no English text/],
    ['another placeholder', new Map([...korean, ['a.hello', '안녕 {{who}}']]), source, /a\.hello has the placeholders/],
    ['an empty text', new Map([...korean, ['mode.ask', ' ']]), source, /mode\.ask is empty/],
    ['an unused text', korean, "t('a.hello'); t(`mode.${mode}`)", /a\.tasks is used nowhere/],
  ])('finds %s', (_, translated, sources, complaint) => {
    expect(findComplaints(english, translated, sources).join('\n')).toMatch(complaint);
  });
});

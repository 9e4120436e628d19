import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withItem, withoutItem } from '../../../../apps/main/claude/rules/json-list.ts';

const path = ['permissions', 'allow'];
const settings = (allow: string): string =>
  `{\n  "model": "opus",\n  "permissions": {\n    "allow": ${allow}\n  }\n}\n`;

describe('a text is taken out of a list', () => {
  it.each([
    ['the first', settings('["a", "b"]'), 'a', settings('["b"]')],
    ['the last', settings('["a", "b"]'), 'b', settings('["a"]')],
    ['one in the middle', settings('[\n"a",\n\t"b" ,\n   "c"\n]'), 'b', settings('[\n"a",\n\t"c"\n]')],
    ['the only one', settings('[\n      "a"\n    ]'), 'a', settings('[]')],
    ['one that stands there twice', settings('["a", "b", "a"]'), 'a', settings('["b"]')],
    ['one that looks like syntax', settings('["x", "],\\"}{[:", "y"]'), '],"}{[:', settings('["x", "y"]')],
    [
      'one beside what is no text',
      settings('[1, null, {"a": ["a"]}, "a", true]'),
      'a',
      settings('[1, null, {"a": ["a"]}, true]'),
    ],
    ['one that is written otherwise', settings('["\\u0061", "b"]'), 'a', settings('["b"]')],
    [
      'one on a line of its own, with the line ends of Windows',
      '{\r\n"permissions":{"allow":[\r\n"a",\r\n"b"\r\n]}}',
      'b',
      '{\r\n"permissions":{"allow":[\r\n"a"\r\n]}}',
    ],
    [
      'one of the list that counts, where the key is there twice',
      '{"permissions":{"allow":["a"],"allow":["a","b"]}}',
      'a',
      '{"permissions":{"allow":["a"],"allow":["b"]}}',
    ],
  ])('%s', (_, text, item, rest) => {
    expect(withoutItem(text, path, item)?.text).toBe(rest);
  });

  it.each([
    ['it is not there', settings('["ab"]')],
    ['it stands in another list', '{"permissions":{"deny":["a"]}, "allow":["a"]}'],
    ['it stands deeper', settings('[["a"]]')],
    ['there is no list', '{"permissions":{"allow":"a"}}'],
    ['there is nothing', '{}'],
    ['the keys lead into a text', '{"permissions":"allow"}'],
  ])('but not where %s', (_, text) => {
    expect(withoutItem(text, path, 'a')).toBeNull();
  });
});

describe('a text is put into a list', () => {
  it.each([
    ['at its place', settings('["a", "c"]'), 1, settings('["a", "b", "c"]')],
    ['at the beginning', settings('[\n      "a"\n    ]'), 0, settings('[\n      "b",\n      "a"\n    ]')],
    ['at the end', settings('[\n      "a"\n    ]'), 9, settings('[\n      "a",\n      "b"\n    ]')],
    ['and not twice', settings('["a", "b"]'), 0, settings('["a", "b"]')],
    ['that is empty', settings('[]'), 0, settings('[\n      "b"\n    ]')],
    [
      'that is not there',
      '{\n\t"x": 1\n}\n',
      0,
      '{\n\t"x": 1,\n\t"permissions": {\n\t\t"allow": [\n\t\t\t"b"\n\t\t]\n\t}\n}\n',
    ],
    ['in one line', '{}', 0, '{"permissions":{"allow":["b"]}}'],
  ])('%s', (_, text, index, whole) => {
    expect(withItem(text, path, 'b', index)).toBe(whole);
  });
});

/** Settings with a list of texts in some places, in some indentation. */
const files = fc.record({
  list: fc.uniqueArray(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 6 }),
  others: fc.dictionary(
    fc.string({ unit: 'binary' }).filter((key) => key !== 'permissions'),
    fc.jsonValue(),
  ),
  beside: fc.dictionary(
    fc.string().filter((key) => key !== 'allow'),
    fc.jsonValue(),
  ),
  indent: fc.constantFrom(0, 2, 4, '\t'),
  at: fc.nat(5),
});

it('takes nothing but what is meant out of any settings, and puts it back where it stood', () => {
  fc.assert(
    fc.property(files, ({ list, others, beside, indent, at }) => {
      const item = list[at % list.length] ?? '';
      const text = JSON.stringify({ ...others, permissions: { ...beside, allow: list } }, null, indent);
      const taken = withoutItem(text, path, item);
      const rest = list.filter((one) => one !== item);
      expect(JSON.parse(taken?.text ?? '')).toEqual(
        JSON.parse(JSON.stringify({ ...others, permissions: { ...beside, allow: rest } })),
      );
      expect(taken?.index).toBe(list.indexOf(item));
      const back = withItem(taken?.text ?? '', path, item, taken?.index ?? 0);
      expect(JSON.parse(back)).toEqual(JSON.parse(text));
      if (rest.length > 1 || (rest.length === 1 && indent !== 0)) expect(back).toBe(text);
    }),
  );
});

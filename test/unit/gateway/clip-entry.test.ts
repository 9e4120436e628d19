import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clipEntry, clipEvent, clipImageLength, clipLength } from '../../../apps/main/gateway/clip-entry.ts';
import { clipJsonObject, clipText, jsonLength } from '../../../apps/main/gateway/clip-json.ts';
import type { Entry } from '../../../apps/shared/models/entry.ts';
import { entrySchema } from '../../../apps/shared/models/entry.ts';
import type { Json, JsonObject } from '../../../apps/shared/models/json.ts';
import { appended, base, paused, textEntry } from './builders.ts';

const long = 'x'.repeat(clipLength + 1);
const block = { messageId: 'm1', blockIndex: 0, parentToolUseId: null } as const;

function toolUse(input: JsonObject): Entry {
  return { ...base, ...block, kind: 'toolUse', toolUseId: 't', name: 'Write', input };
}

function toolResult(parts: { text?: string; structured?: Json; image?: string }): Entry {
  return {
    ...base,
    kind: 'toolResult',
    parentToolUseId: null,
    toolUseId: 't',
    isError: false,
    text: parts.text ?? '',
    images: parts.image === undefined ? [] : [{ mediaType: 'image/png', data: parts.image }],
    structured: parts.structured ?? null,
  };
}

describe('clipEntry', () => {
  it('leaves an entry of usual size as it is', () => {
    for (const entry of [textEntry('x'.repeat(clipLength)), toolUse({ a: [1, 'b'] }), toolResult({ text: 'ok' })]) {
      expect(clipEntry(entry)).toBe(entry);
    }
  });

  it('cuts long text and says so', () => {
    expect(clipEntry(textEntry(long))).toEqual({ ...textEntry('x'.repeat(clipLength)), clipped: true });
  });

  it("keeps the short parts of a tool's input", () => {
    const clipped = clipEntry(toolUse({ file_path: '/a/b', content: long }));
    expect(clipped).toMatchObject({ clipped: true, input: { file_path: '/a/b' } });
    expect(JSON.stringify(clipped).length).toBeLessThan(clipLength + 1000);
  });

  it('leaves out the structured form of a result when that is what is long', () => {
    const clipped = clipEntry(toolResult({ text: 'short', structured: { stdout: long } }));
    expect(clipped).toEqual({ ...toolResult({ text: 'short' }), clipped: true });
  });

  it('leaves out pictures of many megabytes and keeps a screenshot', () => {
    const screenshot = toolResult({ image: 'A'.repeat(clipImageLength) });
    expect(clipEntry(screenshot)).toBe(screenshot);
    const photograph = toolResult({ text: 'seen', image: 'A'.repeat(clipImageLength + 4) });
    expect(clipEntry(photograph)).toEqual({ ...toolResult({ text: 'seen' }), clipped: true });
  });

  it('folds a long unknown event', () => {
    const unknown: Entry = { ...base, kind: 'unknown', type: 'novelty', raw: [long] };
    expect(clipEntry(unknown)).toEqual({ ...unknown, raw: null, clipped: true });
  });

  it('still fits the contract', () => {
    for (const entry of [textEntry(long), toolUse({ content: [long] }), toolResult({ text: long, structured: long })]) {
      expect(entrySchema.safeParse(clipEntry(entry)).success).toBe(true);
    }
  });
});

describe('clipEvent', () => {
  it('clips what a transcript gained and touches nothing else', () => {
    expect(clipEvent(appended(3, textEntry(long)))).toMatchObject({ seq: 3, data: { entry: { clipped: true } } });
    const fact = paused(4);
    expect(clipEvent(fact)).toBe(fact);
  });
});

describe('clipText', () => {
  it('never leaves half a surrogate pair', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 0, max: 30 }), (text, limit) => {
        const cut = clipText(text, limit);
        expect(text.startsWith(cut)).toBe(true);
        expect(cut.length).toBeLessThanOrEqual(limit);
        expect(cut.isWellFormed()).toBe(text.slice(0, cut.length).isWellFormed());
        expect(/[\ud800-\udbff]$/.test(cut)).toBe(false);
      }),
    );
  });
});

describe('clipJsonObject', () => {
  it('changes nothing that fits, and makes anything fit, roughly', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.integer({ min: 10, max: 400 }), (value, limit) => {
        const object = JSON.parse(JSON.stringify(value)) as JsonObject;
        const length = jsonLength(object, Infinity);
        const clipped = clipJsonObject(object, limit);
        if (length * 2 <= limit) expect(clipped).toEqual(object);
        expect(jsonLength(clipped, Infinity)).toBeLessThanOrEqual(Math.max(limit * 2, 20) + 10);
      }),
    );
  });
});

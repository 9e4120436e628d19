import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineFramer, type Frame } from '../../../apps/main/claude/line-framer.ts';

/** What a framer makes of bytes that come in these pieces. */
function framed(pieces: readonly Buffer[], limit?: number): readonly Frame[] {
  const framer = new LineFramer(limit);
  return [...pieces.flatMap((piece) => framer.push(piece)), ...framer.end()];
}

/** Cuts at the given places, whatever stands there. */
function cutAt(bytes: Buffer, places: readonly number[]): readonly Buffer[] {
  const inside = places.map((place) => place % (bytes.length + 1)).toSorted((a, b) => a - b);
  return [0, ...inside].map((from, index) => bytes.subarray(from, inside[index] ?? bytes.length));
}

/** The framing as its rules say it, a line at a time and without a thought for speed. */
function expected(bytes: Buffer, limit: number): readonly Frame[] {
  const frames: Frame[] = [];
  for (let from = 0; from <= bytes.length;) {
    const newline = bytes.indexOf(0x0a, from);
    const to = newline === -1 ? bytes.length : newline;
    const text = bytes.toString('utf8', from, to).replace(/\r$/, '');
    if (to - from > limit) frames.push({ kind: 'oversize', bytes: to - from });
    else if (text !== '') frames.push({ kind: newline === -1 ? 'broken' : 'line', text });
    from = to + 1;
  }
  return frames;
}

const lines = (...texts: readonly string[]): readonly Frame[] => texts.map((text) => ({ kind: 'line', text }));
const arbitraryCuts = fc.array(fc.nat(), { maxLength: 12 });
/** Mostly what matters: line ends, and the bytes of characters of every length, whole and broken. */
const arbitraryBytes = fc
  .array(
    fc.oneof(
      fc
        .constantFrom('\n', '\r\n', '\r', '\n\n', 'é', '漢', '😀', '\u2028', '\u0085', '{"a":1}')
        .map((text) => Buffer.from(text)),
      fc.uint8Array({ maxLength: 6 }).map((bytes) => Buffer.from(bytes)),
    ),
    { maxLength: 30 },
  )
  .map((parts) => Buffer.concat(parts));

describe('LineFramer', () => {
  it('makes the same lines of any bytes, however they are cut', () => {
    fc.assert(
      fc.property(arbitraryBytes, arbitraryCuts, (bytes, cuts) => {
        expect(framed(cutAt(bytes, cuts))).toEqual(expected(bytes, Number.MAX_SAFE_INTEGER));
      }),
      { numRuns: 1000 },
    );
  });

  it('leaves out lines that are too long and keeps their neighbours, however they are cut', () => {
    fc.assert(
      fc.property(arbitraryBytes, arbitraryCuts, fc.integer({ min: 1, max: 12 }), (bytes, cuts, limit) => {
        expect(framed(cutAt(bytes, cuts), limit)).toEqual(expected(bytes, limit));
      }),
      { numRuns: 1000 },
    );
  });

  it('keeps a character whole that comes a byte at a time', () => {
    const bytes = Buffer.from('né 漢 😀\nnext 👩‍👩‍👧\n');
    expect(framed([...bytes].map((byte) => Buffer.from([byte])))).toEqual(lines('né 漢 😀', 'next 👩‍👩‍👧'));
  });

  it('takes CRLF as a line end, but leaves a carriage return inside a line alone', () => {
    expect(framed([Buffer.from('one\r\ntwo\rstill two\r'), Buffer.from('\nthree\n')])).toEqual(
      lines('one', 'two\rstill two', 'three'),
    );
  });

  it('does not take the line and paragraph separators of Unicode for line ends', () => {
    expect(framed([Buffer.from('a\u2028b\u2029c\u0085d\n')])).toEqual(lines('a\u2028b\u2029c\u0085d'));
  });

  it('leaves out empty lines', () => {
    expect(framed([Buffer.from('\n\r\n\n one\n\n')])).toEqual(lines(' one'));
  });

  it('says that a last line without its end is broken, and says it once', () => {
    const framer = new LineFramer();
    expect(framer.push(Buffer.from('whole\n{"type":"assist'))).toEqual(lines('whole'));
    expect(framer.end()).toEqual([{ kind: 'broken', text: '{"type":"assist' }]);
    expect(framer.end()).toEqual([]);
  });

  it('brings a line of 64 MB through, with its neighbours', () => {
    const size = 64 * 1024 * 1024;
    const framer = new LineFramer();
    const piece = Buffer.alloc(1024 * 1024, 'x');
    const frames = [...framer.push(Buffer.from('before\n'))];
    for (let sent = 0; sent < size; sent += piece.length) frames.push(...framer.push(piece));
    frames.push(...framer.push(Buffer.from('\nafter\n')));
    expect(frames.map((frame) => (frame.kind === 'oversize' ? -1 : frame.text.length))).toEqual([6, size, 5]);
  });

  it('counts what it throws away, and does not hold it', () => {
    const framer = new LineFramer(1000);
    const piece = Buffer.alloc(700, 'x');
    const frames = Array.from({ length: 10 }, () => framer.push(piece)).flat();
    expect([...frames, ...framer.push(Buffer.from('\nafter\n'))]).toEqual([
      { kind: 'oversize', bytes: 7000 },
      ...lines('after'),
    ]);
  });

  describe('in a room that is shared', () => {
    const roomOf = (bytes: number) => {
      const room = {
        held: 0,
        take: (wanted: number): boolean => {
          if (room.held + wanted > bytes) return false;
          room.held += wanted;
          return true;
        },
        giveBack: (given: number): void => {
          room.held -= given;
        },
      };
      return room;
    };

    it('leaves out the line that finds none, says how long it was, and takes the next', () => {
      const room = roomOf(10);
      const [one, other] = [new LineFramer(100, room), new LineFramer(100, room)];
      one.push(Buffer.from('12345678'));
      other.push(Buffer.from('abc'));
      expect(room.held).toBe(8);
      expect(other.push(Buffer.from('def\nok\n'))).toEqual([{ kind: 'oversize', bytes: 6 }, ...lines('ok')]);
      expect(one.push(Buffer.from('9\n'))).toEqual(lines('123456789'));
      expect(room.held).toBe(0);
    });

    it('gives back what it took, whatever comes', () => {
      fc.assert(
        fc.property(arbitraryBytes, arbitraryCuts, fc.integer({ min: 1, max: 12 }), (bytes, cuts, limit) => {
          const room = roomOf(8);
          const framer = new LineFramer(limit, room);
          for (const piece of cutAt(bytes, cuts)) framer.push(piece);
          framer.end();
          expect(room.held).toBe(0);
        }),
      );
    });
  });
});

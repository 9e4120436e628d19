import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';

/** Frames of a web socket by their number. */
export const opcodes = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9 } as const;

/**
 * One frame, right or wrong, as bytes.
 * @param options `final` false promises more of the message; `masked` false is what only a server may send; `reserved` sets
 *   bits that mean nothing; `claims` is the length that it says it has, in place of the one it has
 */
export function frame(
  opcode: number,
  payload: Buffer | string,
  options: { final?: boolean; masked?: boolean; reserved?: number; claims?: bigint } = {},
): Buffer {
  const { final = true, masked = true, reserved = 0, claims } = options;
  const body = Buffer.from(payload);
  const first = (final ? 0x80 : 0) | (reserved << 4) | opcode;
  const length = claims ?? BigInt(body.length);
  const mark = masked ? 0x80 : 0;
  const head = length < 126n ? Buffer.from([first, mark | Number(length)]) : longHead(first, mark, length);
  if (!masked) return Buffer.concat([head, body]);
  const mask = randomBytes(4);
  return Buffer.concat([head, mask, body.map((byte, at) => byte ^ (mask[at % 4] ?? 0))]);
}

function longHead(first: number, mark: number, length: bigint): Buffer {
  const head = Buffer.alloc(10);
  head[0] = first;
  head[1] = mark | 127;
  head.writeBigUInt64BE(length, 2);
  return head;
}

/** A connection on which a test writes what it likes. */
export class RawSocket {
  readonly #socket: Socket;
  readonly #chunks: Buffer[] = [];
  /** All that was answered, once the other side has closed. */
  readonly answer: Promise<Buffer>;

  constructor(port: number) {
    this.#socket = connect(port, '127.0.0.1');
    this.#socket.on('error', () => undefined);
    this.#socket.on('data', (chunk) => this.#chunks.push(chunk));
    this.answer = new Promise((resolve) => {
      this.#socket.on('close', () => resolve(Buffer.concat(this.#chunks)));
    });
  }

  write(...parts: readonly (Buffer | string)[]): this {
    for (const part of parts) this.#socket.write(part);
    return this;
  }

  /** Opens a web socket by hand, as a page of this origin with this cookie would. */
  upgrade(port: number, cookie: string): this {
    const key = randomBytes(16).toString('base64');
    return this.write(
      `GET /socket HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nOrigin: http://127.0.0.1:${port}\r\nCookie: ${cookie}\r\n`,
      `Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n\r\n`,
    );
  }

  end(): void {
    this.#socket.end();
  }
}

/** The code of the close frame at the end of what a server sent; null when there is none. */
export function closeCodeOf(answer: Buffer): number | null {
  const frames = answer.subarray(answer.indexOf('\r\n\r\n') + 4);
  let at = 0;
  while (at + 1 < frames.length) {
    const opcode = (frames[at] ?? 0) & 0x0f;
    const short = (frames[at + 1] ?? 0) & 0x7f;
    const [head, length] = short === 126 ? [4, frames.readUInt16BE(at + 2)] : [2, short];
    if (opcode === opcodes.close && length >= 2) return frames.readUInt16BE(at + head);
    at += head + length;
  }
  return null;
}

/** What D-Bus calls a method by. */
export interface MethodCall {
  readonly serial: number;
  readonly member: string;
  /** Its one argument; null for none. */
  readonly argument: string | null;
}

/** An answer to a call. */
export interface Reply {
  readonly replySerial: number;
  /** False for an error. */
  readonly ok: boolean;
  readonly body: Buffer;
  /** How many bytes of the stream it took. */
  readonly bytes: number;
}

const bus = { path: '/org/freedesktop/DBus', name: 'org.freedesktop.DBus' } as const;
/** Types of messages and codes of header fields (D-Bus specification, "Message Protocol"). */
const types = { call: 1, reply: 2, error: 3 } as const;
const fields = { path: 1, interface: 2, member: 3, replySerial: 5, destination: 6, signature: 8 } as const;

const align = (length: number, to: number): number => Math.ceil(length / to) * to;
const padded = (buffer: Buffer, to: number): Buffer =>
  Buffer.concat([buffer, Buffer.alloc(align(buffer.length, to) - buffer.length)]);

function uint32(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32LE(value);
  return buffer;
}

const text = (value: string): Buffer => Buffer.concat([uint32(Buffer.byteLength(value)), Buffer.from(`${value}\0`)]);
const signature = (value: string): Buffer => Buffer.concat([Buffer.from([value.length]), Buffer.from(`${value}\0`)]);

function field(code: number, type: 's' | 'o' | 'g', value: string): Buffer {
  const head = Buffer.concat([Buffer.from([code]), signature(type)]);
  return Buffer.concat([head, type === 'g' ? signature(value) : text(value)]);
}

/** Writes a call of the message bus itself, in little-endian. */
export function writeCall({ serial, member, argument }: MethodCall): Buffer {
  const body = argument === null ? Buffer.alloc(0) : text(argument);
  const parts = [
    field(fields.path, 'o', bus.path),
    field(fields.interface, 's', bus.name),
    field(fields.member, 's', member),
    field(fields.destination, 's', bus.name),
    ...(argument === null ? [] : [field(fields.signature, 'g', 's')]),
  ];
  // Each begins at a multiple of 8. What fills up after the last one is not counted, though the body too begins at one.
  const header = parts.reduce((before, next) => Buffer.concat([padded(before, 8), next]), Buffer.alloc(0));
  const start = Buffer.concat([
    Buffer.from(['l'.charCodeAt(0), types.call, 0, 1]),
    uint32(body.length),
    uint32(serial),
    uint32(header.length),
  ]);
  return Buffer.concat([start, padded(header, 8), body]);
}

/**
 * Reads the first message of a stream, as the bus sends it to a client that speaks little-endian.
 * @returns null while it is not whole; a message that answers nothing has the serial 0
 * @throws at what is no such message
 */
export function readReply(stream: Buffer): Reply | null {
  if (stream.length < 16) return null;
  if (stream[0] !== 'l'.charCodeAt(0)) throw new Error('a message in another byte order');
  const bodyLength = stream.readUInt32LE(4);
  const fieldsEnd = 16 + stream.readUInt32LE(12);
  const bodyStart = align(fieldsEnd, 8);
  const bytes = bodyStart + bodyLength;
  if (stream.length < bytes) return null;
  const type = stream[1];
  const answers = type === types.reply || type === types.error;
  return {
    replySerial: answers ? findReplySerial(stream, fieldsEnd) : 0,
    ok: type === types.reply,
    body: stream.subarray(bodyStart, bytes),
    bytes,
  };
}

function findReplySerial(stream: Buffer, end: number): number {
  let at = 16;
  while (at < end) {
    const code = stream[at];
    const type = String.fromCharCode(stream[at + 2] ?? 0);
    const value = at + 4;
    if (code === fields.replySerial && type === 'u') return stream.readUInt32LE(value);
    const length = type === 'g' ? 1 + (stream[value] ?? 0) + 1 : type === 'u' ? 4 : 4 + stream.readUInt32LE(value) + 1;
    at = align(value + length, 8);
  }
  return 0;
}

import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

const event = (type: string, fields: object): string =>
  `event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`;
const block = (index: number, start: object, ...deltas: readonly object[]): string =>
  event('content_block_start', { index, content_block: start }) +
  deltas.map((delta) => event('content_block_delta', { index, delta })).join('');
const usage = { input_tokens: 100, output_tokens: 1 };
const message = { id: 'msg_cut', type: 'message', role: 'assistant', model: 'claude-sonnet-5', content: [], usage };

/** It has thought to the end and is in the middle of its text. */
const halfMessage = [
  event('message_start', { message: { ...message, stop_reason: null, stop_sequence: null } }),
  block(
    0,
    { type: 'thinking', thinking: '', signature: '' },
    { type: 'thinking_delta', thinking: 'What do they want?' },
    { type: 'signature_delta', signature: 'c2ln' },
  ),
  event('content_block_stop', { index: 0 }),
  block(1, { type: 'text', text: '' }, { type: 'text_delta', text: 'The answer is half' }),
].join('');
// In chunks, of which the last one is missing: an answer that ends with its connection is whole when that is cut.
const head = 'HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n';
const halfAnswer = `${head}${Buffer.byteLength(halfMessage).toString(16)}\r\n${halfMessage}\r\n`;
/** So long the reader has for what came before the cut, in milliseconds. */
const readMs = 30;

/** pass: hands everything on; cut: begins each answer and cuts the connection in the middle of it; silent: never answers. */
export type FrontMode = 'pass' | 'cut' | 'silent';

/** Stands before an API. */
export class CuttingFront {
  /** What becomes of the next request; an answer that is under way goes on. */
  mode: FrontMode;
  readonly #server: Server;
  readonly #port: number;
  readonly #sockets = new Set<Socket>();

  private constructor(server: Server, behind: string, mode: FrontMode) {
    this.mode = mode;
    this.#server = server;
    this.#port = Number(new URL(behind).port);
    server.on('connection', (socket) => this.#receive(socket));
  }

  /** @param behind the address of the API, on 127.0.0.1 */
  static async start(behind: string, mode: FrontMode = 'pass'): Promise<CuttingFront> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new CuttingFront(server, behind, mode);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #receive(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => this.#sockets.delete(socket));
    const behind = connect(this.#port, '127.0.0.1');
    behind.on('error', () => socket.destroy());
    behind.on('close', () => socket.destroy());
    socket.on('close', () => behind.destroy());
    // By the request and not by the connection: a CLI keeps one open for several.
    socket.on('data', (chunk: Buffer) => {
      if (this.mode === 'cut' && chunk.toString('latin1').startsWith('POST /v1/messages')) this.#cut(socket, behind);
      else if (this.mode !== 'silent' && !behind.destroyed) behind.write(chunk);
    });
    behind.pipe(socket);
  }

  #cut(socket: Socket, behind: Socket): void {
    behind.unpipe(socket);
    socket.removeAllListeners('data');
    socket.resume();
    socket.write(halfAnswer, () => setTimeout(() => socket.resetAndDestroy(), readMs));
  }
}

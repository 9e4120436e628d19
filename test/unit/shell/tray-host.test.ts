import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readReply, writeCall } from '../../../apps/main/shell/dbus-message.ts';
import { findTrayHost } from '../../../apps/main/shell/tray-host.ts';

/** What a bus sent, byte for byte, as the specification lays it out: a reply to `serial` with one boolean. */
function replyOf(serial: number, owned: boolean): Buffer {
  const head = Buffer.from([0x6c, 2, 1, 1, 4, 0, 0, 0, 9, 0, 0, 0, 16, 0, 0, 0]);
  const signature = Buffer.from([8, 1, 0x67, 0, 1, 0x62, 0, 0]);
  const replySerial = Buffer.from([5, 1, 0x75, 0, serial, 0, 0, 0]);
  return Buffer.concat([head, signature, replySerial, Buffer.from([owned ? 1 : 0, 0, 0, 0])]);
}

describe('a message to the bus', () => {
  it('is laid out as the specification says', () => {
    const call = writeCall({ serial: 2, member: 'NameHasOwner', argument: 'a.b' });
    expect(call.subarray(0, 4)).toEqual(Buffer.from([0x6c, 1, 0, 1]));
    expect(call.readUInt32LE(4)).toBe(8);
    expect(call.readUInt32LE(8)).toBe(2);
    // Path, interface, member and destination, each filled up to a multiple of 8, and the signature as it is.
    expect(call.readUInt32LE(12)).toBe(32 + 32 + 24 + 32 + 7);
    expect(call.length).toBe(16 + 128 + 8);
    expect(call.subarray(-8)).toEqual(Buffer.from([3, 0, 0, 0, 0x61, 0x2e, 0x62, 0]));
    const path = Buffer.from('\u0001\u0001o\u0000\u0015\u0000\u0000\u0000/org/freedesktop/DBus\u0000', 'latin1');
    expect(call.subarray(16, 16 + path.length)).toEqual(path);
  });

  it('is answered once the answer is whole', () => {
    const reply = replyOf(2, true);
    expect(readReply(reply.subarray(0, -1))).toBeNull();
    expect(readReply(Buffer.concat([reply, reply]))).toMatchObject({ replySerial: 2, ok: true, bytes: reply.length });
  });
});

describe('the host of the tray', () => {
  let folder: string;
  let server: Server;
  const sockets = new Set<Socket>();
  const listen = (onData: (socket: Socket, text: string) => void): Promise<string> => {
    const path = join(folder, 'bus');
    server = createServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('data', (chunk) => onData(socket, chunk.toString('latin1')));
    });
    return new Promise((resolve) => server.listen(path, () => resolve(`unix:path=${path},guid=1234`)));
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'bus-'));
  });
  afterEach(async () => {
    for (const socket of sockets) socket.destroy();
    sockets.clear();
    await new Promise((resolve) => server.close(resolve));
    rmSync(folder, { recursive: true, force: true });
  });

  it.each([true, false])('is there or not, as the bus says: %s', async (owned) => {
    const heard: string[] = [];
    const address = await listen((socket, text) => {
      heard.push(text);
      if (text.startsWith('\0AUTH')) socket.write('OK 1234\r\n');
      if (!text.includes('NameHasOwner')) return;
      // The bus answers the greeting first, and in pieces.
      const both = Buffer.concat([replyOf(1, true), replyOf(2, owned)]);
      socket.write(both.subarray(0, 20));
      setImmediate(() => socket.write(both.subarray(20)));
    });
    expect(await findTrayHost(address, 1000)).toBe(owned);
    expect(heard[0]).toBe('\0AUTH EXTERNAL 31303030\r\n');
    expect(heard.join('')).toContain('org.kde.StatusNotifierWatcher');
  });

  it('is unknown where the bus refuses, hangs up, or is not there', async () => {
    const address = await listen((socket, text) => {
      if (text.startsWith('\0AUTH')) socket.end('REJECTED EXTERNAL\r\n');
    });
    expect(await findTrayHost(address, 1000)).toBeNull();
    expect(await findTrayHost(`unix:path=${join(folder, 'none')}`, 1000)).toBeNull();
    expect(await findTrayHost('tcp:host=localhost', 1000)).toBeNull();
    expect(await findTrayHost(undefined, 1000)).toBeNull();
  });
});

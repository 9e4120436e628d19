import { connect, type Socket } from 'node:net';
import { readReply, writeCall } from './dbus-message.ts';

/** The name that whoever shows tray icons has on the session's bus. */
const watcher = 'org.kde.StatusNotifierWatcher';
/** How long the bus may take to answer, in milliseconds: the app's start waits for it. */
const answerMs = 500;

/**
 * Asks the session's message bus whether somebody shows tray icons.
 * @param address as in DBUS_SESSION_BUS_ADDRESS
 * @returns null when the bus cannot be asked
 */
export async function findTrayHost(address: string | undefined, userId: number): Promise<boolean | null> {
  const path = /(?:^|;)unix:(?:[^;]*,)?path=([^,;]+)/.exec(address ?? '')?.[1];
  if (path === undefined) return null;
  const socket = connect(decodeURIComponent(path));
  try {
    return await withLimit(ask(socket, userId));
  } catch {
    return null;
  } finally {
    socket.destroy();
  }
}

/** Signs in as this user, says hello, and asks for the name. */
function ask(socket: Socket, userId: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    let received = Buffer.alloc(0);
    let signedIn = false;
    const signIn = (): boolean => {
      const end = received.indexOf('\r\n');
      if (end < 0) return false;
      const line = received.subarray(0, end).toString('latin1');
      if (!line.startsWith('OK ')) throw new Error(`the bus refused: ${line}`);
      received = received.subarray(end + 2);
      socket.write('BEGIN\r\n');
      socket.write(writeCall({ serial: 1, member: 'Hello', argument: null }));
      socket.write(writeCall({ serial: 2, member: 'NameHasOwner', argument: watcher }));
      return true;
    };
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      try {
        signedIn ||= signIn();
        if (!signedIn) return;
        for (let reply = readReply(received); reply !== null; reply = readReply(received)) {
          received = received.subarray(reply.bytes);
          if (reply.replySerial !== 2) continue;
          if (reply.ok) resolve(reply.body.readUInt32LE(0) === 1);
          else reject(new Error('the bus answered with an error'));
          return;
        }
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    });
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('the bus hung up')));
    socket.write(`\0AUTH EXTERNAL ${Buffer.from(String(userId)).toString('hex')}\r\n`);
  });
}

async function withLimit<T>(answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the bus does not answer')), answerMs);
  });
  try {
    return await Promise.race([answer, limit]);
  } finally {
    clearTimeout(timer);
  }
}

import { connect, type Socket } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { readRange, withFile, type FileView } from './file-view.js';

/** `unavailable` is no verdict: the file is not taken. `why` is for the log. */
export type ScanVerdict =
  | { kind: 'clean' }
  | { kind: 'infected'; signature: string }
  | { kind: 'too-large' }
  | { kind: 'unavailable'; why: string };

/** Looks a file on the local disk through for malware. It always answers; the caller decides what silence means. */
export type VirusScan = (path: string) => Promise<ScanVerdict>;

/** Without a word from the scanner for so long it is taken for hung; it answers a large archive within a minute. */
const patienceMilliseconds = 120_000;

/**
 * A scan by clamd (clamd(8), INSTREAM): the file is sent in pieces, so that the scanner may run on another machine and
 * needs no right to read our folders.
 * @param url `tcp://host:port`, or the path of a Unix socket
 */
export function scanByClamd(url: string, silenceMilliseconds = patienceMilliseconds): VirusScan {
  return (path) =>
    withFile(path, (file) => converse(url, silenceMilliseconds, file)).catch(
      (error: unknown): ScanVerdict => ({
        kind: 'unavailable',
        why: error instanceof Error ? error.message : String(error),
      }),
    );
}

async function converse(url: string, silenceMilliseconds: number, file: FileView): Promise<ScanVerdict> {
  const socket = dial(url);
  const said: Buffer[] = [];
  let broken: Error | undefined;
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket.on('error', (error) => (broken ??= error));
  socket.on('data', (chunk: Buffer) => {
    said.push(chunk);
    if (chunk.includes(0)) socket.destroy(); // the answer is complete
  });
  socket.setTimeout(silenceMilliseconds, () =>
    socket.destroy(new Error(`clamd was silent for ${silenceMilliseconds} ms`)),
  );
  await send(file, socket).catch((error: Error) => (broken ??= error));
  await closed;
  // clamd may answer and close before it has read everything, at its size limit for one: its word counts, not the broken pipe.
  if (said.length > 0) return readReply(Buffer.concat(said).toString());
  throw broken ?? new Error('clamd closed without an answer');
}

function dial(url: string): Socket {
  if (!url.startsWith('tcp:')) return connect({ path: url.replace(/^unix:/, '') });
  const { hostname, port } = new URL(url);
  return connect({ host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) });
}

/** Each piece follows its length; a length of nothing ends it. The socket stays open for the answer. */
function send(file: FileView, socket: Socket): Promise<void> {
  async function* pieces(): AsyncGenerator<Buffer> {
    yield Buffer.from('zINSTREAM\0');
    for await (const piece of readRange(file)) {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(piece.length);
      yield Buffer.concat([length, piece]);
    }
    yield Buffer.alloc(4);
  }
  return pipeline(pieces, socket, { end: false });
}

function readReply(text: string): ScanVerdict {
  const reply = text.replace(/\0[^]*$/, '').trim();
  if (reply === 'stream: OK') return { kind: 'clean' };
  const [, signature] = /^stream: (.+) FOUND$/.exec(reply) ?? [];
  if (signature !== undefined) return { kind: 'infected', signature };
  if (/size limit exceeded/i.test(reply)) return { kind: 'too-large' };
  return { kind: 'unavailable', why: `clamd answered "${reply.slice(0, 200)}"` };
}

import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import busboy from 'busboy';
import { UploadInterrupted } from '../../src/documents/byte-store.js';
import { decodeUploadName } from '../../src/documents/decode-upload-name.js';
import { receiveUpload, type ReceivedUpload } from '../../src/documents/receive-upload.js';
import { defaultUploadLimits } from '../../src/documents/upload-limits.js';
import { UploadRefused } from '../../src/documents/upload-reasons.js';
import { pdf } from './sample-files.js';
import { UploadDesk } from './upload-desk.js';

const desk = new UploadDesk();
const limits = { ...defaultUploadLimits, kindBytes: { document: 1024 * 1024 } };
const boundary = 'form-boundary';
let server: Server;
/** What became of each upload, in the order in which they came. */
let outcomes: Promise<ReceivedUpload | Error>[];

beforeEach(async () => {
  await desk.open();
  outcomes = [];
  server = createServer((incoming, response) => {
    const parser = busboy({ headers: incoming.headers });
    parser.on('file', (_, content, { filename, mimeType }) => {
      const offer = { name: decodeUploadName(filename ?? ''), declaredType: mimeType, limits };
      const outcome = receiveUpload(desk.store, content, offer).catch((error: unknown) => error as Error);
      outcomes.push(outcome);
      void outcome.then(() => content.resume());
    });
    parser.on('close', () => {
      void Promise.all(outcomes).then(([result]) => {
        response.end(result instanceof Error ? result.message : result?.name);
      });
    });
    parser.on('error', () => undefined);
    incoming.on('aborted', () => parser.destroy(new Error('the sender went away')));
    incoming.pipe(parser);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await desk.close();
});

function head(name: string): Buffer {
  return Buffer.from(
    `--${boundary}\r\nContent-Disposition: form-data; name="document"; filename="${name}"\r\nContent-Type: application/pdf\r\n\r\n`,
  );
}

function post(): ReturnType<typeof request> {
  const { port } = server.address() as AddressInfo;
  const headers = { 'Content-Type': `multipart/form-data; boundary=${boundary}` };
  return request({ host: '127.0.0.1', port, method: 'POST', headers });
}

async function send(name: string, bytes: Buffer): Promise<string> {
  const sending = post();
  sending.end(Buffer.concat([head(name), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]));
  const [answer] = (await once(sending, 'response')) as [IncomingMessage];
  let text = '';
  for await (const chunk of answer) text += String(chunk);
  return text;
}

describe('a file from a form', () => {
  it('arrives whole, under its Chinese name', async () => {
    expect(await send('政策解读.pdf', pdf)).toBe('政策解读.pdf');
    expect(await desk.staged()).toEqual([]);
  });

  it('above the limit is refused in time for the sender to hear it', async () => {
    expect(await send('大.pdf', Buffer.alloc(4 * 1024 * 1024))).toBe('too-large');
    expect(await outcomes[0]).toBeInstanceOf(UploadRefused);
    expect(await desk.staged()).toEqual([]);
  });

  it('leaves nothing when the connection breaks in the middle', async () => {
    const sending = post();
    sending.on('error', () => undefined);
    sending.write(Buffer.concat([head('半.pdf'), pdf, Buffer.alloc(200_000)]));
    while ((await desk.staged()).length === 0) await new Promise(setImmediate);
    sending.destroy();

    expect(await outcomes[0]).toBeInstanceOf(UploadInterrupted);
    expect(await desk.staged()).toEqual([]);
  });
});

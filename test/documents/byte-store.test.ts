import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { appendFile, open, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { BytesMissing, StoreFull, TooManyBytes, UploadInterrupted } from '../../src/documents/byte-store.js';
import { LocalByteStore } from '../../src/documents/local-byte-store.js';
import { ScratchFolder } from './scratch-folder.js';

const scratch = new ScratchFolder();
const notice = Buffer.from('现将2016年政务公开工作要点印发给你们');
const digest = createHash('sha256').update(notice).digest('hex');
const roomy = 1_000_000;
let store: LocalByteStore;
let folders = 0;
let folder = '';

beforeAll(() => scratch.make());
afterAll(() => scratch.remove());
beforeEach(async () => {
  folder = `store-${(folders += 1)}`;
  store = new LocalByteStore(join(scratch.path, folder));
  await store.start();
});

async function keep(bytes: Buffer): Promise<string> {
  const staged = await store.stage(Readable.from([bytes]), roomy);
  await store.put(staged);
  return staged.sha256;
}

describe('the local byte store', () => {
  it('keeps bytes under their SHA-256 and gives them back unchanged', async () => {
    const staged = await store.stage(Readable.from([notice.subarray(0, 7), notice.subarray(7)]), roomy);
    expect(staged).toMatchObject({ sha256: digest, sizeBytes: notice.length });
    expect(await store.has(digest)).toBe(false);

    await store.put(staged);

    expect(await store.has(digest)).toBe(true);
    expect(await buffer(await store.open(digest))).toEqual(notice);
    expect(await scratch.list(folder)).toEqual([`${digest.slice(0, 2)}/${digest}`]);
  });

  it('stores the same bytes once, also when two uploads end together', async () => {
    const both = await Promise.all([0, 1].map(() => store.stage(Readable.from([notice]), roomy)));
    await Promise.all(both.map((staged) => store.put(staged)));
    await keep(notice);

    expect(await scratch.list(folder)).toEqual([`${digest.slice(0, 2)}/${digest}`]);
  });

  it('takes a repeated put for done, and one without bytes for broken', async () => {
    const staged = await store.stage(Readable.from([notice]), roomy);
    await store.put(staged);
    await expect(store.put(staged)).resolves.toBeUndefined();

    const lost = await store.stage(Readable.from(['lost']), roomy);
    await store.discard(lost);
    await expect(store.put(lost)).rejects.toThrow('ENOENT');
  });

  it('stops at the limit, leaves nothing, and leaves the rest to be drained', async () => {
    const sender = Readable.from([Buffer.alloc(60), Buffer.alloc(40), Buffer.alloc(1), Buffer.alloc(1)]);
    await expect(store.stage(sender, 100)).rejects.toEqual(new TooManyBytes(100));
    expect(await scratch.list(folder)).toEqual([]);
    sender.resume();
    await once(sender, 'end');

    expect(await store.stage(Readable.from([Buffer.alloc(100)]), 100)).toMatchObject({ sizeBytes: 100 });
  });

  it('does not take a stream for whole that a form parser has cut', async () => {
    const cut = Object.assign(Readable.from([notice]), { truncated: true });
    await expect(store.stage(cut, roomy)).rejects.toBeInstanceOf(TooManyBytes);
    expect(await scratch.list(folder)).toEqual([]);
  });

  it.each([
    ['the connection is reset', new Error('aborted')],
    ['the stream closes without an end', undefined],
  ])('leaves nothing of an interrupted upload: %s', async (_, cause) => {
    const sender = new Readable({ read: () => undefined });
    sender.push(notice);
    const upload = store.stage(sender, roomy);
    while ((await scratch.list(folder)).length === 0) await new Promise(setImmediate);
    sender.destroy(cause);

    await expect(upload).rejects.toBeInstanceOf(UploadInterrupted);
    expect(await scratch.list(folder)).toEqual([]);
  });

  it('says that the disk is full in a class of its own, and leaves nothing', async () => {
    const full = new LocalByteStore(join(scratch.path, folder), () => open('/dev/full', 'w'));
    await expect(full.stage(Readable.from([notice]), roomy)).rejects.toBeInstanceOf(StoreFull);
    expect(await scratch.list(folder)).toEqual([]);
  });

  it('never holds more of an upload than one mebibyte that is not on the disk yet', async () => {
    const lags: number[] = [];
    const chunk = Buffer.alloc(64 * 1024, 'a');
    async function* long(): AsyncGenerator<Buffer> {
      for (let sent = 0; sent < 32 * 1024 * 1024; sent += chunk.length) {
        const [name] = await scratch.list(folder);
        const written = name === undefined ? 0 : (await stat(join(scratch.path, folder, name))).size;
        lags.push(sent - written);
        yield chunk;
      }
    }
    const staged = await store.stage(Readable.from(long(), { objectMode: false }), 64 * 1024 * 1024);
    expect(staged.sizeBytes).toBe(32 * 1024 * 1024);
    expect(lags).toHaveLength(512);
    expect(Math.max(...lags)).toBeLessThanOrEqual(1024 * 1024);
  });

  it('tells intact bytes from changed and missing ones, and heals a changed copy when the bytes come again', async () => {
    await keep(notice);
    expect(await store.verify(digest)).toBe('intact');
    expect(await store.verify('0'.repeat(64))).toBe('missing');

    await appendFile(join(scratch.path, folder, digest.slice(0, 2), digest), ' ');
    expect(await store.verify(digest)).toBe('changed');

    await keep(notice);
    expect(await store.verify(digest)).toBe('intact');
  });

  it.each(['../../etc/passwd', '', 'A'.repeat(64), `${'a'.repeat(64)}/..`])(
    'never looks outside for what is no digest: %j',
    async (text) => {
      expect(await store.has(text)).toBe(false);
      expect(await store.verify(text)).toBe('missing');
      await expect(store.open(text)).rejects.toBeInstanceOf(BytesMissing);
    },
  );

  it('says which digest is missing', async () => {
    await expect(store.open(digest)).rejects.toThrow(digest);
  });
});

describe('starting the local byte store', () => {
  /** As another process would have named it: same machine unless told otherwise. */
  async function leave(change: (parts: string[]) => string[]): Promise<string> {
    const own = await store.stage(Readable.from(['x']), roomy);
    const name = change((own.path.split('/').at(-1) ?? '').split('.')).join('.');
    await store.discard(own);
    await writeFile(join(scratch.path, folder, 'staging', name), 'half a file');
    return name;
  }

  it('removes what an ended process left, also one that had the same number', async () => {
    await leave(([host = '', , , id = '']) => [host, '4194304', 'old-session', id]); // above the highest process number
    await leave(([host = '', pid = '', , id = '']) => [host, pid, 'old-session', id]);
    await store.start();
    expect(await scratch.list(folder)).toEqual([]);
  });

  it('leaves alone what this and other living processes are receiving', async () => {
    const staged = await store.stage(Readable.from([notice]), roomy);
    const neighbour = await leave(([host = '', , , id = '']) => [
      host,
      String(process.ppid),
      'its-session',
      id,
    ]);
    await store.start();
    expect(await readFile(staged.path)).toEqual(notice);
    expect(await scratch.list(`${folder}/staging`)).toContain(neighbour);
  });

  it('removes files of another machine only when nobody has written to them for a day', async () => {
    const recent = await leave(([, pid = '', , id = '']) => ['elsewhere', pid, 'its-session', id]);
    const old = await leave(([, pid = '', , id = '']) => ['elsewhere', pid, 'its-session', id]);
    const longAgo = new Date('2016-09-28T09:00:00+08:00');
    await utimes(join(scratch.path, folder, 'staging', old), longAgo, longAgo);
    await store.start();
    expect(await scratch.list(`${folder}/staging`)).toEqual([recent]);
  });
});

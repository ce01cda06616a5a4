import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { openBucket } from '../../src/documents/bucket.js';
import { BytesMissing } from '../../src/documents/byte-store.js';
import { LocalByteStore } from '../../src/documents/local-byte-store.js';
import { S3ByteStore } from '../../src/documents/s3-byte-store.js';
import { Fault, UnavailableFault } from '../../src/platform/faults.js';
import { ScratchFolder } from './scratch-folder.js';
import { accessKey, bucketName, region, secretKey, StandInS3 } from './stand-in-s3.js';

const scratch = new ScratchFolder();
const notice = Buffer.from('现将2016年政务公开工作要点印发给你们');
const digest = createHash('sha256').update(notice).digest('hex');
const key = `${digest.slice(0, 2)}/${digest}`;
const kibibyte = 1024;
const twice = [0, 0];
let server: StandInS3;
let store: S3ByteStore;

beforeAll(() => scratch.make());
afterAll(() => scratch.remove());
beforeEach(async () => {
  server = new StandInS3();
  await server.open();
  store = storeWith({});
  await store.start();
});
afterEach(() => server.close());

function storeWith(change: { secretKey?: string; bucket?: string; endpoint?: string }): S3ByteStore {
  const bucket = openBucket(
    {
      address: `${change.endpoint ?? server.endpoint}/${change.bucket ?? bucketName}`,
      region,
      accessKey,
      secretKey: change.secretKey ?? secretKey,
    },
    twice,
  );
  const sizes = { wholeBytes: 16 * kibibyte, partBytes: 8 * kibibyte };
  return new S3ByteStore(bucket, new LocalByteStore(join(scratch.path, 'files')), sizes);
}

async function keep(bytes: Buffer, into = store): Promise<string> {
  const staged = await into.stage(Readable.from([bytes]), 1_000_000);
  try {
    await into.put(staged);
  } finally {
    await into.discard(staged);
  }
  return staged.sha256;
}

const faultOf = (work: Promise<unknown>): Promise<Error> =>
  work.then(
    () => new Error('it worked'),
    (error: unknown) => error as Error,
  );

describe('the store in a bucket', () => {
  it('keeps bytes under their SHA-256, gives them back unchanged, and leaves none on the local disk', async () => {
    expect(await store.has(digest)).toBe(false);
    await keep(notice);

    expect([...server.objects.keys()]).toEqual([key]);
    expect(await store.has(digest)).toBe(true);
    expect(await buffer(await store.open(digest))).toEqual(notice);
    expect(await scratch.list('files')).toEqual([]);
  });

  it('sends the same bytes once', async () => {
    await keep(notice);
    await keep(notice);
    expect(server.asked.filter((asked) => asked.startsWith('PUT'))).toEqual([`PUT ${key}`]);
  });

  it('sends a large file in parts, none larger than the limit, and puts them together in order', async () => {
    const bytes = randomBytes(20 * kibibyte + 7);
    const sha256 = await keep(bytes);

    expect(await buffer(await store.open(sha256))).toEqual(bytes);
    expect(server.asked.filter((asked) => asked.includes('partNumber'))).toHaveLength(3);
    expect(server.largestBodyBytes).toBe(8 * kibibyte);
    expect(server.uploads.size).toBe(0);
  });

  it('tells intact bytes from changed, cut and missing ones, and heals a cut copy when the bytes come again', async () => {
    await keep(notice);
    expect(await store.verify(digest)).toBe('intact');
    expect(await store.verify('0'.repeat(64))).toBe('missing');

    server.objects.set(key, Buffer.alloc(notice.length));
    expect(await store.verify(digest)).toBe('changed');

    server.objects.set(key, notice.subarray(1));
    await keep(notice);
    expect(await store.verify(digest)).toBe('intact');
  });

  it.each(['../../etc/passwd', '', `${'a'.repeat(64)}/..`])(
    'asks for nothing that is no digest: %j',
    async (text) => {
      expect(await store.has(text)).toBe(false);
      await expect(store.open(text)).rejects.toBeInstanceOf(BytesMissing);
      expect(server.asked).toEqual([]);
    },
  );

  it('says which digest is missing', async () => {
    await expect(store.open(digest)).rejects.toThrow(
      new BytesMissing(`the object store has no bytes under the digest ${digest}`),
    );
  });
});

describe('an object store in trouble', () => {
  it.each([
    ['answers 503 once', [503]],
    ['asks for patience', [429, 503]],
    ['ends the connection', [0]],
  ])('that %s is asked again, and nothing is lost', async (_, faults) => {
    server.faults.push(...faults);
    await keep(notice);
    expect(await store.verify(digest)).toBe('intact');
  });

  it('that stays down is named, and nothing is left on the local disk', async () => {
    server.faults.push(503, 503, 503);
    const fault = await faultOf(keep(notice));
    expect(fault).toBeInstanceOf(UnavailableFault);
    expect(fault.message).toBe(
      'the object store (S3_ENDPOINT) failed while looking for a file: it answered 503',
    );
    expect(await scratch.list('files')).toEqual([]);
  });

  it('that does not answer at all is named', async () => {
    const nobody = new StandInS3();
    await nobody.open();
    const { endpoint } = nobody;
    await nobody.close();
    const fault = await faultOf(storeWith({ endpoint }).has(digest));
    expect(fault).toBeInstanceOf(UnavailableFault);
    expect(fault.message).toContain('it does not answer');
  });

  it('that refuses the key is told apart from one that is down, without the key being told', async () => {
    const fault = await faultOf(keep(notice, storeWith({ secretKey: 'another-secret-of-somebody' })));
    expect(fault).toBeInstanceOf(Fault);
    expect(fault).not.toBeInstanceOf(UnavailableFault);
    expect(fault.message).toContain('it refuses the key; check S3_ACCESS_KEY, S3_SECRET_KEY and S3_REGION');
    expect(JSON.stringify({ ...fault, text: String(fault.stack), cause: fault.cause })).not.toMatch(
      /another-secret|AKIAGONGKAI/,
    );
    expect(server.objects.size).toBe(0);
  });

  it('that has no such bucket says so', async () => {
    await expect(keep(notice, storeWith({ bucket: 'nobodys' }))).rejects.toThrow('check S3_BUCKET');
  });

  it('that fails in the middle of a large file keeps none of its parts', async () => {
    server.faults.push(null, null, null, 503, 503, 503); // HEAD, begin and the first part work
    await expect(keep(randomBytes(20 * kibibyte))).rejects.toBeInstanceOf(UnavailableFault);

    expect(server.objects.size).toBe(0);
    expect(server.uploads.size).toBe(0);
    expect(await scratch.list('files')).toEqual([]);
  });

  it('that loses only its last answer has the file', async () => {
    server.losesLastAnswer = true;
    const bytes = randomBytes(20 * kibibyte);
    const sha256 = await keep(bytes);
    expect(await store.verify(sha256)).toBe('intact');
  });
});

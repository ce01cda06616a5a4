import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { UploadPart } from 's3mini';
import { Fault } from '../platform/faults.js';
import type { Bucket } from './bucket.js';
import { BytesMissing, type ByteStore, type StagedBytes, type StoredState } from './byte-store.js';
import { digestText, isDigest } from './digest.js';
import { readAt, withFile, type FileView } from './file-view.js';

const mebibyte = 1024 * 1024;

/** S3 takes parts of 5 MiB and more, 10,000 at most: enough for 80 GB. */
export interface PartSizes {
  /** What is larger goes up in parts. */
  wholeBytes: number;
  partBytes: number;
}
const defaultSizes: PartSizes = { wholeBytes: 16 * mebibyte, partBytes: 8 * mebibyte };

/** Bytes in a bucket, under `<first two digits>/<sha256>`; arriving ones are looked at on the local disk first. */
export class S3ByteStore implements ByteStore {
  /** @param staging where arriving bytes lie until they are in the bucket */
  constructor(
    private readonly bucket: Bucket,
    private readonly staging: Pick<ByteStore, 'start' | 'stage' | 'discard'>,
    private readonly sizes = defaultSizes,
  ) {}

  start(): Promise<void> {
    return this.staging.start();
  }

  stage(source: Readable, maximumBytes: number): Promise<StagedBytes> {
    return this.staging.stage(source, maximumBytes);
  }

  discard(staged: StagedBytes): Promise<void> {
    return this.staging.discard(staged);
  }

  /** Sent once: what is there already in full length is left as it is. */
  async put(staged: StagedBytes): Promise<void> {
    const key = keyOf(staged.sha256);
    if ((await this.bucket.sizeOf(key)) !== staged.sizeBytes) {
      await withFile(staged.path, (file) => this.send(key, file));
      const sizeBytes = await this.bucket.sizeOf(key);
      // Some stores answer 200 to the last request and tell of the failure in its text (S3 CompleteMultipartUpload).
      if (sizeBytes !== staged.sizeBytes)
        throw new Fault(
          `the object store has ${sizeBytes ?? 'none'} of ${staged.sizeBytes} bytes after an upload`,
        );
    }
    await this.staging.discard(staged);
  }

  async open(sha256: string): Promise<Readable> {
    if (!isDigest(sha256)) throw missing(sha256);
    const answer = await this.bucket.ask('reading a file', (client) =>
      client.getObjectResponse(keyOf(sha256)),
    );
    if (!answer?.body) throw missing(sha256);
    return Readable.fromWeb(answer.body);
  }

  async has(sha256: string): Promise<boolean> {
    return isDigest(sha256) && (await this.bucket.sizeOf(keyOf(sha256))) !== null;
  }

  async verify(sha256: string): Promise<StoredState> {
    if (!(await this.has(sha256))) return 'missing';
    const hash = createHash('sha256');
    for await (const chunk of await this.open(sha256)) hash.update(chunk as Buffer);
    return hash.digest('hex') === sha256 ? 'intact' : 'changed';
  }

  private async send(key: string, file: FileView): Promise<void> {
    if (file.sizeBytes > this.sizes.wholeBytes) return this.sendInParts(key, file);
    const bytes = await readAt(file, 0, file.sizeBytes);
    await this.bucket.ask('storing a file', (client) => client.putObject(key, bytes));
  }

  /** One part in memory at a time. A failure takes back the parts that were sent, which would otherwise be paid for for ever. */
  private async sendInParts(key: string, file: FileView): Promise<void> {
    const { partBytes } = this.sizes;
    const ask = <T>(request: Parameters<typeof this.bucket.ask<T>>[1]) =>
      this.bucket.ask('storing a large file', request);
    const uploadId = await ask((client) => client.getMultipartUploadId(key));
    try {
      const parts: UploadPart[] = [];
      for (let at = 0; at < file.sizeBytes; at += partBytes) {
        const bytes = await readAt(file, at, partBytes);
        parts.push(await ask((client) => client.uploadPart(key, uploadId, bytes, at / partBytes + 1)));
      }
      await ask((client) => client.completeMultipartUpload(key, uploadId, parts));
    } catch (error) {
      // A repeated last request is told that the upload is unknown, when the first had worked and only its answer was lost.
      if ((await this.bucket.sizeOf(key)) === file.sizeBytes) return;
      await this.bucket.client.abortMultipartUpload(key, uploadId).catch(() => undefined);
      throw error;
    }
  }
}

function keyOf(sha256: string): string {
  return `${sha256.slice(0, 2)}/${sha256}`;
}

function missing(sha256: string): BytesMissing {
  return new BytesMissing(`the object store has no bytes under the digest ${digestText(sha256)}`);
}

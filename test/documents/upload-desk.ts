import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { LocalByteStore } from '../../src/documents/local-byte-store.js';
import { receiveUpload, type ReceivedUpload, type UploadOffer } from '../../src/documents/receive-upload.js';
import { defaultUploadLimits } from '../../src/documents/upload-limits.js';
import { UploadRefused, type UploadReason } from '../../src/documents/upload-reasons.js';
import { ScratchFolder } from './scratch-folder.js';

/** Sends files to a store of its own and tells what became of them. */
export class UploadDesk {
  private readonly scratch = new ScratchFolder();
  store = new LocalByteStore('');

  async open(): Promise<void> {
    await this.scratch.make();
    this.store = new LocalByteStore(this.folder);
    await this.store.start();
  }

  async close(): Promise<void> {
    await this.scratch.remove();
  }

  get folder(): string {
    return join(this.scratch.path, 'store');
  }

  /** Files that wait in staging; none once an upload has ended. */
  staged(): Promise<string[]> {
    return this.scratch.list('store/staging');
  }

  /** A file beside the store. */
  write(bytes: Buffer): Promise<string> {
    return this.scratch.write(bytes);
  }

  send(name: string, bytes: Buffer | string, offer: Partial<UploadOffer> = {}): Promise<ReceivedUpload> {
    const source = Readable.from([Buffer.from(bytes)]);
    return receiveUpload(this.store, source, { name, limits: defaultUploadLimits, ...offer });
  }

  /** Why an upload is refused; throws when it is not, or when something of it was kept. */
  async refusals(
    name: string,
    bytes: Buffer | string,
    offer: Partial<UploadOffer> = {},
  ): Promise<readonly UploadReason[]> {
    const error: unknown = await this.send(name, bytes, offer).then(
      () => new Error('it was accepted'),
      (refused: unknown) => refused,
    );
    if (!(error instanceof UploadRefused)) throw error;
    const wasKept = await this.store.has(createHash('sha256').update(bytes).digest('hex'));
    if (wasKept) throw new Error('it was refused and kept');
    return error.reasons;
  }

  async codes(name: string, bytes: Buffer | string, offer: Partial<UploadOffer> = {}): Promise<string[]> {
    return (await this.refusals(name, bytes, offer)).map(({ code }) => code);
  }
}

import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import type { FileValue } from '../engine/case-file.js';
import type { Tx } from '../platform/transactions.js';
import type { ByteStore } from './byte-store.js';

export interface KeptFile {
  caseId: string;
  field: string;
  name: string;
  mediaType: string;
  by: string;
}

/** Puts files on record: which case and field they belong to, who brought them, and each new one as the next version. */
export class KeepDocuments {
  /** @param scannerVersion of the search that every file goes through before it can be cleared */
  constructor(
    private readonly store: ByteStore,
    private readonly scannerVersion: number,
  ) {}

  /** Keeps bytes that the service itself made, a register for example. */
  async keep(tx: Tx, file: KeptFile & { bytes: Buffer }): Promise<FileValue> {
    const staged = await this.store.stage(Readable.from([file.bytes]), file.bytes.length);
    await this.store.put(staged);
    return this.register(tx, file, staged);
  }

  /** Puts bytes that are in the store already on record. */
  async register(
    tx: Tx,
    { caseId, field, name, mediaType, by }: KeptFile,
    { sha256, sizeBytes }: { sha256: string; sizeBytes: number },
    id: string = randomUUID(),
  ): Promise<FileValue> {
    await tx.query(
      'insert into stored_bytes (sha256, size_bytes, media_type) values ($1, $2, $3) on conflict do nothing',
      [sha256, sizeBytes, mediaType],
    );
    await tx.query(
      `insert into document (id, case_id, field, version, sha256, name, uploaded_by, uploaded_at)
       values ($1, $2, $3, (select coalesce(max(version), 0) + 1 from document where case_id = $2 and field = $3), $4, $5, $6, business_now())`,
      [id, caseId, field, sha256, name, by],
    );
    await tx.query('insert into content_scan (sha256, scanner) values ($1, $2) on conflict do nothing', [
      sha256,
      this.scannerVersion,
    ]);
    return { file: id, sha256, name, mediaType, sizeBytes };
  }

  open(sha256: string): Promise<Readable> {
    return this.store.open(sha256);
  }
}

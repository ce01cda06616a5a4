import { type Readable } from 'node:stream';
import { Fault } from '../platform/faults.js';

/** Bytes on the local disk, counted and digested, not yet kept. */
export interface StagedBytes {
  path: string;
  /** Hexadecimal, lower case. */
  sha256: string;
  sizeBytes: number;
}

/** `changed`: the stored bytes no longer have the digest under which they are stored. */
export type StoredState = 'intact' | 'changed' | 'missing';

/** Where the bytes of documents are kept: under their SHA-256, each once, never changed. */
export interface ByteStore {
  /** Makes the folders and removes what uploads of ended processes left behind. Call once, before the first upload. */
  start(): Promise<void>;
  /**
   * Takes a stream to a local file that can be inspected before it is kept. Memory stays flat, and no trace
   * is left when it fails. What was not read then is the caller's: to drain, so that the sender hears why, or to destroy.
   * @throws TooManyBytes above the limit · UploadInterrupted when the sender went away · StoreFull
   */
  stage(source: Readable, maximumBytes: number): Promise<StagedBytes>;
  /** Keeps staged bytes for good: on the disk when it returns. The same bytes again change nothing. */
  put(staged: StagedBytes): Promise<void>;
  /** Lets go of staged bytes; those already kept stay. */
  discard(staged: StagedBytes): Promise<void>;
  /** @throws BytesMissing */
  open(sha256: string): Promise<Readable>;
  has(sha256: string): Promise<boolean>;
  /** Reads everything again and compares the digest. */
  verify(sha256: string): Promise<StoredState>;
}

/** HTTP answers 507: nothing was kept, and an administrator has to make room. */
export class StoreFull extends Fault {
  override readonly name = 'StoreFull';
}

/** A digest for which there are no bytes. */
export class BytesMissing extends Fault {
  override readonly name = 'BytesMissing';
}

/** The sender went away before the end. */
export class UploadInterrupted extends Error {
  override readonly name = 'UploadInterrupted';
}

export class TooManyBytes extends Error {
  override readonly name = 'TooManyBytes';
  constructor(readonly maximumBytes: number) {
    super(`more than ${maximumBytes} bytes were sent`);
  }
}

/** What a failed write means: a full disk has its own class, everything else stays what it is. */
export function storeFault(error: unknown): unknown {
  const code = systemCode(error);
  if (code !== 'ENOSPC' && code !== 'EDQUOT') return error;
  return new StoreFull('the file store has no room left; free some space, then upload again', {
    cause: error,
  });
}

/** The code of a failed system call, such as ENOENT; empty for every other error. */
export function systemCode(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : '';
  return typeof code === 'string' ? code : '';
}

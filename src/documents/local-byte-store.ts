import { createHash } from 'node:crypto';
import { open, mkdir, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { type Readable } from 'node:stream';
import {
  BytesMissing,
  storeFault,
  systemCode,
  TooManyBytes,
  UploadInterrupted,
  type ByteStore,
  type StagedBytes,
  type StoredState,
} from './byte-store.js';
import { clearStaleStaging, stagingName } from './clear-stale-staging.js';
import { digestText, isDigest } from './digest.js';
import { readRange, withFile } from './file-view.js';

/** Bytes under `<directory>/<first two digits>/<sha256>`; arriving ones under `<directory>/staging`, on the same disk. */
export class LocalByteStore implements ByteStore {
  /** @param openStaging how a new staging file is opened; other than the default only to try a full disk */
  constructor(
    private readonly directory: string,
    private readonly openStaging = (path: string): Promise<FileHandle> => open(path, 'wx', 0o600),
  ) {}

  async start(): Promise<void> {
    await makeFolder(this.stagingFolder);
    await clearStaleStaging(this.stagingFolder);
  }

  async stage(source: Readable, maximumBytes: number): Promise<StagedBytes> {
    const path = join(this.stagingFolder, stagingName());
    const handle = await this.openStaging(path).catch((error: unknown) => {
      throw storeFault(error);
    });
    try {
      return { path, ...(await receive(source, handle, maximumBytes)) };
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    } finally {
      await handle.close();
    }
  }

  async put(staged: StagedBytes): Promise<void> {
    const folder = this.folderOf(staged.sha256);
    try {
      if (await makeFolder(folder)) await syncFolder(this.directory);
      // Also when the bytes are there already: a good copy takes the place of one that the disk has spoilt.
      await rename(staged.path, join(folder, staged.sha256));
      await syncFolder(folder);
    } catch (error) {
      const isKeptAlready = isAbsence(error) && (await this.has(staged.sha256));
      if (!isKeptAlready) throw storeFault(error);
    }
  }

  async discard(staged: StagedBytes): Promise<void> {
    await rm(staged.path, { force: true });
  }

  async open(sha256: string): Promise<Readable> {
    if (!isDigest(sha256)) throw missing(sha256);
    const handle = await open(this.placeOf(sha256), 'r').catch((error: unknown) => {
      throw isAbsence(error) ? missing(sha256) : error;
    });
    return handle.createReadStream();
  }

  async has(sha256: string): Promise<boolean> {
    if (!isDigest(sha256)) return false;
    try {
      return (await stat(this.placeOf(sha256))).isFile();
    } catch (error) {
      if (isAbsence(error)) return false;
      throw error;
    }
  }

  async verify(sha256: string): Promise<StoredState> {
    if (!(await this.has(sha256))) return 'missing';
    const digest = await withFile(this.placeOf(sha256), async (file) => {
      const hash = createHash('sha256');
      for await (const chunk of readRange(file)) hash.update(chunk);
      return hash.digest('hex');
    });
    return digest === sha256 ? 'intact' : 'changed';
  }

  private get stagingFolder(): string {
    return join(this.directory, 'staging');
  }

  private folderOf(sha256: string): string {
    return join(this.directory, sha256.slice(0, 2));
  }

  private placeOf(sha256: string): string {
    return join(this.folderOf(sha256), sha256);
  }
}

/** Writes, counts and digests; returns when the bytes are on the disk, not only in its cache. */
async function receive(
  source: Readable,
  handle: FileHandle,
  maximumBytes: number,
): Promise<Omit<StagedBytes, 'path'>> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  for await (const chunk of chunksOf(source)) {
    sizeBytes += chunk.length;
    if (sizeBytes > maximumBytes) throw new TooManyBytes(maximumBytes);
    hash.update(chunk);
    await onDisk(handle.writeFile(chunk));
  }
  // A form parser with a limit of its own ends the stream quietly at that limit and only leaves this mark.
  if ('truncated' in source && source.truncated === true) throw new TooManyBytes(sizeBytes);
  await onDisk(handle.sync());
  return { sha256: hash.digest('hex'), sizeBytes };
}

/** Tells a sender that went away from a disk that does not write: only the one is ours. */
async function* chunksOf(source: Readable): AsyncGenerator<Buffer> {
  const chunks = source.iterator({ destroyOnReturn: false }) as AsyncGenerator<Buffer | string>;
  try {
    for (;;) {
      const next = await chunks.next().catch((cause: unknown) => {
        throw new UploadInterrupted('the upload ended before the file was complete', { cause });
      });
      if (next.done) return;
      yield Buffer.from(next.value);
    }
  } finally {
    await chunks.return(undefined);
  }
}

async function onDisk(write: Promise<void>): Promise<void> {
  await write.catch((error: unknown) => {
    throw storeFault(error);
  });
}

/** @returns whether it is new */
async function makeFolder(path: string): Promise<boolean> {
  return (await mkdir(path, { recursive: true, mode: 0o700 })) !== undefined;
}

/** A renamed file survives a power cut only when its folder was written too. */
async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function isAbsence(error: unknown): boolean {
  return systemCode(error) === 'ENOENT';
}

function missing(sha256: string): BytesMissing {
  return new BytesMissing(`there are no bytes under the digest ${digestText(sha256)}`);
}

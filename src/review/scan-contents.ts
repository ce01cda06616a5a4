import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Pool } from 'pg';
import type { ByteStore } from '../documents/byte-store.js';
import { clearStaleStaging, stagingName } from '../documents/clear-stale-staging.js';
import { isAccepted, type AcceptedFormat } from '../documents/document-kinds.js';
import { sniffType } from '../documents/sniff-type.js';
import { ExtractionFailed } from './extract/extraction-failed.js';
import { hitsOfFile, scannerVersion, unreadable, type Hit } from './hit.js';
import type { Extraction } from './passage.js';

export type Extract = (path: string, format: AcceptedFormat) => Promise<Extraction>;

const leaseSeconds = 180;
/** After so many failures of ours (not of the file) the contents count as unreadable, and a person looks. */
const mostAttempts = 5;

const claimText = `
update content_scan s set lease_until = clock_timestamp() + make_interval(secs => $1), fence = s.fence + 1, attempts = s.attempts + 1
from (
  select sha256, scanner from content_scan
  where state = 'pending' and scanner = $2 and run_at <= clock_timestamp() and (lease_until is null or lease_until < clock_timestamp())
  order by run_at limit 1 for update skip locked
) due where s.sha256 = due.sha256 and s.scanner = due.scanner
returning s.sha256, s.fence, s.attempts`;
const doneText = `
update content_scan set state = 'done', hits = $4, done_at = clock_timestamp(), lease_until = null, last_error = null
where sha256 = $1 and scanner = $2 and fence = $3 and state = 'pending'`;
const failedText = `
update content_scan set lease_until = null, last_error = $4, run_at = clock_timestamp() + make_interval(secs => $5)
where sha256 = $1 and scanner = $2 and fence = $3 and state = 'pending'`;
const askText = `
insert into content_scan (sha256, scanner) select distinct d.sha256, $1::int from document d
where not exists (select from content_scan s where s.sha256 = d.sha256 and s.scanner = $1) on conflict do nothing`;

interface Claim {
  sha256: string;
  fence: number;
  attempts: number;
}

/**
 * Searches the files of cases for what a reviewer should look at, one at a time and apart from every transaction. What was
 * uploaded is claimed with a lease; a process that dies leaves it to the next.
 */
export class ScanContents {
  constructor(
    private readonly pool: Pool,
    private readonly store: ByteStore,
    private readonly extract: Extract,
    private readonly workFolder: string,
    private readonly onFailure: (sha256: string, error: unknown) => void,
  ) {}

  /** Asks for whatever the present search has not seen: once at every start, for an upgrade of the search. */
  async askForMissing(): Promise<void> {
    await this.pool.query(askText, [scannerVersion]);
  }

  /** @returns how many files were searched */
  async run(): Promise<number> {
    for (let searched = 0; ; searched += 1) {
      const { rows } = await this.pool.query<Claim>(claimText, [leaseSeconds, scannerVersion]);
      const [claim] = rows;
      if (!claim) return searched;
      await this.search(claim);
    }
  }

  private async search({ sha256, fence, attempts }: Claim): Promise<void> {
    try {
      const hits = await this.hitsOf(sha256);
      await this.pool.query(doneText, [sha256, scannerVersion, fence, JSON.stringify(hits)]);
    } catch (error) {
      this.onFailure(sha256, error);
      const words = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
      if (attempts < mostAttempts)
        await this.pool.query(failedText, [
          sha256,
          scannerVersion,
          fence,
          words.slice(0, 1000),
          2 ** attempts,
        ]);
      else
        await this.pool.query(doneText, [
          sha256,
          scannerVersion,
          fence,
          JSON.stringify([unreadable(gaveUp)]),
        ]);
    }
  }

  private async hitsOf(sha256: string): Promise<Hit[]> {
    const folder = join(this.workFolder, stagingName());
    const path = join(folder, 'contents');
    try {
      await this.makeFolder(folder);
      await pipeline(await this.store.open(sha256), createWriteStream(path, { mode: 0o600 }));
      const { format } = await sniffType(path);
      if (!isAccepted(format)) return [unreadable(unknownFormat)];
      return hitsOfFile(await this.extract(path, format));
    } catch (error) {
      if (error instanceof ExtractionFailed) return [unreadable(error)];
      throw error;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  /** What a killed process left are drafts, so they go at the next occasion. */
  private async makeFolder(folder: string): Promise<void> {
    await mkdir(this.workFolder, { recursive: true, mode: 0o700 });
    await clearStaleStaging(this.workFolder);
    await mkdir(folder, { mode: 0o700 });
  }
}

const gaveUp = {
  zh: '多次尝试后仍未能读取，须人工审查；请同时告知系统管理员',
  en: 'it could not be read after several tries; a person has to look through it, and tell the administrator',
};
const unknownFormat = {
  zh: '无法识别文件格式，须人工审查',
  en: 'its format is not known; a person has to look through it',
};

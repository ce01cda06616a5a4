import { join } from 'node:path';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import type { ReadCase } from '../cases/read-case.js';
import type { Worlds } from '../cases/worlds.js';
import type { Definitions } from '../definitions/definitions.js';
import type { ByteStore } from '../documents/byte-store.js';
import type { Settings } from '../platform/settings.js';
import type { Time } from '../platform/time.js';
import type { Transactions } from '../platform/transactions.js';
import { ExtractInWorker } from '../review/extract/extract-in-worker.js';
import { GiveVerdicts } from '../review/give-verdicts.js';
import { ReadReview } from '../review/read-review.js';
import { ReadWithheld } from '../review/read-withheld.js';
import { ScanContents } from '../review/scan-contents.js';

interface ReviewParts {
  pool: Pool;
  transactions: Transactions;
  definitions: Definitions;
  readCase: ReadCase;
  worlds: Worlds;
  time: Time;
  store: ByteStore;
  settings: Settings;
  log: Logger;
}

/** The reviewer's part: files searched apart from everything else, what was found, and what people said of it. */
export function composeReview(parts: ReviewParts) {
  const { pool, transactions, definitions, readCase, worlds, time, store, settings, log } = parts;
  const reader = new ExtractInWorker();
  return {
    scanContents: new ScanContents(
      pool,
      store,
      (path, format) => reader.run(path, format),
      join(settings.dataDirectory, 'searching'),
      (sha256, error) =>
        log.warn({ err: error, sha256 }, 'a file could not be searched and will be tried again'),
    ),
    readReview: new ReadReview(pool, definitions, readCase, time),
    giveVerdicts: new GiveVerdicts(transactions, readCase),
    readWithheld: new ReadWithheld(pool, definitions, worlds),
  };
}

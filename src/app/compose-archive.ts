import type { Pool } from 'pg';
import type { ActOnCase } from '../cases/act-on-case.js';
import type { Definitions } from '../definitions/definitions.js';
import type { KeepDocuments } from '../documents/keep-documents.js';
import { DeliverSubmission } from '../effects/archive/deliver-submission.js';
import { OpenDeliveries } from '../effects/archive/open-deliveries.js';
import { ReadSubmissions } from '../effects/archive/read-submissions.js';
import { RecordReceipt } from '../effects/archive/record-receipt.js';
import { RunQuarter } from '../effects/archive/run-quarter.js';
import type { Settings } from '../platform/settings.js';
import type { Time } from '../platform/time.js';
import type { Transactions } from '../platform/transactions.js';

interface ArchiveParts {
  pool: Pool;
  transactions: Transactions;
  time: Time;
  definitions: Definitions;
  actOnCase: ActOnCase;
  documents: KeepDocuments;
  settings: Settings;
}

/** The hand-over of each quarter to the archives. */
export function composeArchive(parts: ArchiveParts) {
  const { pool, transactions, actOnCase, settings } = parts;
  const { dataDirectory } = settings;
  const runQuarter = new RunQuarter({ ...parts, dataDirectory });
  return {
    runQuarter,
    deliverSubmission: new DeliverSubmission(transactions, actOnCase, dataDirectory),
    openDeliveries: new OpenDeliveries(pool, runQuarter),
    recordReceipt: new RecordReceipt(transactions, actOnCase),
    readSubmissions: new ReadSubmissions(pool),
  };
}

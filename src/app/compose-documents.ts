import { join } from 'node:path';
import type { Logger } from 'pino';
import type { ActOnCase } from '../cases/act-on-case.js';
import type { Definitions } from '../definitions/definitions.js';
import { planIndexNumbers } from '../documents/issue-index-number.js';
import { KeepDocuments } from '../documents/keep-documents.js';
import { openByteStore } from '../documents/open-byte-store.js';
import { UploadDocument } from '../documents/upload-document.js';
import { limitsOf } from '../documents/upload-limits.js';
import { scanByClamd } from '../documents/virus-scan.js';
import type { Settings } from '../platform/settings.js';
import type { Transactions } from '../platform/transactions.js';
import { scannerVersion } from '../review/hit.js';

interface DocumentParts {
  transactions: Transactions;
  definitions: Definitions;
  actOnCase: ActOnCase;
  settings: Settings;
  log: Logger;
}

/** Files: where their bytes are kept, and what an upload must pass. */
export function composeDocuments({ transactions, definitions, actOnCase, settings, log }: DocumentParts) {
  const { files, dataDirectory } = settings;
  const store = openByteStore(files, join(dataDirectory, 'files'));
  const documents = new KeepDocuments(store, scannerVersion);
  return {
    store,
    documents,
    indexNumbers: planIndexNumbers(files.indexNumber),
    uploadDocument: new UploadDocument(transactions, definitions, actOnCase, store, documents, {
      limits: limitsOf(files.limitMebibytes),
      scan: files.clamdUrl === null ? null : scanByClamd(files.clamdUrl),
      log,
    }),
  };
}

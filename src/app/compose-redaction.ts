import { join } from 'node:path';
import type { Pool } from 'pg';
import type { ReadCase } from '../cases/read-case.js';
import type { ByteStore } from '../documents/byte-store.js';
import type { UploadDocument } from '../documents/upload-document.js';
import type { Settings } from '../platform/settings.js';
import { ProposeSpans } from '../redaction/propose-spans.js';
import { RedactDocument } from '../redaction/redact-document.js';
import { RedactInWorker } from '../redaction/redact-in-worker.js';

interface RedactionParts {
  pool: Pool;
  readCase: ReadCase;
  uploadDocument: UploadDocument;
  store: ByteStore;
  settings: Settings;
}

/** Covered copies of files (区分处理): what is proposed, and how a copy is made and brought in. */
export function composeRedaction({ pool, readCase, uploadDocument, store, settings }: RedactionParts) {
  const workFolder = join(settings.dataDirectory, 'redacting');
  return {
    proposeSpans: new ProposeSpans(pool, readCase),
    redactDocument: new RedactDocument(readCase, uploadDocument, store, new RedactInWorker(), workFolder),
  };
}

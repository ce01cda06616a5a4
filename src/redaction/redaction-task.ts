import { type AcceptedFormat } from '../documents/document-kinds.js';
import { type RedactionReason } from './redaction-reasons.js';
import { type RedactionReport, type RedactionSpan } from './redaction-report.js';

/** What a thread is told to do. */
export interface RedactionTask {
  path: string;
  kind: AcceptedFormat;
  spans: readonly RedactionSpan[];
  out: string;
}

/** What it answers, once. */
export type RedactionAnswer =
  | { kind: 'redacted'; report: RedactionReport }
  | { kind: 'refused' | 'failed'; reasons: readonly RedactionReason[] };

import { type AcceptedFormat } from '../../documents/document-kinds.js';
import { type Extraction } from '../passage.js';
import { type ExtractionFailure } from './extraction-failed.js';
import { type ExtractionLimits } from './extraction-limits.js';

/** What a thread is told to do. */
export interface ExtractionTask {
  path: string;
  format: AcceptedFormat;
  limits: ExtractionLimits;
}

/** What it answers, once. */
export type ExtractionAnswer =
  { kind: 'extracted'; extraction: Extraction } | { kind: 'failed'; code: ExtractionFailure; cause: string };

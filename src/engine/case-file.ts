import type { ClockFact } from './clock-rule.js';
import type { IsoDate, Instant } from './days.js';
import type { FindingOutcome } from './definition.js';
import type { Directory, Signing } from './approval.js';
import type { WorkingCalendar } from './calendar.js';

/** A stored file as the engine sees it: the bytes are elsewhere, the digest is what counts. */
export interface FileValue {
  file: string;
  sha256: string;
  name: string;
  mediaType: string;
  sizeBytes: number;
}
export type FieldValue = string | number | boolean | FileValue | FileValue[] | string[];
export type Fields = Record<string, FieldValue>;

/** A deadline that passed; recorded once and never edited away. */
export interface Breach {
  dueOn: IsoDate;
  dueAt: Instant;
  recordedAt: Instant;
}
export interface ClockLedger {
  facts: ClockFact[];
  breaches: Breach[];
}

/** What a reviewer found, and of which bytes: field to digest. */
export interface Finding {
  outcome: FindingOutcome;
  by: string;
  at: Instant;
  seals: Record<string, string>;
  /** What a partial clearance keeps from the public: field to digest (区分处理). */
  leftOut?: Record<string, string>;
  basis?: string;
  reason?: string;
  checklist?: ChecklistAnswers;
}

export const checklistAnswers = ['no', 'yes', 'not-applicable'] as const;
/** Item to answer; `yes` says that the concern is there, and why. */
export type ChecklistAnswers = Record<string, { answer: (typeof checklistAnswers)[number]; note?: string }>;

export interface CaseFile {
  type: string;
  version: number;
  state: string;
  revision: number;
  section: string | null;
  owner: string;
  /** The step from which it was sent here, while the sender can still take it back. */
  cameFrom: { state: string; startedClocks: string[] } | null;
  fields: Fields;
  /** Everybody who drafted, edited or uploaded; none of them may clear the case. */
  drafters: string[];
  signing: Signing;
  clocks: Record<string, ClockLedger>;
  findings: Finding[];
  /** What the public can read now: field to the digest that was cleared. */
  exposed: Record<string, string>;
}

export interface Actor {
  kind: 'person' | 'system';
  id: string;
  roles: readonly { role: string; section?: string | null }[];
}

export const systemActor: Actor = { kind: 'system', id: 'system', roles: [{ role: 'system' }] };

/** Everything about the outside that a decision may depend on; handed in, never fetched. */
export interface World {
  now: Instant;
  today: IsoDate;
  calendar: WorkingCalendar;
  /** SHA-256 in hex of a text. */
  digest: (text: string) => string;
  dutyStart: string;
  /** Sections and who holds which role, for steps that go to a set of sections. */
  directory: Directory;
}

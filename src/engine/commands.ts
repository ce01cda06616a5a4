import type { Operation } from './approval.js';
import type { Breach, CaseFile, Finding } from './case-file.js';
import type { Instant } from './days.js';
import type { AlarmWanted, RecordedFact } from './record-facts.js';

export interface OpenCommand {
  kind: 'open';
  owner: string;
  section: string | null;
  data: Record<string, unknown>;
  occurredAt?: Instant;
}
export interface ActCommand {
  kind: 'act';
  action: string;
  data: Record<string, unknown>;
  occurredAt?: Instant;
  revision?: number;
}
export interface OperateCommand {
  kind: 'operate';
  operation: Operation;
  revision?: number;
}

export interface Effect {
  effect: string;
  payload: Record<string, unknown>;
}
/** What goes into the ledger of the case: who did what, when, on what ground. Contents stand there by digest only. */
export interface Entry {
  action: string;
  from: string | null;
  to: string;
  by: string;
  occurredAt: Instant;
  words: Record<string, string>;
  changed: Record<string, string>;
  facts: RecordedFact[];
  breached: { clock: string; breach: Breach }[];
  finding?: Finding;
  exposed?: Record<string, string>;
  /** Sealed fields whose clearance this change made void: only they go back to review. */
  voided?: string[];
}
export interface Decision {
  kind: 'decided';
  next: CaseFile;
  entry: Entry;
  disarm: string[];
  arm: AlarmWanted[];
  effects: Effect[];
}

import fc from 'fast-check';
import { everybody } from './never-public-people.js';

/** One statement of a program that knows the tables and none of the rules. */
export type Write =
  | { kind: 'expose'; field: string; digest: number; isOnly: boolean }
  | { kind: 'post'; field: string; digest: number; isTrue: boolean }
  | { kind: 'repost'; change: 'words' | 'seal' | 'field' | 'back' }
  | { kind: 'find'; outcome: string; by: string; fields: string[]; digest: number; isLeftOut: boolean }
  | { kind: 'settle'; by: string; verdict: string }
  | { kind: 'draft'; by: string; change: 'join' | 'leave' | 'swap' | 'empty' }
  | { kind: 'rewrite'; what: string }
  | { kind: 'relabel'; column: string };

export const sealed = [
  'title',
  'documentNumber',
  'attribute',
  'madeOn',
  'summary',
  'document',
  'attachments',
  'validUntil',
  'interpretation',
  'interpretationForm',
];

const field = fc.constantFrom(...sealed);
const by = fc.constantFrom(...everybody);
const digest = fc.nat({ max: 30 });
const outcome = fc.constantFrom('cleared', 'cleared', 'cleared-in-part', 'withheld', 'referred');

/** What else is tried: on the ledger, and on the contents as the service keeps them. */
export const rewritten = [
  'other actor',
  'no events',
  'other outcome',
  'other finder',
  'no findings',
  'no verdicts',
  'other title',
  'no drafters',
  'forged clearance',
  'other step',
];

export const write: fc.Arbitrary<Write> = fc.oneof(
  fc.record({ kind: fc.constant('expose' as const), field, digest, isOnly: fc.boolean() }),
  fc.record({ kind: fc.constant('post' as const), field, digest, isTrue: fc.boolean() }),
  fc.record({
    kind: fc.constant('repost' as const),
    change: fc.constantFrom('words' as const, 'seal' as const, 'field' as const, 'back' as const),
  }),
  fc.record({
    kind: fc.constant('find' as const),
    ...{ outcome, by, digest, isLeftOut: fc.boolean() },
    fields: fc.subarray(sealed, { minLength: 1 }),
  }),
  fc.record({
    kind: fc.constant('settle' as const),
    by,
    verdict: fc.constantFrom('false-alarm', 'may-stay', 'must-go'),
  }),
  fc.record({
    kind: fc.constant('draft' as const),
    by,
    change: fc.constantFrom('join' as const, 'leave' as const, 'swap' as const, 'empty' as const),
  }),
  fc.record({ kind: fc.constant('rewrite' as const), what: fc.constantFrom(...rewritten) }),
  fc.record({
    kind: fc.constant('relabel' as const),
    column: fc.constantFrom('title', 'summary', 'document_number'),
  }),
);

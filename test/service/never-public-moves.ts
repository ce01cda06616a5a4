import fc from 'fast-check';
import { everybody } from './never-public-people.js';
import { sealed, write, type Write } from './never-public-write.js';

/** What somebody would write, whatever the action then asks for. */
export interface Words {
  title: string;
  summary: string;
  text: string;
  attribute: string;
  validUntil: string;
  /** Which of the fields that the action may set are written anew. */
  edits: string[];
  /** What a partial clearance would let out. */
  parts: string[];
  isPersonal: boolean;
  isOnBoard: boolean;
  /** Where several actions lead on, which. */
  pick: number;
  who: number;
}
export type Move =
  /** What leads towards the public, by somebody whose role fits. */
  | { kind: 'forward'; words: Words }
  /** Any action of the step, by somebody whose role fits. */
  | { kind: 'offered'; words: Words }
  /** Any action of any step by anybody, perhaps on what stood there earlier. */
  | { kind: 'anything'; action: number; by: string; isStale: boolean; words: Words }
  | { kind: 'upload'; field: string; by: string; words: Words }
  | { kind: 'settle'; by: string; verdict: 'false-alarm' | 'may-stay' | 'must-go' }
  | { kind: 'operate'; op: 'recall' | 'transfer' | 'delegate' | 'add-signer'; by: string; to: string }
  /** The rounds of the workers, some or all of them. */
  | { kind: 'rounds'; which: Round[] }
  | { kind: 'wait'; minutes: number }
  | { kind: 'on-board'; by: string }
  | { kind: 'together'; moves: Move[] };
export const rounds = ['release', 'relay', 'withdraw', 'send', 'search'] as const;
export type Round = (typeof rounds)[number];

const rarely = fc.integer({ min: 0, max: 7 }).map((number) => number === 7);
const anybody = fc.constantFrom(...everybody);
export const editable = ['title', 'summary', 'document', 'attachments', 'validUntil', 'attribute'];

export const words: fc.Arbitrary<Words> = fc.record({
  title: fc.constantFrom('关于法律援助的通知', '关于人民调解的通知', '请找王某，手机13800138000'),
  summary: fc.constantFrom('分解年度任务', '落实经费', '身份证号11010519491231002X'),
  text: fc.constantFrom('请照办。', '请各县照办。', '请于月底前报来。', '联系人手机13800138001。'),
  attribute: fc.constantFrom('proactive', 'proactive', 'proactive', 'proactive', 'withheld', 'on-request'),
  validUntil: fc.constantFrom('2018-06-28', '2021-06-28'),
  edits: fc.subarray(editable),
  parts: fc.oneof(
    { weight: 2, arbitrary: fc.constant([] as string[]) },
    { weight: 1, arbitrary: fc.subarray(sealed, { minLength: 1 }) },
  ),
  isPersonal: rarely,
  isOnBoard: rarely,
  pick: fc.nat({ max: 40 }),
  who: fc.nat({ max: 40 }),
});

const single: fc.Arbitrary<Move> = fc.oneof(
  { weight: 20, arbitrary: fc.record({ kind: fc.constant('forward' as const), words }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('offered' as const), words }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('anything' as const),
      action: fc.nat({ max: 200 }),
      by: anybody,
      isStale: rarely,
      words,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('upload' as const),
      field: fc.constantFrom('document', 'attachments', 'interpretationPlan', 'interpretation'),
      by: anybody,
      words,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('settle' as const),
      by: anybody,
      verdict: fc.constantFrom('false-alarm' as const, 'may-stay' as const, 'must-go' as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('operate' as const),
      op: fc.constantFrom('recall' as const, 'transfer' as const, 'delegate' as const, 'add-signer' as const),
      by: anybody,
      to: anybody,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('rounds' as const), which: fc.subarray([...rounds]) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('wait' as const), minutes: fc.integer({ min: 1, max: 90 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('on-board' as const), by: anybody }) },
);

/** Some come in twos, at the same moment. */
const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 12, arbitrary: single },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('together' as const),
      moves: fc.array(single, { minLength: 2, maxLength: 2 }),
    }),
  },
);

export interface Sequence {
  owner: string;
  opener: string;
  opening: Words;
  moves: Move[];
}

/** One case, from its opening on. */
export const sequence: fc.Arbitrary<Sequence> = fc.record({
  owner: fc.constantFrom('drafter', 'drafter', 'drafter-2', 'director', 'reviewer'),
  opener: fc.constantFrom('drafter', 'drafter', 'drafter-2', 'director'),
  opening: words,
  moves: fc.array(move, { minLength: 5, maxLength: 25, size: 'max' }),
});

/** Statements of one transaction, with the checks at its end or after each. */
export interface Writes {
  writes: Write[];
  isDeferred: boolean;
}
export interface Beside extends Sequence {
  steps: (Move | Writes)[];
}

const forward: fc.Arbitrary<Move> = fc.record({ kind: fc.constant('forward' as const), words });

/** A case that is under way, and then programs that know the tables and none of the rules. */
export const beside: fc.Arbitrary<Beside> = fc.record({
  owner: fc.constantFrom('drafter', 'director'),
  opener: fc.constant('drafter'),
  opening: words,
  moves: fc.array(forward, { minLength: 1, maxLength: 9, size: 'max' }),
  steps: fc.array(
    fc.oneof(
      {
        weight: 4,
        arbitrary: fc.record({
          writes: fc.array(write, { minLength: 1, maxLength: 2 }),
          isDeferred: fc.boolean(),
        }),
      },
      { weight: 1, arbitrary: forward },
    ),
    { minLength: 5, maxLength: 20, size: 'max' },
  ),
});

import type { Action } from '../../src/engine/definition.js';
import { allNo, allNoBut } from '../checklist.js';
import type { Words } from './never-public-moves.js';

/** The steps on the way to the public, and on from there; where a step has several, one is picked. */
const ways: Record<string, string[]> = {
  draft: ['submit'],
  'attribute-review': ['confirm-attribute', 'return'],
  'closed-approval': ['approve-withheld', 'return', 'approve-on-request'],
  'section-review': ['agree'],
  'confidentiality-review': ['clear'],
  'review-confirmation': ['confirm-review'],
  referral: ['referral-reported'],
  referred: ['determined-open'],
  published: ['submit-interpretation', 'correct', 'take-down', 'interpretation-stands'],
  'interpretation-review': ['clear-interpretation'],
  interpreted: ['correct', 'receipted', 'take-down'],
  archived: ['correct', 'take-down'],
  correcting: ['submit-correction'],
  'correction-review': ['clear-correction'],
  'correction-approval': ['approve-correction'],
  'taken-down': ['revise'],
  withheld: ['release-from-withheld', 'keep-withheld'],
};

/** @returns null where only the workers lead on */
export function wayForward(
  state: string,
  { pick, parts, attribute }: Words,
  fields: Record<string, unknown>,
): string | null {
  if (state === 'confidentiality-review' && parts.length > 0) return 'clear-in-part';
  if (state === 'draft' && attribute !== 'proactive') return 'submit-not-public';
  if (state === 'approval') return fields['releaseAt'] === undefined ? 'approve' : 'approve-for-release';
  const names = ways[state] ?? [];
  return names[pick % Math.max(names.length, 1)] ?? null;
}

const always: Record<string, unknown> = {
  reason: '理由',
  opinion: '意见',
  basis: '依据',
  evidence: '佐证',
  receipt: '回执',
  directorParticipation: '局长接受采访',
  nonDisclosureBasis: ['regs-2007-art-8'],
  nonDisclosureReason: '危及社会稳定',
};
const millisPerMinute = 60_000;

/** What an action asks for and what it may change, so that many succeed; files apart. */
export function dataFor(
  action: Action,
  words: Words,
  fields: Record<string, unknown>,
  now: Date,
): Record<string, unknown> {
  const { title, summary, validUntil, attribute, parts, edits } = words;
  const written: Record<string, unknown> = { title, summary, validUntil, attribute };
  const changes = edits.filter((name) => name in written && action.sets.includes(name));
  const releaseAt = new Date(now.getTime() + 30 * millisPerMinute).toISOString();
  const isPart = action.finding === 'cleared-in-part';
  const checklist = isPart ? allNoBut('personal-privacy') : allNo;
  return {
    ...Object.fromEntries(action.needs.filter((name) => name in always).map((name) => [name, always[name]])),
    ...Object.fromEntries(changes.map((name) => [name, written[name]])),
    ...(action.sets.includes('attribute') ? { attribute } : {}),
    ...(action.sets.includes('releaseAt') && words.pick % 3 === 0 ? { releaseAt } : {}),
    ...(isPart ? { clearedFields: parts.filter((name) => name in fields) } : {}),
    ...(action.checklist === undefined ? {} : { checklist }),
  };
}

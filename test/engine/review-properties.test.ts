import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { reviewItems } from '../../src/engine/review-items.js';
import { sealsOf } from '../../src/engine/seals.js';
import { withheldItem } from '../../src/engine/withheld-item.js';
import { allNo, allNoBut } from '../checklist.js';
import { cast } from '../scenario-file.js';
import { digest, policy, ReviewCase, textFile, world } from './review-case.js';

/** Everything that any action could ask for; what an action does not take is left out, so that many steps succeed. */
const words: Record<string, unknown> = {
  reason: '理由',
  opinion: '意见',
  basis: '依据',
  evidence: '佐证',
  receipt: '回执',
  interpretation: textFile('解读'),
  directorParticipation: '局长参加',
  nonDisclosureBasis: ['regs-2019-art-15-privacy'],
  nonDisclosureReason: '理由',
  publicAddress: 'https://example.test/1',
  interpretationAddress: 'https://example.test/1',
  releaseAt: '2024-09-13T09:00:00+08:00',
};
const sealed = ['title', 'documentNumber', 'attribute', 'madeOn', 'summary', 'document', 'interpretation'];
const step = fc.record({
  by: fc.constantFrom('drafter', 'reviewer', 'leader', 'office-lead', 'section-head', 'archivist', 'system'),
  pick: fc.nat({ max: 40 }),
  isAnybody: fc.integer({ min: 0, max: 5 }).map((number) => number === 0),
  isEnding: fc.integer({ min: 0, max: 30 }).map((number) => number === 0),
  text: fc.constantFrom('甲', '乙', '丙'),
  edits: fc.subarray(['title', 'summary', 'document']),
  parts: fc.subarray(sealed, { minLength: 1 }),
  attribute: fc.constantFrom('proactive', 'proactive', 'proactive', 'withheld', 'on-request'),
});
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;

function dataFor(review: ReviewCase, name: string, one: Step): Record<string, unknown> {
  const action = policy.states[review.file.state]?.on[name];
  if (!action) return {};
  const needed = Object.fromEntries(
    action.needs.flatMap((need) => (need in words ? [[need, words[need]]] : [])),
  );
  const edited = one.edits
    .filter((field) => action.sets.includes(field))
    .map((field) => [field, field === 'document' ? textFile(one.text) : one.text]);
  const changes = Object.fromEntries(edited) as Record<string, unknown>;
  const attribute = action.sets.includes('attribute') ? { attribute: one.attribute } : {};
  const parts =
    action.finding === 'cleared-in-part'
      ? { clearedFields: one.parts.filter((name) => name in review.file.fields) }
      : {};
  const checklist =
    action.checklist === undefined
      ? {}
      : { checklist: action.finding === 'cleared' ? allNo : allNoBut('personal-privacy') };
  return { ...needed, ...attribute, ...changes, ...parts, ...checklist };
}

/** Mostly somebody who may, sometimes anybody; endings are rare, or nothing would ever be public. */
function play(review: ReviewCase, one: Step): void {
  const actions = Object.entries(policy.states[review.file.state]?.on ?? {});
  const endings = ['withdraw', 'close', 'strike-off'];
  const open = actions.filter(([name]) => one.isEnding || !endings.includes(name));
  const chosen = open[one.pick % Math.max(open.length, 1)];
  if (!chosen) return;
  const [name, { by }] = chosen;
  const holder = Object.entries(cast).find(([, roles]) => roles.some(({ role }) => by.includes(role)))?.[0];
  const actor = one.isAnybody ? one.by : (holder ?? 'system');
  review.attempt(actor, name, dataFor(review, name, one));
}

/** Told from the findings alone, without asking the engine what it thinks is cleared. */
function wasClearedByOther(review: ReviewCase, field: string, seal: string): boolean {
  const said = review.file.findings.filter(
    (one) => one.seals[field] === seal || one.leftOut?.[field] === seal,
  );
  const newest = said.at(-1);
  const isOpen =
    newest?.outcome === 'cleared' || (newest?.outcome === 'cleared-in-part' && newest.seals[field] === seal);
  return isOpen && !review.file.drafters.includes(newest.by);
}

describe('whatever people do to a policy document, in whatever order', () => {
  const published = new Set<string>();
  it('nothing is public that somebody else did not clear, and what is withheld has a day on which it is seen again', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 10, maxLength: 80 }), (steps) => {
        const review = new ReviewCase();
        for (const one of steps) {
          play(review, one);
          for (const [field, seal] of Object.entries(review.file.exposed))
            expect([field, wasClearedByOther(review, field, seal)]).toEqual([field, true]);
          const withheld = withheldItem(policy, review.file, world);
          if (withheld?.isWhole) expect(withheld.nextReviewOn).not.toBeNull();
          if (Object.keys(review.file.exposed).length > 0) published.add(review.file.state);
        }
        const seals = sealsOf(sealed, review.file.fields, digest);
        for (const { field, seal, state } of reviewItems(policy, review.file, digest))
          if (seal !== null && seals[field] !== undefined)
            expect(state === 'cleared').toBe(wasClearedByOther(review, field, seals[field]));
      }),
      { numRuns: 250, seed: 20240913 },
    );
    expect([...published]).toEqual(
      expect.arrayContaining(['published', 'correcting', 'interpretation-review']),
    );
  });
});

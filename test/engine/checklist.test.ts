import { describe, expect, it } from '@jest/globals';
import { tellReason } from '../../src/engine/reasons.js';
import { offers } from '../../src/engine/offers.js';
import { allNo, allNoBut } from '../checklist.js';
import { actorCalled, policy, ReviewCase, vocabulary, world } from './review-case.js';

const clearing = (checklist: unknown) => ({
  opinion: '不涉密',
  ...(checklist === undefined ? {} : { checklist }),
});
const codesOf = (checklist: unknown) =>
  new ReviewCase().toReview().refusal('reviewer', 'clear', clearing(checklist));

describe('the checklist of a clearance (保密审查表)', () => {
  it('is kept with the finding, answer by answer, so that the form can be printed later', () => {
    const checklist = { ...allNo, 'trade-secret': { answer: 'not-applicable', note: '无企业信息' } };
    const review = new ReviewCase().toReview().do('reviewer', 'clear', clearing(checklist));

    expect(review.file.findings[0]?.checklist).toEqual(checklist);
    expect(review.last.entry.finding?.checklist).toEqual(checklist);
  });

  it('is missing when nothing is answered', () => {
    expect(codesOf(undefined)).toEqual(['missing-need']);
  });

  it('names each item that is unanswered, in words', () => {
    const { 'state-secret': _left, 'work-secret': _too, ...rest } = allNo;
    const answer = new ReviewCase().toReview().attempt('reviewer', 'clear', clearing(rest));
    const told = answer.kind === 'refused' ? answer.reasons.map((one) => tellReason(one, 'zh')) : [];
    expect(told).toEqual([
      '保密审查表有未答项目：涉及国家秘密、涉及工作秘密；请逐项回答“否”“是”或“不适用”。',
    ]);
  });

  it('refuses a clearance of the whole while a concern is there, and a concern without a note', () => {
    expect(codesOf(allNoBut('state-secret'))).toEqual(['checklist-concern']);
    expect(codesOf(allNoBut('state-secret', ' '))).toEqual(['checklist-note-missing', 'checklist-concern']);
  });

  it.each([
    ['a text', 'all fine'],
    ['a list', [{ answer: 'no' }]],
    ['an answer that is none', { ...allNo, 'state-secret': { answer: 'perhaps' } }],
    ['an item that is not on the list', { ...allNo, weather: { answer: 'no' } }],
    ['a name of the prototype', { ...allNo, constructor: { answer: 'no' } }],
    ['a note that is no text', { ...allNo, 'state-secret': { answer: 'no', note: 1 } }],
    ['a word that no item has', { ...allNo, 'state-secret': { answer: 'no', by: 'me' } }],
  ])('refuses %s', (_what, checklist) => {
    expect(codesOf(checklist)).toEqual(['bad-value']);
  });

  it('belongs to no action that asks for none', () => {
    const data = { reason: '请补附件', checklist: allNo };
    expect(new ReviewCase().toReview().refusal('reviewer', 'return', data)).toEqual(['unknown-field']);
  });

  it('is named by the offer, as something to fill in and not as a reason against it', () => {
    const { file } = new ReviewCase().toReview();
    const offer = offers(policy, vocabulary, file, actorCalled('reviewer'), world).find(
      ({ action }) => action === 'clear',
    );
    expect(offer).toMatchObject({ allowed: true, checklist: 'confidentiality' });
    expect(offer?.needs).toContainEqual(expect.objectContaining({ name: 'checklist', filled: false }));
  });
});

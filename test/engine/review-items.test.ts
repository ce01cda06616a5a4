import { describe, expect, it } from '@jest/globals';
import { reviewItems } from '../../src/engine/review-items.js';
import { allNo, allNoBut } from '../checklist.js';
import { digest, policy, ReviewCase, textFile } from './review-case.js';

function statesOf({ file }: ReviewCase): Record<string, string> {
  return Object.fromEntries(
    reviewItems(policy, file, digest)
      .filter(({ state }) => state !== 'empty')
      .map(({ field, state }) => [field, state]),
  );
}
const partial = {
  clearedFields: ['title', 'documentNumber', 'attribute', 'madeOn'],
  nonDisclosureBasis: ['regs-2019-art-15-privacy'],
  reason: '正文含当事人信息',
  checklist: allNoBut('personal-privacy'),
};

describe('what a reviewer has to look at', () => {
  it('is everything that is filled in, the first time', () => {
    expect(statesOf(new ReviewCase().toReview())).toEqual({
      title: 'new',
      documentNumber: 'new',
      attribute: 'new',
      madeOn: 'new',
      document: 'new',
    });
  });

  it('is only what was changed after a return: the rest keeps its clearance, by whom and when', () => {
    const back = new ReviewCase().toReview().clear().do('leader', 'return', { reason: '正文有误' });
    back.do('drafter', 'save', { document: textFile('更正后的正文') }).toReview();

    expect(statesOf(back)).toMatchObject({ title: 'cleared', madeOn: 'cleared', document: 'changed' });
    expect(reviewItems(policy, back.file, digest).find(({ field }) => field === 'title')).toMatchObject({
      clearedBy: 'reviewer',
      at: '2024-09-13T02:00:00.000Z',
    });
  });

  it('is signed alone: the new finding covers the changed bytes and the older one the rest', () => {
    const back = new ReviewCase().toReview().clear().do('leader', 'return', { reason: '正文有误' });
    back
      .do('drafter', 'save', { document: textFile('更正后的正文') })
      .toReview()
      .clear();

    expect(Object.keys(back.file.findings[0]?.seals ?? {})).toEqual([
      'title',
      'documentNumber',
      'attribute',
      'madeOn',
      'document',
    ]);
    expect(Object.keys(back.file.findings[1]?.seals ?? {})).toEqual(['document']);
    back.do('leader', 'approve').do('system', 'posted', { evidence: '可访问' });
    expect(Object.keys(back.file.exposed)).toEqual([
      'title',
      'documentNumber',
      'attribute',
      'madeOn',
      'document',
    ]);
  });

  it('is told in the ledger at the very change that made a clearance void', () => {
    const back = new ReviewCase().toReview().clear().do('leader', 'return', { reason: '正文有误' });
    back.do('drafter', 'save', { document: textFile('更正后的正文'), summary: '新加的概述' });

    expect(back.last.entry.voided).toEqual(['document']);
    back.do('drafter', 'save', { summary: '再改的概述' });
    expect(back.last.entry.voided).toBeUndefined(); // it was never cleared
  });

  it('is cleared again by itself when the very bytes that were cleared come back', () => {
    const back = new ReviewCase().toReview().clear().do('leader', 'return', { reason: '正文有误' });
    back
      .do('drafter', 'save', { title: '另一标题' })
      .do('drafter', 'save', { title: '关于做好法律援助工作的通知' });

    expect(statesOf(back)['title']).toBe('cleared');
  });

  it('is everything of a reviewer who became a drafter since', () => {
    const back = new ReviewCase().toReview().clear();
    back.file = { ...back.file, drafters: [...back.file.drafters, 'reviewer'] };

    expect(new Set(Object.values(statesOf(back)))).toEqual(new Set(['new']));
  });
});

describe('a partial clearance (区分处理)', () => {
  it('clears the named parts, keeps the others closed, and says on which article and why', () => {
    const review = new ReviewCase().toReview().do('reviewer', 'clear-in-part', partial);

    expect(statesOf(review)).toMatchObject({ title: 'cleared', document: 'withheld' });
    expect(review.file.findings[0]).toMatchObject({
      outcome: 'cleared-in-part',
      basis: '个人隐私（条例2019第十五条）',
      reason: '正文含当事人信息',
    });
    expect(Object.keys(review.file.findings[0]?.leftOut ?? {})).toEqual(['document']);
  });

  it('exposes the named parts only', () => {
    const review = new ReviewCase().toReview().do('reviewer', 'clear-in-part', partial);
    review.do('leader', 'approve').do('system', 'posted', { evidence: '可访问' });

    expect(Object.keys(review.file.exposed)).toEqual(['title', 'documentNumber', 'attribute', 'madeOn']);
  });

  it('takes an older clearance of what it leaves out back', () => {
    const review = new ReviewCase().toReview().clear().do('leader', 'return', { reason: '再看' });
    review.toReview().do('reviewer', 'clear-in-part', partial);

    expect(statesOf(review)['document']).toBe('withheld');
  });

  it('is not undone by a later clearance that does not name the part, only by one that does', () => {
    const review = new ReviewCase().toReview().do('reviewer', 'clear-in-part', partial);
    review
      .do('leader', 'return', { reason: '补概述' })
      .do('drafter', 'save', { summary: '概述' })
      .toReview()
      .clear();
    expect(statesOf(review)).toMatchObject({ summary: 'cleared', document: 'withheld' });

    review
      .do('leader', 'return', { reason: '当事人已同意' })
      .toReview()
      .do('reviewer', 'clear-in-part', {
        ...partial,
        clearedFields: ['title', 'documentNumber', 'attribute', 'madeOn', 'document'],
      });
    expect(statesOf(review)).toMatchObject({ document: 'cleared', summary: 'withheld' });
  });

  it.each([
    ['nothing', []],
    ['something that is not filled in', ['attachments']],
    ['something that is never public', ['interpretationPlan']],
    ['something that does not exist', ['weather']],
  ])('is refused when it names %s', (_what, clearedFields) => {
    const codes = new ReviewCase()
      .toReview()
      .refusal('reviewer', 'clear-in-part', { ...partial, clearedFields });
    expect(codes).toContain(clearedFields.length === 0 ? 'missing-need' : 'bad-value');
  });

  it('may not be smuggled into a clearance of the whole', () => {
    const review = new ReviewCase().toReview();
    const data = { opinion: '不涉密', checklist: allNo, clearedFields: ['title'] };
    expect(review.refusal('reviewer', 'clear', data)).toEqual(['unknown-field']);
  });
});

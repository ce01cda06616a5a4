import { describe, expect, it } from '@jest/globals';
import { withheldItem } from '../../src/engine/withheld-item.js';
import { allNoBut } from '../checklist.js';
import { policy, ReviewCase, world } from './review-case.js';

const article = { nonDisclosureBasis: ['regs-2019-art-15-privacy'], reason: '含当事人信息' };

describe('what a case keeps from the public', () => {
  it('is nothing while nothing was withheld', () => {
    expect(withheldItem(policy, new ReviewCase().toReview().clear().file, world)).toBeNull();
  });

  it('is the whole of a withheld case, with the day on which it is looked at again', () => {
    const { file } = new ReviewCase().toReview().do('reviewer', 'withhold', article);
    expect(withheldItem(policy, file, world)).toEqual({
      isWhole: true,
      fields: ['title', 'documentNumber', 'attribute', 'madeOn', 'document'],
      clock: 'withheldReview',
      nextReviewOn: '2024-12-31',
    });
  });

  it('is the part that a partial clearance left out, though the rest is public', () => {
    const review = new ReviewCase().toReview().do('reviewer', 'clear-in-part', {
      ...article,
      clearedFields: ['title', 'documentNumber', 'attribute', 'madeOn'],
      checklist: allNoBut('personal-privacy'),
    });
    review.do('leader', 'approve').do('system', 'posted', { evidence: '可访问' });
    expect(withheldItem(policy, review.file, world)).toEqual({
      isWhole: false,
      fields: ['document'],
      clock: 'withheldReview',
      nextReviewOn: '2024-12-31',
    });
  });
});

import fc from 'fast-check';
import { labelledSet, publicNumbers } from '../../../bench/labelled-set.mjs';
import { hintRules } from '../../../src/review/hints/rules.js';
import { findHints } from '../../../src/review/hints/find-hints.js';
import { foundBy, hintsIn } from './found-hints.js';

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const twoDigits = (value: number): string => String(value).padStart(2, '0');
const identityNumber = fc
  .record({
    region: fc.constantFrom('110105', '350402', '440305', '620102', '810000'),
    year: fc.integer({ min: 1900, max: 2024 }),
    month: fc.integer({ min: 1, max: 12 }),
    day: fc.integer({ min: 1, max: 28 }),
    order: fc.integer({ min: 0, max: 999 }),
  })
  .map(({ region, year, month, day, order }) => {
    const body = `${region}${year}${twoDigits(month)}${twoDigits(day)}${String(order).padStart(3, '0')}`;
    const sum = weights.reduce((total, weight, at) => total + weight * Number(body[at]), 0);
    return body + '10X98765432'.charAt(sum % 11);
  });
const withoutDigits = fc
  .oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom(...'身份证号：，。- \n\tXx*@（姓名张某') }),
  )
  .map((text) => text.replace(/[\p{Nd}]/gu, ''));

describe('hints for the reviewer', () => {
  it('show any right identity number in any text without digits', () => {
    fc.assert(
      fc.property(withoutDigits, identityNumber, withoutDigits, (ahead, number, behind) => {
        const at = ahead.length;
        const found = hintsIn(ahead + number + behind).filter(({ rule }) => rule === 'identity-number');
        expect(found.map(({ start, end }) => [start, end])).toEqual([[at, at + 18]]);
      }),
      { numRuns: 500 },
    );
  });

  it('never fail, are in order and say exactly what stands in the text', () => {
    const awkward = fc.string({
      unit: fc.constantFrom(
        ...'138-0 ６２\n\u200b绝密★年〔〕号住市区村组幢室闽G@.姓名张：|\t《》*X账号',
        '\ud800',
      ),
      maxLength: 200,
    });
    fc.assert(
      fc.property(fc.oneof(awkward, fc.string({ unit: 'binary' })), (text) => {
        const hints = hintsIn(text);
        expect(
          hints.every(({ start, end, text: words }) => start < end && text.slice(start, end) === words),
        ).toBe(true);
        expect(hints.map(({ start }) => start)).toEqual(
          hints.map(({ start }) => start).sort((a, b) => a - b),
        );
        expect(hintsIn(text)).toEqual(hints);
      }),
      { numRuns: 500 },
    );
  });

  it('say which passage, where it stands, whether it is hidden, and why', () => {
    const passages = [
      { place: { zh: '第 1 页', en: 'page 1' }, text: '无', isHidden: false },
      { place: { zh: '批注 2', en: 'comment 2' }, text: '请打 13812345678 问\n一下', isHidden: true },
    ];
    const [hint, ...others] = findHints(passages, { publicNumbers: new Set() });
    expect(others).toEqual([]);
    expect(hint).toMatchObject({
      rule: 'mobile-phone',
      passage: 1,
      place: { zh: '批注 2' },
      start: 3,
      end: 14,
      text: '13812345678',
      excerpt: '请打 13812345678 问 一下',
      isHidden: true,
    });
    expect(hint?.why.zh).toContain('《个人信息保护法》');
  });

  it('keep the excerpt short', () => {
    const [hint] = hintsIn(`${'前'.repeat(100)}13812345678${'后'.repeat(100)}`);
    expect(hint?.excerpt).toBe(`…${'前'.repeat(16)}13812345678${'后'.repeat(16)}…`);
  });

  it('name each thing once, by the strongest rule', () => {
    expect(hintsIn('邮箱13812345678@139.com').map(({ rule }) => rule)).toEqual(['e-mail']);
    expect(hintsIn('账号：11010519491231002X').map(({ rule }) => rule)).toEqual(['identity-number']);
  });

  it('have rules with codes of their own, a title and a law in both languages', () => {
    expect(new Set(hintRules.map(({ code }) => code)).size).toBe(hintRules.length);
    for (const { title, why } of hintRules) {
      expect([title.zh, title.en, why.zh, why.en].every((words) => words.length > 3)).toBe(true);
    }
  });
});

describe('the labelled set', () => {
  const documents = labelledSet();

  it('is the same for everybody and large enough', () => {
    expect(labelledSet()).toEqual(documents);
    expect(documents.filter(({ isHoldOut }) => !isHoldOut)).toHaveLength(400);
    expect(documents.filter(({ isHoldOut }) => isHoldOut)).toHaveLength(100);
  });

  it('is found almost whole: 99 in 100 of the numbers with check digits, 95 of everything else', () => {
    const answers = documents.flatMap(({ text, labels }) => {
      const hints = findHints([{ place: { zh: '', en: '' }, text, isHidden: false }], { publicNumbers });
      return labels.map((label) => ({
        rule: label.rule,
        isFound: hints.some(
          ({ rule, start, end }) => rule === label.rule && start <= label.start + 4 && end >= label.end,
        ),
      }));
    });
    for (const { code } of hintRules) {
      const labels = answers.filter(({ rule }) => rule === code);
      if (labels.length === 0) continue;
      const share = labels.filter(({ isFound }) => isFound).length / labels.length;
      expect([code, share >= (/identity-number$|bank-card/.test(code) ? 0.99 : 0.95)]).toEqual([code, true]);
    }
  });

  it('has near misses that stay quiet', () => {
    const quiet = documents.filter(({ labels }) => labels.length === 0);
    expect(quiet.length).toBeGreaterThan(20);
    expect(quiet.flatMap(({ text }) => foundBy('identity-number', text))).toEqual([]);
  });
});

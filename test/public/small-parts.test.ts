import { describe, expect, it } from '@jest/globals';
import { Readable } from 'node:stream';
import { countFacet, countItems, type CountRow } from '../../src/public/catalogue-counts.js';
import { markWords } from '../../src/public/mark-words.js';
import { madePage } from '../../src/public/answer-page.js';
import { PageStore } from '../../src/public/page-store.js';
import { readRange, sliceBytes } from '../../src/public/read-range.js';
import { disposition } from '../../src/public/send-file.js';

const rows: CountRow[] = [
  { type: 'policy-document', topic: null, organisation: null, year: 2016, items: 3 },
  { type: 'policy-document', topic: 'housing', organisation: '示例市人民政府', year: 2017, items: 2 },
  { type: 'power-list', topic: null, organisation: null, year: 2017, items: 5 },
];

describe('the counts of the catalogue', () => {
  it('are sums of what fits everything that is chosen', () => {
    expect(countItems(rows, {}, '示例市司法局')).toBe(10);
    expect(countItems(rows, { type: 'policy-document' }, '示例市司法局')).toBe(5);
    expect(countItems(rows, { topic: 'policies', organisation: '示例市司法局' }, '示例市司法局')).toBe(3);
  });

  it('of one facet leave its own choice aside, so that another can be chosen', () => {
    expect(countFacet(rows, 'year', { year: 2016, type: 'policy-document' }, '示例市司法局')).toEqual([
      { value: '2017', items: 2 },
      { value: '2016', items: 3 },
    ]);
    expect(countFacet(rows, 'topic', { year: 2017 }, '示例市司法局')).toEqual([
      { value: 'powers-and-services', items: 5 },
      { value: 'housing', items: 2 },
    ]);
  });
});

describe('marked words', () => {
  it('stand in the text as it is written, in whatever width and case they were typed', () => {
    expect(markWords('ＡＢＣ养老<b>', 'abc 养老').markup).toBe(
      '<mark>ＡＢＣ</mark><mark>养老</mark>&lt;b&gt;',
    );
    expect(markWords('第12号', '〔2016〕12号').markup).toBe('第<mark>12号</mark>');
    expect(markWords('养老', '。').markup).toBe('养老');
  });
});

describe('a part of a file', () => {
  it.each([
    ['bytes=0-3', { from: 0, to: 3 }],
    ['bytes=7-', { from: 7, to: 9 }],
    ['bytes=-2', { from: 8, to: 9 }],
    ['bytes=4-100', { from: 4, to: 9 }],
    ['bytes=-100', { from: 0, to: 9 }],
    ['bytes=10-', 'unsatisfiable'],
    ['bytes=-0', 'unsatisfiable'],
    ['bytes=5-4', null],
    ['bytes=0-1,3-4', null],
    ['lines=0-1', null],
    ['bytes=-', null],
    [undefined, null],
  ])('asked for as %s of ten bytes is %j', (header, range) => expect(readRange(header, 10)).toEqual(range));

  it('is cut out of the stream wherever its pieces end', async () => {
    const pieces: Buffer[] = [];
    const source = Readable.from([Buffer.from('012'), Buffer.from('345'), Buffer.from('6789')]);
    for await (const piece of sliceBytes(source, { from: 2, to: 6 })) pieces.push(piece);
    expect(Buffer.concat(pieces).toString()).toBe('23456');
    expect(source.destroyed).toBe(true);
  });
});

describe('the name of a download', () => {
  it('breaks out of no header', () => {
    expect(disposition('a"\r\nb;.pdf')).toBe(
      `attachment; filename="document.pdf"; filename*=UTF-8''a%22%0D%0Ab%3B.pdf`,
    );
    expect(disposition('report 2016.docx')).toContain('filename="report 2016.docx"');
  });
});

describe('the store of pages', () => {
  it('makes a page once for all who ask, keeps no failure, and forgets all with the next edition', async () => {
    const store = new PageStore();
    let made = 0;
    const make = () => Promise.resolve(madePage(String((made += 1))));
    const both = await Promise.all([store.get('1', '/public', make), store.get('1', '/public', make)]);
    expect(both.map(({ body }) => body)).toEqual(['1', '1']);
    await expect(store.get('1', '/x', () => Promise.reject(new Error('away')))).rejects.toThrow('away');
    expect((await store.get('1', '/x', make)).body).toBe('2');
    expect((await store.get('2', '/public', make)).body).toBe('3');
  });
});

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { issueIndexNumber, planIndexNumbers } from '../../src/documents/issue-index-number.js';
import { openDraft } from './policy-document.js';
import { runService, type RunningService } from './running-service.js';

let service: RunningService;
beforeEach(async () => {
  service = await runService();
  await service.moveTo('2016-06-28T09:00:00+08:00');
});
afterEach(() => service.end());

const plan = planIndexNumbers({ pattern: '{org}/{class}-{year}-{serial:3}', unit: '11340000', class: 'A01' });

async function issue(caseId: string, postedOn: string, parts = {}): Promise<string> {
  return service.services.transactions.run((tx) => issueIndexNumber(tx, plan, { caseId, postedOn, parts }));
}

async function newCases(count: number): Promise<string[]> {
  const cases = [];
  for (let index = 0; index < count; index += 1) cases.push((await openDraft(service)).id);
  return cases;
}

describe('an index number (索引号)', () => {
  it('follows the pattern of the bureau and begins anew with each year and each class', async () => {
    const [first = '', second = '', third = '', fourth = ''] = await newCases(4);
    expect(await issue(first, '2016-06-28')).toBe('11340000/A01-2016-001');
    expect(await issue(second, '2016-12-31')).toBe('11340000/A01-2016-002');
    expect(await issue(third, '2017-01-01')).toBe('11340000/A01-2017-001');
    expect(await issue(fourth, '2017-01-01', { class: 'B07' })).toBe('11340000/B07-2017-001');
  });

  it('stays with its case', async () => {
    const [only = ''] = await newCases(1);
    const number = await issue(only, '2016-06-28');
    expect(await issue(only, '2017-03-01')).toBe(number);
  });

  it('is given once when many are asked for together', async () => {
    const cases = await newCases(8);
    const numbers = await Promise.all(cases.map((id) => issue(id, '2016-06-28')));
    expect([...numbers].sort()).toEqual(cases.map((_, index) => `11340000/A01-2016-00${index + 1}`));
  });

  it('goes back when the posting fails, and passes over what was given by hand', async () => {
    const [first = '', second = '', byHand = ''] = await newCases(3);
    const failing = service.services.transactions.run(async (tx) => {
      await issueIndexNumber(tx, plan, { caseId: first, postedOn: '2016-06-28' });
      throw new Error('the channel said no');
    });
    await expect(failing).rejects.toThrow('the channel said no');
    await service.pool.query('insert into issued_index_number (number, case_id) values ($1, $2)', [
      '11340000/A01-2016-002',
      byHand,
    ]);
    expect(await issue(first, '2016-06-28')).toBe('11340000/A01-2016-001');
    expect(await issue(second, '2016-06-28')).toBe('11340000/A01-2016-003');
  });

  it('is refused in words when the serial has outgrown its width', async () => {
    const [only = ''] = await newCases(1);
    await service.pool.query(`insert into index_number_count values ('11340000/A01-2016-{serial}', 999)`);
    await expect(issue(only, '2016-06-28')).rejects.toThrow('has 4 characters; the pattern has room for 3');
  });

  it('is never taken from its case, not even past the service', async () => {
    const [one = '', other = ''] = await newCases(2);
    const number = await issue(one, '2016-06-28');
    const { pool } = service;
    await expect(pool.query('delete from issued_index_number')).rejects.toThrow('append-only');
    await expect(pool.query('update issued_index_number set case_id = $1', [other])).rejects.toThrow(
      'append-only',
    );
    await expect(
      pool.query('insert into issued_index_number (number, case_id) values ($1, $2)', [number, other]),
    ).rejects.toThrow('duplicate key');
    const posting = pool.query(
      `insert into publication (case_id, field, seal, canonical, index_number, posted_at) values ($1, 'title', 'x', 'x', $2, now())`,
      [other, number],
    );
    await expect(posting).rejects.toThrow(`is not the one of case ${other}`);
  });
});

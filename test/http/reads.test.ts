import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Running } from '../../src/app/start.js';
import { entities } from '../../src/reporting/entities.js';
import { openDataSource, ReadSource } from '../../src/reporting/read-source.js';
import { allNo } from '../checklist.js';
import {
  act,
  ask,
  closeBureau,
  databaseUrl,
  openBureau,
  openCase,
  settleHits,
  submitted,
} from './reading-desk.js';

let running: Running;
beforeAll(async () => {
  running = await openBureau();
});
afterAll(closeBureau);

interface Worklist {
  total: number;
  cursor: string | null;
  items: {
    id: string;
    number: string;
    title: string;
    typeTitle: { en: string };
    stateTitle: { zh: string };
    dueAt: string | null;
    dueOn: string | null;
    workingDaysLeft: number | null;
    isLate: boolean;
    nudges: number;
    section: { id: string } | null;
  }[];
}

async function worklist(as: string, query: string): Promise<Worklist> {
  const { status, body } = await ask<Worklist>(`/api/v1/worklist${query}`, { as });
  if (status !== 200) throw new Error(JSON.stringify(body));
  return body;
}

const idsOf = ({ items }: Worklist) => items.map(({ id }) => id);

it('leads whoever types the bare address to the portal', async () => {
  const { status, body } = await ask<string>('/');
  expect(status).toBe(200);
  expect(body).toContain('政府信息公开');
});

describe('the read models', () => {
  it('map columns that exist in the migrated schema, with their types and nullability', async () => {
    const source = await openDataSource(databaseUrl());
    try {
      const known = await source.query<{ key: string; type: string; nullable: boolean }[]>(
        `select table_name || '.' || column_name as key, data_type as type, is_nullable = 'YES' as nullable from information_schema.columns where table_schema = 'public'`,
      );
      const schema = new Map(known.map(({ key, type, nullable }) => [key, { type, nullable }]));
      expect(source.entityMetadatas).toHaveLength(entities.length);
      for (const metadata of source.entityMetadatas) {
        for (const column of metadata.columns) {
          const key = `${metadata.tableName}.${column.databaseName}`;
          expect([key, schema.get(key)]).toEqual([
            key,
            { type: source.driver.normalizeType(column), nullable: column.isNullable },
          ]);
        }
      }
    } finally {
      await source.destroy();
    }
  });

  it('never map a password digest or the words of a mail', async () => {
    const source = await openDataSource(databaseUrl());
    const columns = source.entityMetadatas.flatMap(({ tableName, columns: own }) =>
      own.map(({ databaseName }) => `${tableName}.${databaseName}`),
    );
    await source.destroy();
    expect(columns).not.toEqual(expect.arrayContaining(['person.password_hash']));
    expect(columns.filter((column) => /^mail\.(text|html|subject)$/.test(column))).toEqual([]);
  });
});

describe('the pool of the lists', () => {
  it('is opened at the first question and closed with the application', async () => {
    const source = new ReadSource(databaseUrl());
    const first = await source.open();
    expect(await source.open()).toBe(first);
    await source.onModuleDestroy();
    expect(first.isInitialized).toBe(false);
  });

  it('is opened anew after the database was away', async () => {
    const source = new ReadSource('postgres://nobody@127.0.0.1:1/nowhere');
    await expect(source.open()).rejects.toThrow();
    await expect(source.open()).rejects.toThrow('ECONNREFUSED');
    await source.onModuleDestroy();
  });
});

describe('the worklist', () => {
  it('shows the reviewer what waits for the role, with deadline, and lets it go when it is done', async () => {
    const waiting = await submitted('关于待办的通知', '示司发〔2016〕11号');
    const before = await worklist('reviewer', '');
    const item = before.items.find(({ id }) => id === waiting.id);

    expect(item).toMatchObject({
      number: waiting.number,
      title: '关于待办的通知',
      typeTitle: { en: 'Policy document with its interpretation' },
      stateTitle: { zh: '保密审查' },
      section: { id: 'office' },
      nudges: 0,
    });
    expect(item?.dueAt).toMatch(/T16:00:00.000Z$/);
    expect(item?.dueOn).toBe(
      new Date(Date.parse(item?.dueAt ?? '') + 8 * 3_600_000 - 1).toISOString().slice(0, 10),
    );
    expect(item?.workingDaysLeft).toBeLessThan(0); // made in 2016: long overdue
    expect(item?.isLate).toBe(true);
    expect(idsOf(await worklist('archivist', ''))).not.toContain(waiting.id);

    await settleHits(waiting.id);
    await act('reviewer', waiting.id, 'clear', { opinion: '可以公开', checklist: allNo });
    expect(idsOf(await worklist('reviewer', '?queue=todo'))).not.toContain(waiting.id);
    expect(idsOf(await worklist('reviewer', '?queue=done'))).toContain(waiting.id);
    expect(idsOf(await worklist('director', '?queue=todo'))).toContain(waiting.id);
  });

  it('keeps drafts apart from what was sent on', async () => {
    const draft = await openCase({ title: '尚在起草', attribute: 'proactive' });
    const sent = await submitted('已经报送', '示司发〔2016〕12号');

    expect(idsOf(await worklist('drafter', '?queue=drafts'))).toContain(draft.id);
    expect(idsOf(await worklist('drafter', '?queue=drafts'))).not.toContain(sent.id);
    expect(idsOf(await worklist('drafter', '?queue=started'))).toContain(sent.id);
    expect(idsOf(await worklist('drafter', '?queue=started'))).not.toContain(draft.id);
    expect(idsOf(await worklist('drafter', '?queue=done'))).not.toContain(draft.id);
    expect(idsOf(await worklist('reviewer', '?queue=drafts'))).toEqual([]);
  });

  it('lists copies for those who were copied', async () => {
    const { id } = await submitted('抄送的通知', '示司发〔2016〕13号');
    const { rows } = await running.services.pool.query<{ id: string }>(
      `select id from person where username = 'archivist'`,
    );
    const operation = { op: 'copy', to: [{ person: rows[0]?.id }] };
    const copied = await ask(`/api/v1/cases/${id}/operations`, {
      as: 'drafter',
      method: 'POST',
      body: { operation, commandId: randomUUID() },
    });

    expect([copied.status, copied.body]).toEqual([200, expect.anything()]);
    expect(idsOf(await worklist('archivist', '?queue=copied'))).toEqual([id]);
  });

  it('gives every case once over all pages, soonest deadline first, those without one last', async () => {
    for (const title of ['无期限之一', '无期限之二', '无期限之三'])
      await openCase({ title, attribute: 'proactive' });
    await submitted('有期限的通知', '示司发〔2016〕14号');
    const whole = await worklist('drafter', '?queue=started&limit=200');
    const drafts = await worklist('drafter', '?queue=drafts&limit=200');
    for (const [queue, all] of [
      ['started', whole],
      ['drafts', drafts],
    ] as const) {
      const seen: string[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const page: Worklist = await worklist('drafter', `?queue=${queue}&limit=1&cursor=${cursor}`);
        seen.push(...idsOf(page));
        expect(page.total).toBe(all.total);
        cursor = page.cursor;
      }
      expect(seen).toEqual(idsOf(all));
      expect(new Set(seen).size).toBe(all.total);
      const dues = all.items.map(({ dueAt }) => dueAt ?? '9999');
      expect(dues).toEqual([...dues].sort());
    }
    expect(drafts.total).toBeGreaterThanOrEqual(3);
  });

  it('refuses an unknown queue with the list of queues, and all else that is wrong with it', async () => {
    const { status, body } = await ask<{ code: string; reasons: { detail: string }[] }>(
      '/api/v1/worklist?queue=mine&limit=0&cursor=abc',
      { as: 'drafter' },
    );
    expect([status, body.code]).toEqual([400, 'bad-request']);
    expect(body.reasons).toHaveLength(3);
    expect(body.reasons[0]?.detail).toContain('todo、done、started、copied、drafts');
  });

  it('asks who it is for', async () => {
    expect((await ask('/api/v1/worklist')).status).toBe(401);
  });
});

describe('the calendar door', () => {
  it('tells the days off and make-up days of 2016 with their notice', async () => {
    const { body } = await ask<{
      covers: { from: string };
      version: string;
      daysOff: { date: string; notice: string }[];
      makeUpDays: { date: string; notice: string }[];
      isProvisional: boolean;
    }>('/api/v1/calendar?year=2016', { as: 'drafter' });
    expect(body.covers.from).toBe('2007-01-01');
    expect(body.version).toContain('CN');
    expect(body.isProvisional).toBe(false);
    expect(body.daysOff.map(({ date }) => date)).toContain('2016-10-03');
    expect(body.makeUpDays.map(({ date }) => date)).toEqual([
      '2016-02-06',
      '2016-02-14',
      '2016-06-12',
      '2016-09-18',
      '2016-10-08',
      '2016-10-09',
    ]);
    expect(body.makeUpDays[0]?.notice).toContain('国办发明电〔2015〕');
  });

  it('says that a year after the announced ones is provisional, and refuses what is no year', async () => {
    expect(
      (await ask<{ isProvisional: boolean }>('/api/v1/calendar?year=2031', { as: 'drafter' })).body
        .isProvisional,
    ).toBe(true);
    expect((await ask('/api/v1/calendar?year=next', { as: 'drafter' })).status).toBe(400);
  });
});

describe('doors that come later', () => {
  it.each(['/api/v1/duties', '/api/v1/reports', '/api/v1/reports/annual/2016'])(
    '%s says so',
    async (path) => {
      const { status, body } = await ask<{ code: string; detail: string }>(path, { as: 'drafter' });
      expect([status, body.code]).toEqual([501, 'not-there-yet']);
      expect(body.detail).toContain('later release');
    },
  );
});

describe('the review of a case', () => {
  it('is settled by reviewers only, and its sheet is a page for print in both languages', async () => {
    const { id } = await submitted('关于打印审查表的通知', '明司办〔2016〕61号');
    const body = {
      verdicts: [{ content: 'a'.repeat(64), hit: '0'.repeat(16), verdict: 'false-alarm' }],
      commandId: randomUUID(),
    };
    const path = `/api/v1/cases/${id}/review`;
    expect((await ask(`${path}/verdicts`, { as: 'drafter', method: 'POST', body })).status).toBe(403);
    expect((await ask(`${path}/verdicts`, { as: 'reviewer', method: 'POST', body })).status).toBe(422);
    const zh = await ask<string>(`${path}/sheet`, { as: 'reviewer' });
    expect(zh.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(zh.headers.get('cache-control')).toBe('private, no-store');
    expect(zh.body).toContain('保密审查表');
    const en = await ask<string>(`${path}/sheet?lang=en`, { as: 'reviewer' });
    expect(en.body).toContain('Confidentiality review sheet');
    expect((await ask(`${path}/sheet`, { as: 'sysadmin' })).status).toBe(404);
  });

  it('that withholds puts the case on the list of what comes up again, for those who supervise', async () => {
    const { id } = await submitted('关于内部事务的通知', '明司办〔2016〕62号');
    const data = { nonDisclosureBasis: ['regs-2019-art-16-internal'], reason: '内部事务' };
    await act('reviewer', id, 'withhold', data);
    const { body } = await ask<{ items: { id: string; nextReviewOn: string | null }[] }>('/api/v1/withheld', {
      as: 'office-lead',
    });
    expect(body.items.find((item) => item.id === id)?.nextReviewOn).toMatch(/-12-31$/);
    expect((await ask('/api/v1/withheld', { as: 'drafter' })).status).toBe(403);
  });
});

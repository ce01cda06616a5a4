import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import nodemailer from 'nodemailer';
import type { Running } from '../../src/app/start.js';
import { eventually } from '../setup/wait.js';
import { ask, closeBureau, openBureau, published } from './reading-desk.js';

let running: Running;
beforeAll(async () => {
  running = await openBureau();
});
afterAll(closeBureau);

const query = async <Row>(text: string, values: unknown[] = []) =>
  (await running.services.pool.query(text, values)).rows as Row[];

/** Marks one effect of a published case as given up. */
async function deadEffect(): Promise<number> {
  const { id } = await published('有效果失败的通知', '示司发〔2016〕31号');
  await eventually(
    async () => (await query(`select from outbox where case_id = $1 and state <> 'done'`, [id])).length === 0,
  );
  const [row] = await query<{ id: number }>(
    `update outbox set state = 'dead', attempts = 12, last_error = 'the portal did not answer' where case_id = $1 and effect = 'publish' returning id`,
    [id],
  );
  return row?.id ?? 0;
}

describe('the dead effects', () => {
  it('are shown to the system administrator without their contents, and tried again on request', async () => {
    const id = await deadEffect();
    const { body } = await ask<{ total: number; items: Record<string, unknown>[] }>(
      '/api/v1/admin/outbox?state=dead',
      { as: 'sysadmin' },
    );
    expect(body.total).toBe(1);
    expect(body.items[0]).toMatchObject({ id, attempts: 12, lastError: 'the portal did not answer' });
    expect(JSON.stringify(body)).not.toContain('有效果失败');

    expect((await ask(`/api/v1/admin/outbox/${id}/retry`, { as: 'sysadmin', method: 'POST' })).status).toBe(
      200,
    );
    await eventually(
      async () => (await query(`select from outbox where id = $1 and state = 'done'`, [id])).length === 1,
    );
    expect((await ask(`/api/v1/admin/outbox/${id}/retry`, { as: 'sysadmin', method: 'POST' })).status).toBe(
      409,
    );
    expect((await ask('/api/v1/admin/outbox/999999/retry', { as: 'sysadmin', method: 'POST' })).status).toBe(
      404,
    );
  });

  it.each(['drafter', 'secadmin', 'auditor'])('are no business of %s', async (as) => {
    expect((await ask('/api/v1/admin/outbox', { as })).status).toBe(403);
    expect((await ask('/api/v1/admin/mails', { as })).status).toBe(403);
  });

  it('are asked for by a known state', async () => {
    expect((await ask('/api/v1/admin/outbox?state=lost', { as: 'sysadmin' })).status).toBe(400);
  });
});

describe('the failed mails', () => {
  it('are shown with the answer of the relay and without their words', async () => {
    await query(`insert into mail (id, recipient_id, instant, part, address, envelope_from, message_id, subject, text, html, headers, state, response)
      select '00000000-0000-4000-8000-000000000001', id, '2016-07-01T00:00:00Z', 1, email, 'a@demo.example', '<1@demo.example>', '机密标题', '机密正文', '', '{}', 'failed', '550 5.1.1 no such user' from person where username = 'director'`);
    const { body } = await ask<{ total: number; items: { id: string; response: string; address: string }[] }>(
      '/api/v1/admin/mails?state=failed',
      { as: 'sysadmin' },
    );
    expect(body.items).toMatchObject([
      {
        id: '00000000-0000-4000-8000-000000000001',
        response: '550 5.1.1 no such user',
        address: 'director@demo.example',
      },
    ]);
    expect(JSON.stringify(body)).not.toContain('机密');
  });
});

describe('a halted clock', () => {
  it('is released by the security administrator alone, once, with a note that is kept', async () => {
    const [halt] = await query<{ id: number }>(
      `insert into clock_halt (reason) values ('the clock moved 3600 s') returning id`,
    );
    const path = `/api/v1/admin/clock-halts/${halt?.id ?? 0}/release`;
    const release = (as: string, body: unknown) => ask(path, { as, method: 'POST', body });

    expect((await ask<string>('/metrics')).body).toContain('gongkai_clock_halted 1');
    expect((await release('sysadmin', { note: '时钟已校准' })).status).toBe(403);
    expect((await release('secadmin', { note: ' ' })).status).toBe(400);
    expect((await release('secadmin', { note: '时钟已校准' })).status).toBe(200);
    expect((await release('secadmin', { note: '再次' })).status).toBe(409);
    const { body } = await ask<{ halts: unknown[] }>('/api/v1/admin/clock-halts', { as: 'auditor' });
    expect(body.halts).toMatchObject([
      {
        id: halt?.id,
        reason: 'the clock moved 3600 s',
        releaseNote: '时钟已校准',
        releasedBy: { zh: '孙安全' },
      },
    ]);
    expect((await ask<string>('/metrics')).body).toContain('gongkai_clock_halted 0');
  });
});

describe('the metrics', () => {
  it('tell what is overdue, waiting, dead and failed, and until when the calendar is known', async () => {
    const { body, headers } = await ask<string>('/metrics');
    expect(headers.get('content-type')).toContain('text/plain');
    const names = [
      'gongkai_timers_overdue',
      'gongkai_timers_overdue_oldest_seconds',
      'gongkai_outbox_pending_oldest_seconds',
      'gongkai_outbox_dead',
      'gongkai_mails_failed',
      'gongkai_clock_halted',
    ];
    for (const name of names) expect(body).toMatch(new RegExp(`^${name} \\d`, 'm'));
    expect(body).toContain('gongkai_calendar_covered_until 1798732800'); // 2027-01-01T00:00+08:00
    expect(body).toMatch(/^gongkai_timers_fired_total\{by="queue"\} \d+$/m);
    expect(body).toMatch(/^gongkai_timers_fired_total\{by="sweep"\} \d+$/m);
  });

  it('count what is dead at this moment', async () => {
    const id = await deadEffect();
    expect((await ask<string>('/metrics')).body).toContain('gongkai_outbox_dead 1');
    await query(`update outbox set state = 'done' where id = $1`, [id]);
    expect((await ask<string>('/metrics')).body).toContain('gongkai_outbox_dead 0');
  });

  it('are not told to those for whom a proxy asks', async () => {
    expect((await ask('/metrics', { headers: { 'x-forwarded-for': '203.0.113.9' } })).status).toBe(404);
  });
});

describe('the demo mailbox', () => {
  beforeAll(async () => {
    const relay = nodemailer.createTransport(running.mailboxUrl ?? '');
    await relay.sendMail({
      from: 'gongkai@demo.example',
      to: 'visitor@demo.example',
      subject: '催办 <b>一</b>',
      text: '请办理',
      messageId: '<visit-1@demo.example>',
    });
    relay.close();
  });

  interface Messages {
    messages: { id: string; subject: string; envelopeTo: string[] }[];
  }
  const find = async (conditions: string) =>
    (await ask<Messages>(`/api/v1/mailbox?${conditions}`)).body.messages;

  it('shows what arrived, by recipient and words, to scripts and on pages', async () => {
    const [message] = await find('recipient=visitor@demo.example');
    expect(message).toMatchObject({ subject: '催办 <b>一</b>', envelopeTo: ['visitor@demo.example'] });
    expect(await find('recipient=nobody@demo.example')).toEqual([]);

    const list = await ask<string>(`/mailbox?query=${encodeURIComponent('催办 <b>')}`);
    expect(list.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(list.body).toContain(`href="/mailbox/${message?.id ?? ''}"`);
    expect(list.body).toContain('催办 &lt;b&gt;一&lt;/b&gt;');
    expect((await ask<string>(`/mailbox/${message?.id ?? ''}?language=en`)).body).toContain('请办理');
    const raw = await ask<string>(`/mailbox/${message?.id ?? ''}/raw`);
    expect(raw.headers.get('content-type')).toContain('text/plain');
    expect(raw.body).toContain('Message-ID: <visit-1@demo.example>');
    expect((await ask('/mailbox/999999999')).status).toBe(404);
    expect((await ask('/api/v1/mailbox?before=x')).status).toBe(400);
  });

  it('does not exist in a database that is no demo', async () => {
    await query('update installation set is_demo = false');
    try {
      for (const path of ['/mailbox', '/mailbox/1', '/mailbox/1/raw', '/api/v1/mailbox'])
        expect((await ask(path)).status).toBe(404);
    } finally {
      await query('update installation set is_demo = true');
    }
  });
});

import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { allNo } from '../checklist.js';
import { act, openDraft, published, submitted } from './policy-document.js';
import { runService, type RunningService } from './running-service.js';

let service: RunningService;
beforeAll(async () => {
  service = await runService();
  await service.moveTo('2016-06-28T09:00:00+08:00');
});
afterAll(() => service.end());

const ask = (text: string, values: unknown[] = []) =>
  service.pool.query<Record<string, unknown>>(text, values);

describe('the ledger, whatever program writes', () => {
  it.each([
    'update event set action = action',
    'delete from event',
    'truncate event cascade',
    'update finding set outcome = outcome',
    'delete from finding',
    'truncate finding',
  ])('refuses: %s', async (text) => {
    const id = await submitted(service);
    await act(service, id, 'reviewer', 'clear', { opinion: '不涉密', checklist: allNo });
    await expect(ask(text)).rejects.toThrow('is append-only');
  });

  it('holds each number of a case and each command once', async () => {
    const { id } = await openDraft(service);
    const copy = `insert into event select case_id, $2::int, $3::uuid, command_digest, actor_id, action, recorded_at, body, hash from event where case_id = $1 and seq = 1`;
    const [first] = (await ask('select command_id from event where case_id = $1', [id])).rows;

    await expect(ask(copy, [id, 1, randomUUID()])).rejects.toThrow('event_pkey');
    await expect(ask(copy, [id, 2, first?.['command_id']])).rejects.toThrow('event_command_id_key');
  });
});

describe('a clearance', () => {
  it('is refused from whoever drafted the case', async () => {
    const id = await submitted(service);
    const text = `insert into finding (case_id, seq, outcome, by_id, seals, recorded_at) values ($1, 2, 'cleared', 'drafter', '{}', now())`;
    await expect(ask(text, [id])).rejects.toThrow('person drafter drafted case');
  });

  it('must exist for everything that is exposed', async () => {
    const id = await submitted(service);
    const expose = `update cases set exposed = jsonb_build_object('title', $2::text) where id = $1`;
    await expect(ask(expose, [id, 'a'.repeat(64)])).rejects.toThrow('title was not cleared for the public');
  });

  it('is taken back by a later finding on the same words', async () => {
    const id = await submitted(service);
    await act(service, id, 'reviewer', 'clear', { opinion: '不涉密', checklist: allNo });
    const [cleared] = (
      await ask(`select seq, seals ->> 'title' as seal from finding where case_id = $1`, [id])
    ).rows;
    const expose = `update cases set exposed = jsonb_build_object('title', $2::text) where id = $1`;
    const client = await service.pool.connect();
    await client.query('begin');
    await client.query(expose, [id, cleared?.['seal']]); // cleared: accepted
    await client.query('rollback');
    client.release();
    await act(service, id, 'leader', 'approve');
    await ask(
      `insert into finding (case_id, seq, outcome, by_id, seals, recorded_at) select $1, 5, 'withheld', 'reviewer', seals, now() from finding where case_id = $1`,
      [id],
    );

    await expect(ask(expose, [id, cleared?.['seal']])).rejects.toThrow(
      'title was not cleared for the public',
    );
  });

  it('covers the very words that are posted', async () => {
    const id = await published(service);
    const post = (canonical: string, seal: string) =>
      ask(
        `insert into publication (case_id, field, seal, canonical, index_number, posted_at) values ($1, 'title', $2, $3, $4, now())`,
        [id, seal, canonical, posted?.['number']],
      );
    const [posted] = (
      await ask(
        `select seal, index_number as number from publication where case_id = $1 and field = 'title'`,
        [id],
      )
    ).rows;
    const other = '"另一个标题"';

    await ask('delete from publication where case_id = $1', [id]);
    await expect(post(other, String(posted?.['seal']))).rejects.toThrow('does not have the digest it claims');
    await expect(post(other, createHash('sha256').update(other).digest('hex'))).rejects.toThrow(
      'was not cleared',
    );
  });

  it('cannot be changed under a posted page', async () => {
    const id = await published(service);
    await expect(
      ask(`update publication set canonical = '"改了"' where case_id = $1 and field = 'title'`, [id]),
    ).rejects.toThrow('does not have the digest it claims');
  });
});

describe('an alarm', () => {
  it('that fired is never armed again, nor fires without its event', async () => {
    const id = await submitted(service);
    await expect(ask(`update timer set state = 'fired' where case_id = $1`, [id])).rejects.toThrow(
      'fired_with_its_event',
    );
    await expect(
      ask(`update timer set state = 'fired', fired_seq = 99, fired_at = now() where case_id = $1`, [id]),
    ).rejects.toThrow('timer_case_id_fired_seq_fkey');
    await ask(`update timer set state = 'fired', fired_seq = 1, fired_at = now() where case_id = $1`, [id]);
    await expect(
      ask(`update timer set state = 'armed', fired_seq = null, fired_at = null where case_id = $1`, [id]),
    ).rejects.toThrow('does not change any more');
  });

  it('that was superseded stays so, and none moves in time', async () => {
    const id = await submitted(service);
    await expect(
      ask(`update timer set fire_at = fire_at + interval '1 day' where case_id = $1`, [id]),
    ).rejects.toThrow('does not change any more');
    await ask(`update timer set state = 'superseded' where case_id = $1`, [id]);
    await expect(ask(`update timer set state = 'armed' where case_id = $1`, [id])).rejects.toThrow(
      'does not change any more',
    );
  });
});

describe('a person and the installation', () => {
  it('are not two of the three administrators', async () => {
    await ask(`insert into holding (person_id, role) values ('director', 'system-admin')`);
    await expect(
      ask(`insert into holding (person_id, role) values ('director', 'audit-admin')`),
    ).rejects.toThrow('one_administrator_role');
  });

  it('are not moved in time outside a demo', async () => {
    const client = await service.pool.connect();
    await client.query('begin');
    await client.query(`update installation set is_demo = false, business_shift = '0'`);
    await expect(client.query(`update installation set business_shift = interval '1 day'`)).rejects.toThrow(
      'only_a_demo_moves_in_time',
    );
    await client.query('rollback');
    client.release();
  });

  it('have one open halt at a time', async () => {
    await ask(`insert into clock_halt (reason) values ('first')`);
    await expect(ask(`insert into clock_halt (reason) values ('second')`)).rejects.toThrow('one_open_halt');
  });
});

describe('a used version of the rules', () => {
  it('is frozen', async () => {
    await openDraft(service);
    await expect(
      ask(`update used_definition set sha256 = 'other' where type = 'policy-document'`),
    ).rejects.toThrow('is in use and frozen');
  });
});

import type { Statement } from '../platform/transactions.js';

/**
 * Cases with an alarm that is due, oldest deadline first, and not in anybody else's hands. Locked in the order of their ids,
 * like everywhere, so that no two drains and no action can wait for each other. Nothing fires while a clock halt is open.
 */
export const lockDueCases: Statement = {
  name: 'lock-due-cases',
  text: `
with due as (
  select case_id from timer
  where state = 'armed' and fire_at <= business_now() - make_interval(secs => $2::float8) and not exists (select from clock_halt where released_at is null)
  order by fire_at, id limit $1)
select id from cases where id in (select case_id from due) order by id for update skip locked`,
};

/** Read in a second statement: under the locks nobody can change these rows any more. */
export const readDueTimers: Statement = {
  name: 'read-due-timers',
  text: `
select t.id, t.case_id as "caseId", t.clock, t.rung, t.fire_at as "fireAt", c.type, c.version, c.seq, encode(c.head, 'hex') as head,
  k.facts, k.breaches, case when $2::text[] @> array[c.type || '/' || c.version || '/' || t.clock] then f.file -> 'fields' end as fields, n.now
from (select business_now() as now) n
join timer t on t.case_id = any ($1::uuid[]) and t.state = 'armed' and t.fire_at <= n.now
join cases c on c.id = t.case_id
join case_file f on f.case_id = t.case_id
left join clock k on k.case_id = t.case_id and k.name = t.clock
order by t.case_id, t.fire_at, t.id`,
};

/** A whole batch of firings in one statement: heads, breaches, events, timers and what must be told. */
export const recordFirings: Statement = {
  name: 'record-firings',
  text: `
with input as (select $1::jsonb as j),
moved as (
  update cases c set seq = m.seq, head = decode(m.head, 'hex'), is_late = c.is_late or m."isLate"
  from input, jsonb_to_recordset(j -> 'cases') as m(id uuid, "seqBefore" int, seq int, head text, "isLate" boolean)
  where c.id = m.id and c.seq = m."seqBefore" returning 1),
breached as (
  update clock k set breaches = b.breaches
  from input, jsonb_to_recordset(j -> 'breaches') as b("caseId" uuid, clock text, breaches jsonb)
  where k.case_id = b."caseId" and k.name = b.clock),
events as (
  insert into event (case_id, seq, command_id, actor_id, action, recorded_at, body, hash)
  select "caseId", seq, "commandId", 'system', action, "recordedAt", body, decode(hash, 'hex')
  from input, jsonb_to_recordset(j -> 'events') as e("caseId" uuid, seq int, "commandId" uuid, action text, "recordedAt" timestamptz, body jsonb, hash text)),
fired as (
  update timer t set state = 'fired', fired_seq = f.seq, fired_at = clock_timestamp(), fired_by = $2
  from input, jsonb_to_recordset(j -> 'timers') as f(id bigint, seq int)
  where t.id = f.id and t.state = 'armed' returning 1),
effects as (
  insert into outbox (case_id, seq, no, effect, payload, instant)
  select "caseId", seq, no, effect, payload, instant
  from input, jsonb_to_recordset(j -> 'outbox') as o("caseId" uuid, seq int, no int, effect text, payload jsonb, instant timestamptz))
select (select count(*) from moved)::int as moved, (select count(*) from fired)::int as fired`,
};

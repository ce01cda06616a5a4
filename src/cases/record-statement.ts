import type { Statement } from '../platform/transactions.js';

/**
 * One decision, or many, written whole: case, contents, clocks, timers, event, finding, tasks and what must happen outside.
 * One round trip and one place that shows what a decision leaves behind. The case is locked by whoever calls this.
 */
export const recordStatement: Statement = {
  name: 'record-decision',
  text: `
with input as (select $1::jsonb as j),
opened as (
  insert into cases (id, number, type, version, state, title, revision, seq, head, section_id, owner_id, opened_at, next_due_at, is_late, exposed)
  select id, to_char("openedAt" at time zone 'Asia/Shanghai', 'YYYY') || '-' || lpad(nextval('case_number')::text, 6, '0'),
         type, version, state, title, revision, seq, decode(head, 'hex'), "sectionId", "ownerId", "openedAt", "nextDueAt", "isLate", exposed
  from input, jsonb_to_recordset(j -> 'open') as o(id uuid, type text, version int, state text, title text, revision int, seq int, head text,
    "sectionId" text, "ownerId" text, "openedAt" timestamptz, "nextDueAt" timestamptz, "isLate" boolean, exposed jsonb)
  returning id, number),
moved as (
  update cases c set state = m.state, title = m.title, revision = m.revision, seq = m.seq, head = decode(m.head, 'hex'), next_due_at = m."nextDueAt",
    is_late = m."isLate", exposed = m.exposed, closed_at = m."closedAt"
  from input, jsonb_to_recordset(j -> 'move') as m(id uuid, state text, title text, revision int, seq int, head text,
    "nextDueAt" timestamptz, "isLate" boolean, exposed jsonb, "closedAt" timestamptz)
  where c.id = m.id and c.seq = m.seq - 1
  returning c.id, c.number),
files as (
  insert into case_file (case_id, file)
  select "caseId", file from input, jsonb_to_recordset(j -> 'file') as f("caseId" uuid, file jsonb)
  on conflict (case_id) do update set file = excluded.file),
drafters as (
  insert into case_drafter (case_id, person_id)
  select "caseId", "personId" from input, jsonb_to_recordset(j -> 'drafters') as d("caseId" uuid, "personId" text)
  on conflict do nothing),
clocks as (
  insert into clock (case_id, name, facts, breaches, state, due_at)
  select "caseId", name, facts, breaches, state, "dueAt"
  from input, jsonb_to_recordset(j -> 'clocks') as k("caseId" uuid, name text, facts jsonb, breaches jsonb, state text, "dueAt" timestamptz)
  on conflict (case_id, name) do update set facts = excluded.facts, breaches = excluded.breaches, state = excluded.state, due_at = excluded.due_at),
events as (
  insert into event (case_id, seq, command_id, command_digest, actor_id, action, recorded_at, body, hash)
  select "caseId", seq, "commandId", decode("commandDigest", 'hex'), "actorId", action, "recordedAt", body, decode(hash, 'hex')
  from input, jsonb_to_recordset(j -> 'events') as e("caseId" uuid, seq int, "commandId" uuid, "commandDigest" text, "actorId" text, action text,
    "recordedAt" timestamptz, body jsonb, hash text)),
findings as (
  insert into finding (case_id, seq, outcome, by_id, seals, left_out, basis, reason, recorded_at)
  select "caseId", seq, outcome, "by", seals, coalesce("leftOut", '{}'), basis, reason, "at"
  from input, jsonb_to_recordset(j -> 'findings') as f("caseId" uuid, seq int, outcome text, "by" text, seals jsonb, "leftOut" jsonb, basis text, reason text, "at" timestamptz)),
disarmed as (
  update timer t set state = 'superseded'
  from input, jsonb_to_recordset(j -> 'disarm') as d("caseId" uuid, clock text)
  where t.case_id = d."caseId" and t.clock = d.clock and t.state = 'armed'),
armed as (
  insert into timer (case_id, clock, rung, armed_seq, fire_at)
  select "caseId", clock, rung, seq, "fireAt" from input, jsonb_to_recordset(j -> 'arm') as a("caseId" uuid, clock text, rung text, seq int, "fireAt" timestamptz)),
dropped as (delete from task where case_id in (select id from moved)),
tasks as (
  insert into task (case_id, seq, no, role, section_id, person_id, state, since)
  select "caseId", seq, no, role, "sectionId", "personId", state, since
  from input, jsonb_to_recordset(j -> 'tasks') as t("caseId" uuid, seq int, no int, role text, "sectionId" text, "personId" text, state text, since timestamptz)),
copies as (
  insert into case_copy (case_id, person_id, copied_at)
  select "caseId", "personId", "at" from input, jsonb_to_recordset(j -> 'copies') as c("caseId" uuid, "personId" text, "at" timestamptz)
  on conflict do nothing),
effects as (
  insert into outbox (case_id, seq, no, effect, payload, instant)
  select "caseId", seq, no, effect, payload, instant
  from input, jsonb_to_recordset(j -> 'outbox') as o("caseId" uuid, seq int, no int, effect text, payload jsonb, instant timestamptz))
select id, number from opened union all select id, number from moved`,
};

import type { Breach, CaseFile, ClockLedger } from '../../engine/case-file.js';
import type { Assignee } from '../../engine/approval.js';
import type { Tx } from '../../platform/transactions.js';

/** A notice in the outbox with what its mail must say of the case, as the case stands now. */
export interface NoticeRow {
  id: number;
  effect: string;
  payload: NoticePayload;
  instant: Date;
  caseId: string;
  number: string;
  type: string;
  version: number;
  state: string;
  title: string;
  section: string | null;
  owner: string;
  ownerName: string;
  fields: CaseFile['fields'];
  clocks: Record<string, ClockLedger>;
  tasks: { role: string | null; sectionId: string | null; personId: string | null }[];
  nudges: number;
}
export interface NoticePayload {
  clock?: string;
  rung?: string;
  kind?: 'remind' | 'breach' | 'escalate';
  /** Roles or case-owner; for a copy, the assignees themselves. */
  to?: (string | Assignee)[];
  copy?: string[];
  dueOn?: string;
  dueAt?: string;
  breach?: Breach;
}

/**
 * Notices of the oldest instants whose alarms have all fired: ten thousand deadlines of one closing hour must become one
 * mail. After half a minute of waiting they go out all the same, and a straggler becomes a second part.
 */
const claimText = `
with ready as (
  select o.id, o.case_id from outbox o
  where o.state = 'pending' and o.effect = any ($1) and o.run_at <= clock_timestamp()
    and (not exists (select from timer t where t.state = 'armed' and t.fire_at <= least(o.instant, business_now())) or o.run_at < clock_timestamp() - interval '30 seconds')
  order by o.instant, o.id limit $2 for update of o skip locked)
select o.id, o.effect, o.payload, o.instant, c.id as "caseId", c.number, c.type, c.version, c.state, c.title, c.section_id as section, c.owner_id as owner,
  p.name_zh as "ownerName", f.file -> 'fields' as fields, coalesce(jsonb_array_length(f.file -> 'signing' -> 'nudges'), 0) as nudges,
  coalesce((select jsonb_object_agg(k.name, jsonb_build_object('facts', k.facts, 'breaches', k.breaches)) from clock k where k.case_id = c.id), '{}') as clocks,
  coalesce((select jsonb_agg(jsonb_build_object('role', t.role, 'sectionId', t.section_id, 'personId', t.person_id)) from task t where t.case_id = c.id and t.state = 'open'), '[]') as tasks
from ready r join outbox o on o.id = r.id join cases c on c.id = o.case_id join case_file f on f.case_id = c.id join person p on p.id = c.owner_id
order by o.instant, o.id`;

export function claimNotices(tx: Tx, effects: readonly string[], most: number): Promise<NoticeRow[]> {
  return tx.query<NoticeRow>(claimText, [effects, most]);
}

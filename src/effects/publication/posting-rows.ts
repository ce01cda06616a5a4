import type { Tx } from '../../platform/transactions.js';
import type { ChannelPosting, PostingState } from './channel-posting.js';

/** Longer than the slowest step of a channel: two answers and a new token, each with its time limit. */
const leaseSeconds = 150;
const batchSize = 4;

export const postingColumns = `
  p.id, p.case_id as "caseId", p.seq, p.fact, p.channel, p.kind, p.is_required as "isRequired", p.seals, p.state,
  p.external_id as "externalId", p.address, p.posted_at as "postedAt", p.confirmed_at as "confirmedAt", p.confirmed_by as "confirmedBy",
  p.evidence, p.taken_down_at as "takenDownAt", p.reported_at as "reportedAt", p.attempts, p.last_error as "lastError", p.run_at as "runAt", p.fence`;

/** What is due on one of the kinds, one posting after another for each case and channel: a take-down goes before the next posting. */
export const claimText = `
update channel_posting p set lease_until = clock_timestamp() + interval '${leaseSeconds} seconds', fence = p.fence + 1, attempts = p.attempts + 1
from (
  select q.id from channel_posting q
  where q.state in ('queued', 'posting', 'taking-down') and q.kind = any ($1) and q.run_at <= clock_timestamp()
    and (q.lease_until is null or q.lease_until < clock_timestamp())
    and not exists (select from channel_posting e where e.case_id = q.case_id and e.channel = q.channel and e.seq < q.seq and e.state in ('queued', 'posting', 'taking-down'))
  order by q.run_at, q.id limit ${batchSize} for update skip locked
) due where p.id = due.id
returning ${postingColumns}, clock_timestamp() as "claimedAt"`;

export async function lockCaseRow(tx: Tx, caseId: string): Promise<void> {
  await tx.query('select from cases where id = $1 for update', [caseId]);
}

/** Every posting of a case, oldest first. The case must be locked by whoever means to change one. */
export function readPostings(tx: Tx, caseId: string): Promise<ChannelPosting[]> {
  return tx.query<ChannelPosting>(
    `select ${postingColumns} from channel_posting p where p.case_id = $1 order by p.seq, p.id`,
    [caseId],
  );
}

/**
 * Takes a posting out: what was never sent is simply withdrawn, everything else must be taken down where it was, or
 * may have been, posted. Whoever is sending at this moment keeps the lease; the take-down waits for it.
 */
export async function retire(tx: Tx, { id }: Pick<ChannelPosting, 'id'>, why: string): Promise<PostingState> {
  const [row] = await tx.query<{ state: PostingState }>(
    `update channel_posting set attempts = 0, last_error = $2, run_at = clock_timestamp(), state = case
       when state in ('withdrawn', 'taking-down', 'take-down-failed') then state
       when kind = 'portal' or state = 'queued' then 'withdrawn'
       when kind = 'manual' and state <> 'confirmed' then 'withdrawn'
       when kind = 'wechat' and external_id is null then 'withdrawn' -- at most a draft, which nobody reads
       when state = 'failed' and attempts = 0 then 'withdrawn'
       else 'taking-down' end
     where id = $1 returning state`,
    [id, why],
  );
  return row?.state ?? 'withdrawn';
}

/**
 * What was posted before and is now posted anew, a correction for example. A website and the portal put the new text in
 * the place of the old; an article stands beside it and must be deleted; paper keeps what is printed.
 */
export async function replaceEarlier(tx: Tx, caseId: string, seq: number): Promise<void> {
  await tx.query(
    `update channel_posting e set attempts = 0, run_at = clock_timestamp(), last_error = '已由新的发布代替 (replaced by a later posting)',
       state = case when e.kind = 'wechat' then 'taking-down' else 'withdrawn' end
     from channel_posting n
     where n.case_id = $1 and n.seq = $2 and n.state = 'confirmed' and n.reported_at is not null
       and e.case_id = n.case_id and e.channel = n.channel and e.fact = n.fact and e.seq < n.seq and e.state = 'confirmed'
       and e.kind <> 'manual'`,
    [caseId, seq],
  );
}

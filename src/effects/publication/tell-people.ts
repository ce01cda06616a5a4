import type { Tx } from '../../platform/transactions.js';

/**
 * Tells people of a posting that can't go on by itself. It goes the way of every notice: a row of the outbox, gathered
 * into one mail for each person and instant. Numbers far above those of the event's own effects keep the two apart.
 */
async function tell(
  tx: Tx,
  posting: { id: number; caseId: string; seq: number },
  effect: string,
  payload: Record<string, unknown>,
): Promise<void> {
  await tx.query(
    `insert into outbox (case_id, seq, no, effect, payload, instant)
     values ($1, $2, (select greatest(max(no) + 1, 1000) from outbox where case_id = $1 and seq = $2), $3, $4, business_now())`,
    [posting.caseId, posting.seq, effect, JSON.stringify({ ...payload, posting: posting.id })],
  );
}

/** A channel failed for good, or can't be cleared of what it shows: the office lead must know, the publisher must act. */
export function escalatePosting(tx: Tx, posting: { id: number; caseId: string; seq: number }): Promise<void> {
  return tell(tx, posting, 'notify-rung', {
    kind: 'escalate',
    to: ['office-lead', 'publisher'],
    copy: ['case-owner'],
  });
}

/** Newspaper, television and notice board are asked by people, and confirmed by them. */
export function askByHand(tx: Tx, posting: { id: number; caseId: string; seq: number }): Promise<void> {
  return tell(tx, posting, 'notify-rung', { kind: 'remind', to: ['publisher'] });
}

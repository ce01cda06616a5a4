import type { Pool } from 'pg';
import type { EffectRegistry, PendingEffect } from './effect-registry.js';

const leaseSeconds = 60;
const batchSize = 50;
/** After so many failures an effect is dead: shown to an administrator, counted in the metrics, and tried again by hand. */
const mostAttempts = 12;

const claimText = `
update outbox o set lease_until = clock_timestamp() + make_interval(secs => $3), fence = o.fence + 1, attempts = o.attempts + 1
from (
  select id from outbox
  where state = 'pending' and effect = any ($1) and run_at <= clock_timestamp() and (lease_until is null or lease_until < clock_timestamp())
  order by run_at, id limit $2 for update skip locked
) due where o.id = due.id
returning o.id, o.case_id as "caseId", o.seq, o.effect, o.payload, o.instant, o.attempts, o.fence`;

const doneText = `update outbox set state = 'done', done_at = clock_timestamp(), lease_until = null, last_error = null where id = $1 and fence = $2 and state = 'pending'`;
const failedText = `
update outbox set lease_until = null, last_error = $3, run_at = clock_timestamp() + make_interval(secs => $4), state = case when attempts >= $5 then 'dead' else 'pending' end
where id = $1 and fence = $2 and state = 'pending'`;

/**
 * Hands what must happen outside to its handlers. A lease, not a transaction, is held meanwhile, and the fence keeps a
 * process that was frozen from answering for a lease that others took over.
 */
export class Relay {
  constructor(
    private readonly pool: Pool,
    private readonly registry: EffectRegistry,
    private readonly onFailure: (effect: PendingEffect, error: unknown) => void,
  ) {}

  /** @returns how many effects were carried out */
  async run(): Promise<number> {
    let carriedOut = 0;
    for (;;) {
      const { rows } = await this.pool.query<PendingEffect & { instant: Date | string }>(claimText, [
        this.registry.names(),
        batchSize,
        leaseSeconds,
      ]);
      for (const effect of rows)
        carriedOut += await this.carryOut({ ...effect, instant: new Date(effect.instant).toISOString() });
      if (rows.length < batchSize) return carriedOut;
    }
  }

  private async carryOut(effect: PendingEffect): Promise<number> {
    try {
      await this.registry.get(effect.effect)(effect);
      await this.pool.query(doneText, [effect.id, effect.fence]);
      return 1;
    } catch (error) {
      this.onFailure(effect, error);
      const words = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
      await this.pool.query(failedText, [
        effect.id,
        effect.fence,
        words.slice(0, 1000),
        Math.min(2 ** effect.attempts, 3600),
        mostAttempts,
      ]);
      return 0;
    }
  }
}

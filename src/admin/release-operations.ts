import { ConflictException, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import type { SignedIn } from '../access/sessions.js';
import { NotFound } from '../cases/refused.js';
import { Transactions } from '../platform/transactions.js';

/** What administrators set going again after they have looked. Who did it is in the log; a released halt keeps it for good. */
@Injectable()
export class ReleaseOperations {
  constructor(
    private readonly transactions: Transactions,
    private readonly log: Logger,
  ) {}

  /** Gives a dead effect its full number of attempts again. @throws NotFound; ConflictException when it is not dead */
  async retryEffect(id: number, person: SignedIn): Promise<{ id: number; state: string }> {
    await this.transactions.run(async (tx) => {
      const [row] = await tx.query<{ state: string }>('select state from outbox where id = $1 for update', [
        id,
      ]);
      if (!row) throw new NotFound('effect', String(id));
      if (row.state !== 'dead')
        throw new ConflictException(
          `该事项状态为 ${row.state}，只有 dead 的才能重试 (it is ${row.state}; only what is dead can be tried again)`,
        );
      await tx.query(
        `update outbox set state = 'pending', attempts = 0, run_at = clock_timestamp(), lease_until = null where id = $1`,
        [id],
      );
    });
    this.log.warn({ outbox: id, by: person.id }, 'a dead effect is tried again');
    return { id, state: 'pending' };
  }

  /** Lets deadlines fire again. @param note what was found; kept with the halt */
  async releaseHalt(id: number, note: string, person: SignedIn): Promise<{ id: number; releasedAt: Date }> {
    const releasedAt = await this.transactions.run(async (tx) => {
      const [row] = await tx.query<{ released_at: Date | null }>(
        'select released_at from clock_halt where id = $1 for update',
        [id],
      );
      if (!row) throw new NotFound('clock halt', String(id));
      if (row.released_at !== null)
        throw new ConflictException('该停摆已经解除 (this halt was released before)');
      const [released] = await tx.query<{ at: Date }>(
        'update clock_halt set released_at = clock_timestamp(), released_by = $2, release_note = $3 where id = $1 returning released_at as at',
        [id, person.id, note],
      );
      return released?.at ?? new Date(Number.NaN);
    });
    this.log.warn({ halt: id, by: person.id }, 'firing is released');
    return { id, releasedAt };
  }
}

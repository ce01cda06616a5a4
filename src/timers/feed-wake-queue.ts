import type { Pool } from 'pg';
import type { WakeQueue } from '../platform/queues.js';

/** Instants that come due within the hot window; further ones stay in PostgreSQL alone. */
const text = `
select fire_at as "fireAt", extract(epoch from fire_at - business_now()) * 1000 as "delayMilliseconds"
from timer where state = 'armed' and fire_at <= business_now() + interval '15 minutes'
group by fire_at order by fire_at limit 5000`;

/** A queue that was emptied is full again after this long; until then the sweeper fires what is due. */
const ringAgainAfterMilliseconds = 60_000;

/** Puts one wake-up per due instant into the queue, not one per timer: deadlines pile up at the same closing hour. */
export class FeedWakeQueue {
  private rung = new Map<number, number>();

  constructor(
    private readonly pool: Pool,
    private readonly queue: WakeQueue,
    private readonly monotonic: () => number = () => performance.now(),
  ) {}

  /** @returns how many wake-ups were put into the queue */
  async run(): Promise<number> {
    const { rows } = await this.pool.query<{ fireAt: Date; delayMilliseconds: string }>(text);
    const now = this.monotonic();
    const wanted = rows.filter(
      ({ fireAt }) => now - (this.rung.get(fireAt.getTime()) ?? -Infinity) >= ringAgainAfterMilliseconds,
    );
    const round = Math.floor(now / ringAgainAfterMilliseconds);
    await this.queue.ring(
      wanted.map(({ fireAt, delayMilliseconds }) => ({
        id: `wake_${fireAt.getTime()}_${process.pid}_${round}`,
        delayMilliseconds: Number(delayMilliseconds),
      })),
    );
    this.rung = new Map([
      ...[...this.rung].filter(([instant]) => rows.some(({ fireAt }) => fireAt.getTime() === instant)),
      ...wanted.map(({ fireAt }): [number, number] => [fireAt.getTime(), now]),
    ]);
    return wanted.length;
  }
}

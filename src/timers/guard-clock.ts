import type { Pool } from 'pg';

/** PostgreSQL's clock and ours may differ by this much within one round before something is wrong with one of them. */
const mostDriftMilliseconds = 5_000;

interface Reading {
  database: number;
  monotonic: number;
}

/**
 * Watches PostgreSQL's clock against the machine's own monotonic one. A jump would fire deadlines early, which can't be
 * undone: so firing halts until a security administrator has looked, and both are on record.
 */
export class GuardClock {
  private last: Reading | null = null;

  constructor(
    private readonly pool: Pool,
    private readonly monotonic: () => number = () => performance.now(),
  ) {}

  /** @returns the reason for a halt that this round began, or nothing */
  async run(): Promise<string | null> {
    const before = this.monotonic();
    const { rows } = await this.pool.query<{ now: string }>(
      'select extract(epoch from clock_timestamp()) * 1000 as now',
    );
    const reading = { database: Number(rows[0]?.now), monotonic: (before + this.monotonic()) / 2 };
    const last = this.last;
    this.last = reading;
    if (!last) return null;
    const drift = reading.database - last.database - (reading.monotonic - last.monotonic);
    if (Math.abs(drift) <= mostDriftMilliseconds) return null;
    const reason = `PostgreSQL's clock moved ${Math.round(drift / 1000)} s against this machine's monotonic clock`;
    await this.pool.query('insert into clock_halt (reason) values ($1) on conflict do nothing', [reason]);
    return reason;
  }
}

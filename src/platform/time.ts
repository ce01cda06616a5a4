import type { Pool } from 'pg';
import type { Tx } from './transactions.js';
import { dateOfInstant } from '../engine/days.js';

/** China has had one zone and no daylight saving since 1992. */
export const zoneOffsetMinutes = 480;

export interface BusinessTime {
  now: string;
  today: string;
}

/** Business time is PostgreSQL's clock, moved only in a demo. Nobody else says what time it is. */
export class Time {
  constructor(private readonly pool: Pool) {}

  async read(tx?: Tx): Promise<BusinessTime> {
    const text = 'select business_now() as now';
    const rows = tx ? await tx.query<{ now: Date }>(text) : (await this.pool.query<{ now: Date }>(text)).rows;
    return businessTime(rows[0]?.now ?? new Date(Number.NaN));
  }

  /** Moves business time of a demo. The database itself refuses it anywhere else. */
  async moveTo(tx: Tx, to: string): Promise<void> {
    await tx.query('update installation set business_shift = $1::timestamptz - clock_timestamp()', [to]);
  }
}

export function businessTime(now: Date): BusinessTime {
  const instant = now.toISOString();
  return { now: instant, today: dateOfInstant(instant, zoneOffsetMinutes) };
}

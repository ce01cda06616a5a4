import type { Pool } from 'pg';
import { systemActor } from '../../engine/case-file.js';
import { dateOfInstant } from '../../engine/days.js';
import { quarterBefore } from '../../engine/quarter.js';
import { zoneOffsetMinutes } from '../../platform/time.js';
import { type RunQuarter } from './run-quarter.js';

/**
 * Opens the delivery case of the quarter that has ended, so that its clock runs although nobody has thought of it. The first
 * quarter is the one in which this bureau published something; opening is idempotent, so every process may try.
 */
export class OpenDeliveries {
  private newest = '';

  constructor(
    private readonly pool: Pool,
    private readonly runQuarter: RunQuarter,
  ) {}

  async run(recipient = 'archives'): Promise<void> {
    const { rows } = await this.pool.query<{ now: Date; first: Date | null }>(
      'select business_now() as now, (select min(posted_at) from publication) as first',
    );
    const [row] = rows;
    if (!row?.first) return;
    const first = dateOfInstant(row.first.toISOString(), zoneOffsetMinutes);
    for (
      let quarter = quarterBefore(dateOfInstant(row.now.toISOString(), zoneOffsetMinutes));
      quarter.endsOn >= first && quarter.name > this.newest;
      quarter = quarterBefore(quarter.startsOn)
    ) {
      await this.runQuarter.openDelivery(quarter, recipient, systemActor);
    }
    this.newest = quarterBefore(dateOfInstant(row.now.toISOString(), zoneOffsetMinutes)).name;
  }
}

import type { Pool } from 'pg';
import type { Worlds } from '../cases/worlds.js';
import { readOne } from '../cases/case-store.js';
import type { Definitions } from '../definitions/definitions.js';
import { withheldItem, type WithheldItem } from '../engine/withheld-item.js';
import { asTx } from '../platform/transactions.js';

export interface WithheldEntry extends WithheldItem {
  id: string;
  number: string;
  type: string;
  title: string;
  section: string | null;
  state: { zh: string; en: string };
  basis: string | null;
  reason: string | null;
  decidedAt: string | null;
}

const candidatesText = `
select c.id from cases c where (c.type, c.state) in (select * from unnest($1::text[], $2::text[]))
union select f.case_id from finding f where f.outcome = 'cleared-in-part'`;

/** Everything that is kept from the public, each with the day on which it is looked at again (Regulations 2019 art. 18): nothing withheld is ever forgotten. */
export class ReadWithheld {
  constructor(
    private readonly pool: Pool,
    private readonly definitions: Definitions,
    private readonly worlds: Worlds,
  ) {}

  /** @returns soonest review first; what has no date (which no shipped definition allows of a whole case) stands in front */
  async run(): Promise<WithheldEntry[]> {
    const places = this.definitions.all().flatMap(({ definition }) =>
      Object.entries(definition.states)
        .filter(([, { nextReview }]) => nextReview !== undefined)
        .map(([state]) => ({ type: definition.workflow, state })),
    );
    const { rows } = await this.pool.query<{ id: string }>(candidatesText, [
      places.map(({ type }) => type),
      places.map(({ state }) => state),
    ]);
    const entries: WithheldEntry[] = [];
    for (const { id } of rows) {
      const entry = await this.entryOf(id);
      if (entry) entries.push(entry);
    }
    return entries.sort((left, right) => (left.nextReviewOn ?? '').localeCompare(right.nextReviewOn ?? ''));
  }

  private async entryOf(id: string): Promise<WithheldEntry | null> {
    const found = await readOne(asTx(this.pool), id);
    if (!found) return null;
    const { stored, now } = found;
    const { file } = stored;
    const definition = this.definitions.get(file.type, file.version);
    const item = withheldItem(definition, file, this.worlds.at(now));
    if (!item) return null;
    const finding = file.findings.findLast(
      ({ outcome }) => outcome === 'withheld' || outcome === 'cleared-in-part',
    );
    const state = definition.states[file.state];
    return {
      ...item,
      id,
      number: stored.number,
      type: file.type,
      title: stored.title,
      section: file.section,
      state: { zh: state?.zh ?? file.state, en: state?.en ?? file.state },
      basis: finding?.basis ?? null,
      reason: finding?.reason ?? null,
      decidedAt: finding?.at ?? null,
    };
  }
}

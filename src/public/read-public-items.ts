import { Injectable } from '@nestjs/common';
import { countItems, type CountRow } from './catalogue-counts.js';
import { conditionsOf } from './item-conditions.js';
import { PortalSource } from './portal-source.js';
import type { PublicFilter } from './public-filter.js';
import type { PublicEntry } from './public-item.js';
import type { Edition } from './read-edition.js';

export interface FoundItems {
  total: number;
  /** There are more than were counted. */
  isMore: boolean;
  /** What the found items are, or null where there are too many to count. */
  counts: readonly CountRow[] | null;
  items: PublicEntry[];
}

/** So many hits are counted and sorted; of a search that finds more, this many of the newest are listed. */
const mostHits = 300;

const columns = `case_id as id, index_number as "indexNumber", type, title, document_number as "documentNumber", summary, topic,
  organisation, made_on as "madeOn", valid_until as "validUntil", has_interpretation as "hasInterpretation",
  posted_at as "postedAt", updated_at as "updatedAt"`;
const latestFirst = 'order by posted_at desc, case_id desc';
type EntryRow = PublicEntry & Record<string, unknown>;

/** What everybody may find: the rows that PostgreSQL keeps of what is exposed and posted. */
@Injectable()
export class ReadPublicItems {
  constructor(private readonly source: PortalSource) {}

  /** Latest posting first. */
  async list(filter: PublicFilter, edition: Edition): Promise<FoundItems> {
    if (filter.q !== undefined) return this.search(filter, edition);
    const total = countItems(edition.counts, filter, edition.bureau.zh);
    const items = await this.page(filter, edition);
    return { total, isMore: false, counts: edition.counts, items };
  }

  /** The newest few of each type. */
  async latestOfTypes(types: readonly string[], each: number): Promise<Map<string, PublicEntry[]>> {
    const rows = await this.source.again<EntryRow>(
      'portal-latest-of-types',
      `select found.* from unnest($1::text[]) with ordinality as wanted (type, no) cross join lateral (
         select ${columns} from portal_item where is_shown and type = wanted.type ${latestFirst} limit $2) found order by wanted.no, found."postedAt" desc, found.id desc`,
      [types, each],
    );
    return new Map(types.map((type) => [type, rows.filter((row) => row.type === type)]));
  }

  /** Only where items are and when they last changed, in the order in which they came; a sitemap's page stays the same. */
  addresses(limit: number, offset: number): Promise<{ id: string; updatedAt: Date }[]> {
    return this.source.rows(
      `select case_id as id, updated_at as "updatedAt" from portal_item where is_shown order by posted_at, case_id limit $1 offset $2`,
      [limit, offset],
    );
  }

  private async search(filter: PublicFilter, edition: Edition): Promise<FoundItems> {
    const { text, values } = conditionsOf(filter, edition);
    const at = values.length;
    const [found] = await this.source.rows<{ total: number; counts: CountRow[]; ids: string[] }>(
      `with hits as materialized (select case_id, posted_at, type, topic, organisation, posted_year from portal_item where ${text} limit ${mostHits + 1})
       select (select count(*)::int from hits) as total,
         (select coalesce(jsonb_agg(sums), '[]') from (select type, topic, organisation, posted_year as year, count(*)::int as items from hits group by 1, 2, 3, 4) sums) as counts,
         array(select case_id from hits ${latestFirst} limit $${at + 1} offset $${at + 2}) as ids`,
      [...values, filter.limit, filter.offset],
    );
    const { total, counts, ids } = found ?? { total: 0, counts: [], ids: [] };
    if (total > mostHits) {
      const items = filter.offset < mostHits ? await this.newestHits(filter, edition) : [];
      return { total: mostHits, isMore: true, counts: null, items };
    }
    return { total, isMore: false, counts, items: await this.inOrder(ids) };
  }

  /** Passes over what comes before by its index alone, however many that are. */
  private async page(filter: PublicFilter, edition: Edition): Promise<PublicEntry[]> {
    const { text, values } = conditionsOf(filter, edition);
    const at = values.length;
    return this.source.rows<EntryRow>(
      `select ${columns} from portal_item where case_id = any(array(
         select case_id from portal_item where ${text} ${latestFirst} limit $${at + 1} offset $${at + 2})) ${latestFirst}`,
      [...values, filter.limit, filter.offset],
    );
  }

  /** The newest hits of a word that is in very many items: found soonest by looking through the latest one by one. */
  private async newestHits(filter: PublicFilter, edition: Edition): Promise<PublicEntry[]> {
    const { q, ...others } = filter;
    const { text, values } = conditionsOf(others, edition);
    const at = values.length;
    const found = await this.source.walk<{ id: string }>(
      `select case_id as id from (select case_id, words from portal_item where ${text} ${latestFirst} offset 0) latest
       where words @@ portal_query($${at + 1}) limit $${at + 2} offset $${at + 3}`,
      [...values, q, filter.limit, filter.offset],
    );
    return this.inOrder(found.map(({ id }) => id));
  }

  private inOrder(ids: readonly string[]): Promise<PublicEntry[]> {
    return this.source.again<EntryRow>(
      'portal-entries',
      `select ${columns} from portal_item where is_shown and case_id = any($1::uuid[]) ${latestFirst}`,
      [ids],
    );
  }
}

import { Injectable } from '@nestjs/common';
import type { CountRow } from './catalogue-counts.js';
import { PortalSource } from './portal-source.js';

/** The portal as it is at one moment. Pages made from the same edition are the same. */
export interface Edition {
  id: string;
  /** Without a slash at its end. */
  baseUrl: string;
  bureau: { zh: string; en: string };
  /** When the bureau's database began: the age of a portal that is still empty. */
  since: Date;
  /** Today in Beijing, by business time. */
  today: string;
  /** PostgreSQL's own time. */
  now: Date;
  /** When something last appeared, changed or went; by PostgreSQL's own time. */
  changedAt: Date | null;
  counts: readonly CountRow[];
}

interface Moment {
  zh: string;
  en: string;
  since: Date;
  today: string;
  now: Date;
  changedAt: Date | null;
  recent: string;
}

/**
 * Two transactions may commit in another order than their times say, so the newest change alone does not tell whether anything
 * changed; what changed within the last minute is added, up to 200 changes. No transaction of ours lives that long.
 */
const momentText = `
select i.bureau_zh as zh, i.bureau_en as en, i.created_at as since,
  to_char(business_now() at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as today, clock_timestamp() as now,
  (select changed_at from portal_item order by changed_at desc limit 1) as "changedAt",
  (select count(*) || ' ' || coalesce(sum(extract(epoch from changed_at)), 0) from (
    select changed_at from portal_item where changed_at > now() - interval '1 minute' order by changed_at desc limit 200) newest) as recent
from installation i`;
const countsText = `
select type, topic, organisation, posted_year as year, count(*)::int as items
from portal_item where is_shown group by type, topic, organisation, posted_year`;
const countsLiveMilliseconds = 1_000;
/** So old may an answer be that many readers share; whoever reads alone gets a fresh one. */
const sharedMilliseconds = 50;

/** Says which edition is out: asked at every page, by one short question. The counts behind it are as old as a second. */
@Injectable()
export class ReadEdition {
  private latest: { at: number; edition: Promise<Edition> } | null = null;
  private counted: { of: string; at: number; rows: Promise<CountRow[]> } | null = null;

  constructor(
    private readonly source: PortalSource,
    private readonly baseUrl: string,
  ) {}

  run(): Promise<Edition> {
    const known = this.latest;
    if (known && performance.now() - known.at < sharedMilliseconds) return known.edition;
    const latest = { at: performance.now(), edition: this.read() };
    this.latest = latest;
    latest.edition.catch(() => {
      if (this.latest === latest) this.latest = null;
    });
    return latest.edition;
  }

  private async read(): Promise<Edition> {
    const [moment] = await this.source.again<Moment>('portal-moment', momentText);
    if (!moment) throw new Error('the bureau has no name yet; the first start writes it');
    const { zh, en, since, today, now, changedAt, recent } = moment;
    const marker = [zh, en, today, changedAt?.toISOString(), recent].join('|');
    const counted = this.countsFor(marker);
    const counts = await counted.rows;
    const id = `${marker}|${counted.of}`;
    return {
      id,
      baseUrl: this.baseUrl.replace(/\/+$/, ''),
      bureau: { zh, en },
      since,
      today,
      now,
      changedAt,
      counts,
    };
  }

  /** Counted anew when something changed, but not more often than once a second however much is posted. */
  private countsFor(marker: string): { of: string; rows: Promise<CountRow[]> } {
    const known = this.counted;
    if (known && (known.of === marker || performance.now() - known.at < countsLiveMilliseconds)) return known;
    const rows = this.source.again<CountRow & Record<string, unknown>>('portal-counts', countsText);
    const counted = { of: marker, at: performance.now(), rows };
    this.counted = counted;
    rows.catch(() => {
      if (this.counted === counted) this.counted = null;
    });
    return counted;
  }
}

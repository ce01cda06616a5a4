import { Injectable } from '@nestjs/common';
import type { DataSource, SelectQueryBuilder } from 'typeorm';
import { caseIdOf } from '../cases/case-id.js';
import { NotFound } from '../cases/refused.js';
import { Definitions } from '../definitions/definitions.js';
import { CaseEntity } from '../reporting/case-entities.js';
import { PublicationEntity } from '../reporting/delivery-entities.js';
import { ReadSource } from '../reporting/read-source.js';
import { publicItem, type PostedRow, type PublicItem } from './public-item.js';

export interface PublicFilter {
  type?: string;
  /** Year of the first posting, in Beijing time. */
  year?: number;
  /** Words in title or document number. */
  q?: string;
  limit: number;
  offset: number;
}

const postedYear = `extract(year from min(p.postedAt) at time zone 'Asia/Shanghai')`;
/** Only these two are searched, and only as they were posted. */
const isFound = `exists (select from publication w where w.case_id = p.caseId and w.taken_down_at is null
  and w.field in ('title', 'documentNumber') and cast(w.canonical as jsonb) #>> '{}' ilike :pattern)`;

/** What everybody may read: posted and not taken down. Of the case itself only its type and version are asked. */
@Injectable()
export class ReadPublicItems {
  constructor(
    private readonly source: ReadSource,
    private readonly definitions: Definitions,
  ) {}

  /** Latest posting first. */
  async list(filter: PublicFilter): Promise<{ total: number; items: PublicItem[] }> {
    const source = await this.source.open();
    const found = await matching(source, filter).getRawMany<{ id: string; total: number }>();
    const items = await this.itemsOf(
      source,
      found.map(({ id }) => id),
    );
    const total = found[0]?.total ?? (filter.offset === 0 ? 0 : await this.count(source, filter));
    return { total, items };
  }

  /** @throws NotFound for what was never posted and for what was taken down, without telling which */
  async one(id: string): Promise<PublicItem> {
    const [item] = await this.itemsOf(await this.source.open(), [caseIdOf(id)]);
    if (!item) throw new NotFound('item', id);
    return item;
  }

  /** Only where the items are and when they last changed, latest first. */
  async addresses(limit: number): Promise<{ id: string; updatedAt: string }[]> {
    const rows = await matching(await this.source.open(), { limit, offset: 0 })
      .addSelect('max(p.postedAt)', 'updatedAt')
      .getRawMany<{ id: string; updatedAt: Date }>();
    return rows.map(({ id, updatedAt }) => ({ id, updatedAt: updatedAt.toISOString() }));
  }

  private async count(source: DataSource, filter: PublicFilter): Promise<number> {
    const [first] = await matching(source, { ...filter, offset: 0, limit: 1 }).getRawMany<{
      total: number;
    }>();
    return first?.total ?? 0;
  }

  private async itemsOf(source: DataSource, ids: readonly string[]): Promise<PublicItem[]> {
    if (ids.length === 0) return [];
    const rows = await postedRows(source, ids).getRawMany<PostedRow>();
    const byCase = new Map<string, PostedRow[]>();
    for (const row of rows) byCase.set(row.caseId, [...(byCase.get(row.caseId) ?? []), row]);
    return ids.flatMap((id) => {
      const own = byCase.get(id) ?? [];
      const [first] = own;
      const item = first ? publicItem(own, this.definitions.get(first.type, first.version)) : null;
      return item ? [item] : [];
    });
  }
}

function matching(
  source: DataSource,
  { type, year, q, limit, offset }: PublicFilter,
): SelectQueryBuilder<PublicationEntity> {
  const rows = source
    .createQueryBuilder(PublicationEntity, 'p')
    .innerJoin(CaseEntity, 'c', 'c.id = p.caseId')
    .select('p.caseId', 'id')
    .addSelect('count(*) over ()', 'total')
    .where('p.takenDownAt is null')
    .groupBy('p.caseId')
    .orderBy('max(p.postedAt)', 'DESC')
    .addOrderBy('p.caseId', 'DESC')
    .limit(limit)
    .offset(offset);
  if (type !== undefined) rows.andWhere('c.type = :type', { type });
  if (q !== undefined) rows.andWhere(isFound, { pattern: `%${q.replace(/[\\%_]/g, '\\$&')}%` });
  return year === undefined ? rows : rows.having(`${postedYear} = :year`, { year });
}

function postedRows(source: DataSource, ids: readonly string[]): SelectQueryBuilder<PublicationEntity> {
  return source
    .createQueryBuilder(PublicationEntity, 'p')
    .innerJoin(CaseEntity, 'c', 'c.id = p.caseId')
    .select('p.caseId', 'caseId')
    .addSelect('c.type', 'type')
    .addSelect('c.version', 'version')
    .addSelect('p.field', 'field')
    .addSelect('p.canonical', 'canonical')
    .addSelect('p.indexNumber', 'indexNumber')
    .addSelect('p.postedAt', 'postedAt')
    .addSelect('c.exposed ->> p.field = p.seal', 'isExposed')
    .where('p.takenDownAt is null')
    .andWhere('p.caseId in (:...ids)', { ids });
}

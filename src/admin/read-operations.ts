import { Injectable } from '@nestjs/common';
import { CaseEntity } from '../reporting/case-entities.js';
import { ClockHaltEntity } from '../reporting/clock-entities.js';
import { MailEntity, OutboxEntity } from '../reporting/delivery-entities.js';
import { PersonEntity } from '../reporting/people-entities.js';
import { ReadSource } from '../reporting/read-source.js';

export interface OutboxRow {
  id: number;
  caseId: string;
  caseNumber: string;
  effect: string;
  state: OutboxEntity['state'];
  attempts: number;
  instant: Date;
  runAt: Date;
  lastError: string | null;
}
export interface HaltRow {
  id: number;
  haltedAt: Date;
  reason: string;
  releasedAt: Date | null;
  releasedBy: { zh: string; en: string } | null;
  releaseNote: string | null;
}

const mostRows = 200;

/** What an administrator watches. Contents of cases and mails stay out of it: who runs the system need not read them. */
@Injectable()
export class ReadOperations {
  constructor(private readonly source: ReadSource) {}

  /** What must happen outside and has not, longest waiting first. */
  async outbox(state: 'pending' | 'dead'): Promise<{ total: number; items: OutboxRow[] }> {
    const source = await this.source.open();
    const total = await source.getRepository(OutboxEntity).countBy({ state });
    const rows = source
      .createQueryBuilder(OutboxEntity, 'o')
      .innerJoin(CaseEntity, 'c', 'c.id = o.caseId')
      .select('o.id', 'id')
      .addSelect('c.number', 'caseNumber');
    for (const column of ['caseId', 'effect', 'state', 'attempts', 'instant', 'runAt', 'lastError'])
      rows.addSelect(`o.${column}`, column);
    const items = await rows
      .where('o.state = :state', { state })
      .orderBy('o.instant', 'ASC')
      .addOrderBy('o.id', 'ASC')
      .limit(mostRows)
      .getRawMany<OutboxRow>();
    return { total, items };
  }

  /** Mails in one state, newest first. */
  async mails(state: MailEntity['state']): Promise<{ total: number; items: MailEntity[] }> {
    const source = await this.source.open();
    const [items, total] = await source
      .getRepository(MailEntity)
      .findAndCount({ where: { state }, order: { createdAt: 'DESC', id: 'DESC' }, take: mostRows });
    return { total, items };
  }

  /** Every time that firing was halted, the open halt first. */
  async clockHalts(): Promise<HaltRow[]> {
    const source = await this.source.open();
    const halts = await source
      .getRepository(ClockHaltEntity)
      .find({ order: { releasedAt: { direction: 'DESC', nulls: 'FIRST' }, id: 'DESC' }, take: mostRows });
    const people = await source
      .getRepository(PersonEntity)
      .find({ select: { id: true, nameZh: true, nameEn: true } });
    const names = new Map(people.map(({ id, nameZh, nameEn }) => [id, { zh: nameZh, en: nameEn }]));
    return halts.map(({ id, releasedBy, ...halt }) => ({
      ...halt,
      id: Number(id),
      releasedBy: releasedBy === null ? null : (names.get(releasedBy) ?? null),
    }));
  }
}

import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { Pool, QueryResultRow } from 'pg';
import { openPool } from '../platform/database.js';

/** The public has connections of its own, so that neither it nor the office waits for the other. */
const mostConnections = 6;

/** The portal's way to the database. PostgreSQL itself refuses every write that would come along it. */
@Injectable()
export class PortalSource implements OnModuleDestroy {
  private readonly pool: Pool;

  /** @param url as in `DATABASE_URL` */
  constructor(url: string) {
    this.pool = openPool(readingOnly(url), mostConnections, 'gongkai-portal');
  }

  async rows<Row extends QueryResultRow>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    return (await this.pool.query<Row>(text, [...values])).rows;
  }

  /** A question that is asked again and again under a name: PostgreSQL plans it once for each connection. */
  async again<Row extends QueryResultRow>(
    name: string,
    text: string,
    values: readonly unknown[] = [],
  ): Promise<Row[]> {
    return (await this.pool.query<Row>({ name, text, values: [...values] })).rows;
  }

  async onModuleDestroy(): Promise<void> {
    await this.pool.end();
  }
}

function readingOnly(url: string): string {
  if (url === '') return url; // an embedded database that is not up yet; nothing is asked before it is
  const address = new URL(url);
  const given = address.searchParams.get('options');
  const only = '-c default_transaction_read_only=on';
  address.searchParams.set('options', given === null ? only : `${given} ${only}`);
  return address.href;
}

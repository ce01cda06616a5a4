import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { Pool, QueryResultRow } from 'pg';
import { openPool } from '../platform/database.js';

/** The public has connections of its own, so that neither it nor the office waits for the other. */
const mostConnections = 6;

const inOrderOfIndex =
  'set local enable_seqscan = off; set local enable_bitmapscan = off; set local enable_sort = off';
/** Each question is short: what it would gain by compiling or by helpers, getting them ready costs. */
const settings = '-c default_transaction_read_only=on -c jit=off -c max_parallel_workers_per_gather=0';

/** The portal's way to the database. PostgreSQL itself refuses every write that would come along it. */
@Injectable()
export class PortalSource implements OnModuleDestroy {
  private readonly pool: Pool;

  /** @param url as in `DATABASE_URL` */
  constructor(url: string) {
    this.pool = openPool(withSettings(url), mostConnections, 'gongkai-portal');
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

  /**
   * Goes through a table in the order of an index until there is enough. PostgreSQL is kept from collecting and sorting
   * everything first, as it does when it takes the hits for few.
   */
  async walk<Row extends QueryResultRow>(text: string, values: readonly unknown[]): Promise<Row[]> {
    const client = await this.pool.connect();
    try {
      await client.query(`begin; ${inOrderOfIndex}`);
      const { rows } = await client.query<Row>(text, [...values]);
      await client.query('commit');
      client.release();
      return rows;
    } catch (error) {
      client.release(true);
      throw error;
    }
  }

  async onModuleDestroy(): Promise<void> {
    await this.pool.end();
  }
}

function withSettings(url: string): string {
  if (url === '') return url; // an embedded database that is not up yet; nothing is asked before it is
  const address = new URL(url);
  const given = address.searchParams.get('options');
  address.searchParams.set('options', given === null ? settings : `${given} ${settings}`);
  return address.href;
}

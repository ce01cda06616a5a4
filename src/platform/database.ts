import pg from 'pg';
import type { Pool } from 'pg';

/** Dates stay text and 64-bit counts become numbers: a calendar date has no time zone to be shifted by. */
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

const limits = {
  connectionTimeoutMillis: 10_000,
  statement_timeout: 10_000,
  lock_timeout: 3_000,
  idle_in_transaction_session_timeout: 15_000,
  keepAlive: true,
  pipeline: true, // what does not wait for an answer is sent without waiting: begin, lock and read in one round trip
};

/** @param most connections at most: each process takes part of `max_connections` only */
export function openPool(url: string, most: number, name: string): Pool {
  const pool = new pg.Pool({ connectionString: url, max: most, application_name: name, ...limits });
  pool.on('error', () => undefined); // an idle connection that died is replaced; the next query tells if the server is gone
  pool.on('connect', (client) => client.on('error', () => undefined)); // one that dies between two queries of a transaction must not end the process: the next query fails and the work is repeated
  return pool;
}

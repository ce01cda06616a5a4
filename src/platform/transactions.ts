import type { Pool, PoolClient } from 'pg';

/** A statement that PostgreSQL plans once per connection. The name must be the statement's alone. */
export interface Statement {
  name: string;
  text: string;
}

/** An open transaction, handed as the first argument to everything that writes. */
export interface Tx {
  run<Row>(statement: Statement, values: readonly unknown[]): Promise<Row[]>;
  query<Row>(text: string, values?: readonly unknown[]): Promise<Row[]>;
}

const mostAttempts = 5;
/** Serialization failure, deadlock, lock not available, and a server or connection that went away. */
const retriedCodes = new Set([
  '40001',
  '40P01',
  '55P03',
  '57P01',
  '57P02',
  '57P03',
  '08000',
  '08003',
  '08006',
  '08007',
  '40003',
  'ECONNRESET',
  'EPIPE',
  'ECONNREFUSED',
]);

/**
 * The only way to write. It repeats the whole work when PostgreSQL says so, and also when the fate of a commit is
 * unknown: the work begins by looking up its command id, so a commit that did succeed is found and not done twice.
 */
export class Transactions {
  constructor(private readonly pool: Pool) {}

  async run<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.attempt(work);
      } catch (error) {
        if (attempt === mostAttempts || !isWorthRepeating(error)) throw error;
        await pause(attempt);
      }
    }
  }

  private async attempt<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    let isBroken = false;
    try {
      const begun = client.query('begin'); // sent ahead of the first statement, which waits for it in the same queue
      begun.catch(() => undefined);
      const result = await work(asTx(client));
      await begun;
      await client.query('commit');
      return result;
    } catch (error) {
      isBroken = await rollBack(client);
      throw error;
    } finally {
      client.release(isBroken);
    }
  }
}

export function asTx(client: Pick<PoolClient, 'query'>): Tx {
  return {
    run: async <Row>({ name, text }: Statement, values: readonly unknown[]) =>
      (await client.query({ name, text, values: [...values] })).rows as Row[],
    query: async <Row>(text: string, values: readonly unknown[] = []) =>
      (await client.query(text, [...values])).rows as Row[],
  };
}

/** @returns whether the connection is of no more use: a transaction of unknown fate must not be lent to the next */
async function rollBack(client: PoolClient): Promise<boolean> {
  try {
    await client.query('rollback');
    return false;
  } catch {
    return true;
  }
}

/** How pg words a connection that is gone; it gives no code for it. */
const connectionLost = /Connection terminated|connection error and is not queryable/;
/** The same command came twice at one instant and the other was first: the repeated work finds what it did. */
const sameCommand = 'event_command_id_key';

function isWorthRepeating(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, constraint } = error as { code?: string; constraint?: string };
  return (
    (code !== undefined && retriedCodes.has(code)) ||
    constraint === sameCommand ||
    connectionLost.test(error.message)
  );
}

/** Full jitter: two that met once shall not meet again. */
function pause(attempt: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * 2 ** attempt));
}

import { describe } from '@jest/globals';
import { Redis } from 'ioredis';

/** One of the two stores that BullMQ runs on. */
export interface QueueStore {
  readonly kind: 'postgresql' | 'redis';
  /** The value for REDIS_URL; undefined on PostgreSQL, where the queue lives in the test's own database. */
  readonly redisUrl: string | undefined;
  /** Removes every key of this worker's Redis database; a test's own PostgreSQL database begins empty anyway. */
  clear(): Promise<void>;
}

/** Runs the same promises on PostgreSQL and on Redis; a run without a Redis says so once, at its beginning. */
export function describeOnEachStore(name: string, promises: (store: QueueStore) => void): void {
  for (const store of availableStores()) describe(`${name} (queue on ${store.kind})`, () => promises(store));
}

function availableStores(): QueueStore[] {
  const postgresql: QueueStore = { kind: 'postgresql', redisUrl: undefined, clear: () => Promise.resolve() };
  const server = process.env.GONGKAI_TEST_REDIS_URL;
  if (!server) return [postgresql];
  const redisUrl = `${server}/${process.env.JEST_WORKER_ID ?? '0'}`; // test files of one worker run one after another
  return [postgresql, { kind: 'redis', redisUrl, clear: () => flush(redisUrl) }];
}

async function flush(redisUrl: string): Promise<void> {
  const redis = new Redis(redisUrl);
  await redis.flushdb();
  await redis.quit();
}

import { createPostgresBackend, createRedisBackend, withBackend, type JobsOptions } from 'bullmq';
import { Redis } from 'ioredis';
import { queueSchema } from './migrate.js';

/** Rings at or after an instant. It carries no facts, so it may come late, twice or never. */
export interface WakeCall {
  /** Unique for ever: a job id that was ever used is ignored without a word. No colon, underscores between the parts. */
  id: string;
  delayMilliseconds: number;
}
export interface WakeQueue {
  ring(calls: readonly WakeCall[]): Promise<void>;
  close(): Promise<void>;
}
export interface WakeWorker {
  close(): Promise<void>;
}

const queueName = 'wake';
const jobOptions: JobsOptions = { attempts: 1, removeOnComplete: true, removeOnFail: true };
const workerOptions = { concurrency: 1, maxStalledCount: 1000, lockDuration: 30_000, autorun: true };

/** The queue on either store; nothing above this file knows on which. */
export interface QueueStore {
  kind: 'postgresql' | 'redis';
  openQueue(onError: (error: Error) => void): WakeQueue;
  openWorker(process: () => Promise<void>, onError: (error: Error) => void): WakeWorker;
}

export function queueStore(redisUrl: string | null, databaseUrl: string): QueueStore {
  return redisUrl === null ? postgresStore(databaseUrl) : redisStore(redisUrl);
}

function postgresStore(databaseUrl: string): QueueStore {
  const classes = withBackend(createPostgresBackend);
  const connection = {
    connectionString: databaseUrl,
    schema: queueSchema,
    max: 2,
    connectionTimeoutMillis: 3_000,
    application_name: 'gongkai-queue',
    keepAlive: true,
  };
  return {
    kind: 'postgresql',
    openQueue: (onError) => wakeQueue(new classes.Queue(queueName, { connection }), onError),
    openWorker: (process, onError) =>
      wakeWorker(new classes.Worker(queueName, process, { connection, ...workerOptions }), onError),
  };
}

const prefix = '{gk}';
/** A frozen or absent Redis must not be waited for longer than this; the sweeper works meanwhile. */
const retryStrategy = (times: number) => Math.min(times * 50, 500);

function redisStore(url: string): QueueStore {
  const classes = withBackend(createRedisBackend);
  return {
    kind: 'redis',
    openQueue: (onError) => {
      const connection = new Redis(url, {
        retryStrategy,
        maxRetriesPerRequest: 1,
        enableOfflineQueue: false,
        commandTimeout: 1_000,
        lazyConnect: false,
      });
      connection.on('error', onError);
      return wakeQueue(new classes.Queue(queueName, { connection, prefix }), onError, () =>
        connection.disconnect(),
      );
    },
    openWorker: (process, onError) => {
      const connection = new Redis(url, { retryStrategy, maxRetriesPerRequest: null });
      connection.on('error', onError);
      return wakeWorker(
        new classes.Worker(queueName, process, { connection, prefix, ...workerOptions }),
        onError,
        () => connection.disconnect(),
      );
    },
  };
}

/** What the two stores' queues and workers have in common, as far as ringing needs it. */
interface AnyQueue {
  addBulk(jobs: { name: string; data: object; opts: JobsOptions }[]): Promise<unknown>;
  on(event: 'error', listener: (error: Error) => void): unknown;
  close(): Promise<void>;
}
interface AnyWorker {
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'failed', listener: (job: unknown, error: Error) => void): unknown;
  close(): Promise<void>;
}

function wakeQueue(
  queue: AnyQueue,
  onError: (error: Error) => void,
  disconnect: () => void = () => undefined,
): WakeQueue {
  queue.on('error', onError);
  return {
    // Fractions of a millisecond work on Redis and throw on PostgreSQL.
    ring: async (calls) => {
      await queue.addBulk(
        calls.map(({ id, delayMilliseconds }) => ({
          name: 'wake',
          data: {},
          opts: { ...jobOptions, jobId: id, delay: Math.max(0, Math.round(delayMilliseconds)) },
        })),
      );
    },
    close: () => closeWithin(queue.close(), disconnect),
  };
}

function wakeWorker(
  worker: AnyWorker,
  onError: (error: Error) => void,
  disconnect: () => void = () => undefined,
): WakeWorker {
  worker.on('error', onError);
  worker.on('failed', (_job, error) => onError(error));
  return { close: () => closeWithin(worker.close(), disconnect) };
}

const closingMilliseconds = 3_000;

/** Closing hangs while the store is down (bullmq #4656): it is given a while, then left to the end of the process. */
async function closeWithin(closing: Promise<void>, disconnect: () => void): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const giveUp = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, closingMilliseconds);
  });
  await Promise.race([closing.catch(() => undefined), giveUp]);
  clearTimeout(timer);
  disconnect();
}

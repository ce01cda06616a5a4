import { Redis } from 'ioredis';
import { startServers } from './servers.mjs';

/** Gives every test a real PostgreSQL of this run's own, and a Redis where there is one; never the developer's data. */
export default async function setUp() {
  const offeredRedis = process.env.REDIS_URL;
  for (const name of ['DATABASE_URL', 'REDIS_URL', 'SMTP_URL']) delete process.env[name];
  const servers = await startServers();
  globalThis.gongkaiTestServers = servers;
  process.env.GONGKAI_TEST_FOLDER = servers.directory; // servers in it end with the run, however it ends
  process.env.GONGKAI_TEST_DATABASE_URL = servers.databaseUrl;
  const redisUrl = servers.redisUrl ?? (await emptyRedis(offeredRedis));
  if (redisUrl) process.env.GONGKAI_TEST_REDIS_URL = redisUrl;
  else process.stdout.write('Skipped: the tests on Redis. To have them: apt-get install redis-server\n');
}

/** The tests flush the databases they use, so an offered server serves only when it holds nothing. */
async function emptyRedis(url) {
  if (!url) return null;
  const redis = new Redis(url, { lazyConnect: true, maxRetriesPerRequest: 0, retryStrategy: () => null });
  redis.on('error', () => undefined); // told by the call that fails
  try {
    const keyspace = await redis.info('keyspace');
    if (!/^db\d+:/m.test(keyspace)) return url.replace(/(?<=[^/])\/\d*$/, '');
    process.stdout.write('REDIS_URL is not used: that server holds data, and the tests would flush it.\n');
  } catch (error) {
    process.stdout.write(`REDIS_URL is not used: ${error.message}\n`);
  } finally {
    redis.disconnect();
  }
  return null;
}

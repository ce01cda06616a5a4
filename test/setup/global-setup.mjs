import { startServers } from './servers.mjs';

/** Gives every test a real PostgreSQL of this run's own, and a Redis where there is one; never the developer's. */
export default async function setUp() {
  for (const name of ['DATABASE_URL', 'REDIS_URL', 'SMTP_URL']) delete process.env[name];
  const servers = await startServers();
  process.env.GONGKAI_TEST_FOLDER = servers.directory; // servers in it end with the run, however it ends
  process.env.GONGKAI_TEST_DATABASE_URL = servers.databaseUrl;
  if (servers.redisUrl) process.env.GONGKAI_TEST_REDIS_URL = servers.redisUrl;
  else process.stdout.write('Skipped: the tests on Redis. To have them: apt-get install redis-server\n');
  globalThis.gongkaiTestServers = servers;
}

import { cpSync, mkdtempSync, rmSync, writeFileSync, readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { start, type Running } from '../../src/app/start.js';
import { loadDefinitions } from '../../src/definitions/load-definitions.js';
import { Definitions } from '../../src/definitions/definitions.js';
import { PinDefinitions } from '../../src/definitions/pin-definitions.js';
import { EffectRegistry } from '../../src/outbox/effect-registry.js';
import { openPool } from '../../src/platform/database.js';
import { ConfigurationFault } from '../../src/platform/faults.js';
import { findFreePort } from '../../src/platform/free-port.js';
import { migrate, migrateDown } from '../../src/platform/migrate.js';
import { readSettings } from '../../src/platform/settings.js';
import { createTestDatabase, type TestDatabase } from '../setup/database.js';
import { eventually } from '../setup/wait.js';
import { openDraft } from './policy-document.js';
import { startProxy } from './postgres-proxy.js';
import { root, runService, settingsFor } from './running-service.js';

const migrations = join(root, 'migrations');

describe('a start', () => {
  let folder: string;
  let database: TestDatabase;
  beforeEach(async () => {
    folder = mkdtempSync(join(process.env.GONGKAI_TEST_FOLDER ?? tmpdir(), 'boot-'));
    database = await createTestDatabase();
  });
  afterEach(async () => {
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('without its database answers that it lives, says what it waits for, and goes on when the database comes', async () => {
    const [port, httpPort] = [await findFreePort(), await findFreePort()];
    const address = new URL(database.url);
    address.port = String(port); // nobody listens there yet
    const starting: Promise<Running> = start(
      settingsFor(folder, address.href, { PORT: String(httpPort), ROLE: 'api' }),
      root,
    );
    const health = `http://127.0.0.1:${httpPort}/health`;
    const waiting = await eventually(async () => {
      const response = await fetch(`${health}/ready`);
      const body = (await response.json()) as { waitingFor: string };
      return (
        body.waitingFor === 'PostgreSQL' && {
          status: response.status,
          live: (await fetch(`${health}/live`)).status,
        }
      );
    });
    expect(waiting).toEqual({ status: 503, live: 200 });

    const proxy = await startProxy(database.url, port);
    const running = await starting;
    expect((await fetch(`${health}/ready`)).status).toBe(200);
    await running.stop();
    await proxy.close();
  });

  it('on a port that is taken says which, and what to do', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const starting = start(settingsFor(folder, database.url, { PORT: String(port), ROLE: 'api' }), root);
    await expect(starting).rejects.toThrow(
      new ConfigurationFault(
        `port ${port} is taken by another program; end it, or choose another port: PORT=3001 npm start`,
      ),
    );
    other.close();
  });

  it('on a database of a newer release is refused', async () => {
    await migrate(database.url, migrations);
    const pool = openPool(database.url, 1, 'gongkai-test');
    await pool.query(
      `insert into schema_migration (name, sha256) values ('20991231000000-from-the-future', 'x')`,
    );
    await pool.end();
    const starting = start(settingsFor(folder, database.url, { ROLE: 'api' }), root);
    await expect(starting).rejects.toThrow(
      'the database belongs to a newer release (it has 20991231000000-from-the-future)',
    );
  });

  it('by two processes at once migrates once', async () => {
    const applied = await Promise.all([migrate(database.url, migrations), migrate(database.url, migrations)]);
    expect(applied.map((names) => names.length).sort()).toEqual([0, expect.any(Number)]);
    expect(await migrate(database.url, migrations)).toEqual([]);
  });

  it('is possible after the migrations went up, down and up again', async () => {
    const names = await migrate(database.url, migrations);
    expect(await migrateDown(database.url, migrations, names.length)).toEqual([...names].reverse());
    const pool = openPool(database.url, 1, 'gongkai-test');
    const { rows } = await pool.query(
      `select count(*) from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'S') and relname <> 'schema_migration'`,
    );
    await pool.end();
    expect(rows).toEqual([{ count: 0 }]);
    expect(await migrate(database.url, migrations)).toEqual(names);
  });

  it('with a definition that was changed after cases used it is refused, and names the file', async () => {
    const service = await runService();
    await service.moveTo('2016-06-28T09:00:00+08:00');
    await openDraft(service);
    const workflows = join(folder, 'workflows');
    cpSync(join(root, 'workflows'), workflows, { recursive: true });
    const file = join(workflows, 'policy-document', '1.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace('zh: 报批', 'zh: 送审'));
    const changed = new Definitions(loadDefinitions(workflows));
    await expect(new PinDefinitions(service.pool, changed).run()).rejects.toThrow(
      'cases already follow policy-document/1.yaml',
    );
    await service.end();
  });
});

describe('settings', () => {
  it('are complained of all at once, by name and never by value', () => {
    const secret = 'ftp://user:hush-hush@server';
    const environment = {
      DATABASE_URL: secret,
      REDIS_URL: secret,
      SMTP_URL: secret,
      PORT: '70000',
      ROLE: 'boss',
      LOG_LEVEL: 'loud',
    };
    const reading = () => readSettings(environment, root);
    expect(reading).toThrow(ConfigurationFault);
    for (const name of Object.keys(environment)) expect(reading).toThrow(name);
    expect(reading).not.toThrow(/hush-hush|70000|boss|loud/);
  });
});

describe('an effect that nobody carries out', () => {
  it('ends the start', () => {
    const { vocabulary } = loadDefinitions(join(root, 'workflows'));
    expect(() => new EffectRegistry({}, vocabulary)).toThrow(
      new ConfigurationFault(
        'no handler carries out publish, publish-interpretation, take-down, submit-to-archive; register one in src/app or take the effect out of workflows/effects.yaml',
      ),
    );
  });
});

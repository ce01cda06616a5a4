import { describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { createTestDatabase, prepareTemplate } from './database.js';
import { describeOnEachStore } from './stores.js';
import { eventually } from './wait.js';

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('the test databases', () => {
  it('are copies of a template that is prepared once, however many ask for it at the same time', async () => {
    let preparations = 0;
    const prepare = async (url: string) => {
      preparations += 1;
      await ask(url, 'CREATE TABLE office AS SELECT 7 AS section');
    };
    const names = await Promise.all([1, 2, 3].map(() => prepareTemplate('once', prepare)));
    const databases = await Promise.all(names.map((template) => createTestDatabase({ template })));

    expect(preparations).toBe(1);
    for (const { url } of databases)
      expect(await ask(url, 'SELECT section FROM office')).toEqual([{ section: 7 }]);
    await Promise.all(databases.map(({ drop }) => drop()));
  });

  it('do not see each other', async () => {
    const [one, other] = await Promise.all([createTestDatabase(), createTestDatabase()]);
    await ask(one.url, 'CREATE TABLE office AS SELECT 1');

    await expect(ask(other.url, 'SELECT * FROM office')).rejects.toThrow('does not exist');
    await Promise.all([one.drop(), other.drop()]);
  });

  it('are not made from a template whose preparation failed', async () => {
    const broken = () => Promise.reject(new Error('migration 3 is wrong'));
    await expect(prepareTemplate('broken', broken)).rejects.toThrow('migration 3 is wrong');

    const template = await prepareTemplate('broken', () => Promise.resolve());
    expect(template).toBe('template_broken');
  });

  it('go even when somebody is still connected', async () => {
    const { url, drop } = await createTestDatabase();
    const client = new pg.Client({ connectionString: url });
    const gone = new Promise((resolve) => client.on('error', resolve));
    await client.connect();
    await drop();

    await gone;
    await expect(ask(url, 'SELECT 1')).rejects.toThrow('does not exist');
  });
});

describe('eventually', () => {
  it('answers as soon as the check holds, whether it threw or was false before', async () => {
    const answers = [() => false, () => fail('not yet'), () => 'there'];
    expect(await eventually(() => answers.shift()?.())).toBe('there');
  });

  it('tells the last reason when the time is over', async () => {
    await expect(eventually(() => fail('the mail is not there'), { within: 30 })).rejects.toThrow(
      'the mail is not there',
    );
    await expect(eventually(() => false, { within: 30 })).rejects.toThrow('still not true after 30 ms');
  });

  function fail(reason: string): never {
    throw new Error(reason);
  }
});

describeOnEachStore('a queue store of the tests', (store) => {
  it('gives an address exactly when the queue is not in PostgreSQL', async () => {
    await store.clear();
    expect(store.redisUrl !== undefined).toBe(store.kind === 'redis');
  });
});

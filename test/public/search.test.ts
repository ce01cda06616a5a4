import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import pg from 'pg';
import { migrate } from '../../src/platform/migrate.js';
import { createTestDatabase, prepareTemplate, type TestDatabase } from '../setup/database.js';

let database: TestDatabase;
let client: pg.Client;
beforeAll(async () => {
  const template = await prepareTemplate(
    'migrated',
    async (url) => void (await migrate(url, join(process.cwd(), 'migrations'))),
  );
  database = await createTestDatabase({ template });
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

async function finds(text: string, words: string): Promise<boolean | null> {
  const { rows } = await client.query<{ found: boolean | null }>(
    'select portal_words($1) @@ portal_query($2) as found',
    [text, words],
  );
  return rows[0]?.found ?? null;
}

describe('a search in Chinese', () => {
  const title = '关于做好（法律援助）工作的通知 明司〔2016〕12号 ＡＢＣ Guide-7';

  it.each([
    '援助',
    '法律援助',
    '法律援助工作',
    '通知 法律',
    '明司[2016]12号',
    '2016 12号',
    '12号',
    'abc',
    'GUIDE',
    'gui',
    '法',
    '知',
  ])('finds %s', async (words) => expect(await finds(title, words)).toBe(true));

  it.each(['律法', '援律', '2号', '20号', '法律工作', '通知 仲裁', 'abcd', '016'])(
    'does not find %s',
    async (words) => expect(await finds(title, words)).toBe(false),
  );

  it('has nothing to look for in punctuation alone', async () => {
    expect(await finds(title, '。， %_')).toBeNull();
  });

  it.each(["'", "a'b", "' | '", '\\', ':*', '!&|()<->', "养老'); drop table portal_item; --"])(
    'takes %s for words and never for an instruction',
    async (words) => expect([null, false]).toContain(await finds(title, words)),
  );

  it('finds characters beyond the basic plane', async () => {
    expect(await finds('关于𠮷林镇的通知', '𠮷林')).toBe(true);
  });

  it('takes texts longer than PostgreSQL can number', async () => {
    expect(await finds(`${'一二三四五六七八九十'.repeat(3_000)}`, '三四五')).toBe(true);
  });

  it('goes by its index', async () => {
    await client.query('set enable_seqscan = off');
    const { rows } = await client.query<{ 'QUERY PLAN': string }>(
      `explain select case_id from portal_item where is_shown and words @@ portal_query('养老')`,
    );
    expect(JSON.stringify(rows)).toContain('portal_item_words');
  });
});

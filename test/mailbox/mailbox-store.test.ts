import { MailboxStore } from '../../src/mailbox/mailbox-store.js';
import { readMessage, type ReceivedMessage } from '../../src/mailbox/read-message.js';
import { createMailboxDatabase, type MailboxDatabase } from './mailbox-database.js';

let database: MailboxDatabase;
beforeAll(async () => {
  database = await createMailboxDatabase();
});
beforeEach(() => database.pool.query('TRUNCATE mailbox_message'));
afterAll(() => database.drop());

function message(parts: Partial<ReceivedMessage> = {}): ReceivedMessage {
  return {
    envelopeFrom: 'bounce+1@example.cn',
    envelopeTo: ['office-lead@example.cn'],
    messageId: '<1.a@example.cn>',
    sender: '"政务公开办公室" <gongkai@example.cn>',
    subject: '【已超期】GK-2026-0012',
    text: '解读材料发布已超期2个工作日',
    html: null,
    raw: Buffer.from('Subject: x\r\n\r\nbody'),
    headers: { subject: ['x'] },
    ...parts,
  };
}

describe('the store of the built-in mailbox', () => {
  it('gives back what it was given, the raw bytes too', async () => {
    const store = new MailboxStore(database.pool);
    const given = message({ html: '<p>解读</p>', raw: Buffer.from([0, 255, 13, 10]) });
    const id = await store.add(given);
    const { raw, ...readable } = given;
    expect(await store.find(id)).toEqual({ ...readable, id, earlierCopies: 0, receivedAt: expect.any(Date) });
    expect(await store.findRaw(id)).toEqual(raw);
  });

  it.each(['0', 'x', "1' OR true --", '', '99999999999999999999999'])(
    'has no message under %j',
    async (id) => {
      const store = new MailboxStore(database.pool);
      await store.add(message());
      expect(await store.find(id)).toBeNull();
      expect(await store.findRaw(id)).toBeNull();
    },
  );

  it('keeps copies under one Message-ID and counts those that came before', async () => {
    const store = new MailboxStore(database.pool);
    for (const messageId of ['<1@a>', '<2@a>', '<1@a>', '<1@a>', null, null])
      await store.add(message({ messageId }));
    expect((await store.list()).map(({ messageId, earlierCopies }) => [messageId, earlierCopies])).toEqual([
      [null, 0],
      [null, 0],
      ['<1@a>', 2],
      ['<1@a>', 1],
      ['<2@a>', 0],
      ['<1@a>', 0],
    ]);
  });

  it('finds by recipient, in whatever case the address is written', async () => {
    const store = new MailboxStore(database.pool);
    await store.add(message({ envelopeTo: ['Office-Lead@example.cn', 'director@example.cn'] }));
    await store.add(message({ envelopeTo: ['archivist@example.cn'] }));
    expect(await store.list({ recipient: 'office-lead@EXAMPLE.cn' })).toHaveLength(1);
    expect(await store.list({ recipient: 'office' })).toHaveLength(0);
  });

  it('finds by words in subject, text and addresses, in Chinese too, and takes % and _ as they are', async () => {
    const store = new MailboxStore(database.pool);
    await store.add(message({ subject: '完成率 100% 的科室' }));
    await store.add(message({ text: '解读材料_初稿' }));
    expect(await store.list({ query: '100%' })).toHaveLength(1);
    expect(await store.list({ query: '料_初' })).toHaveLength(1);
    expect(await store.list({ query: '%' })).toHaveLength(1);
    expect(await store.list({ query: '政务公开' })).toHaveLength(2);
    expect(await store.list({ query: '没有的词' })).toHaveLength(0);
  });

  it('pages from the newest to the oldest without a gap', async () => {
    const store = new MailboxStore(database.pool);
    for (let index = 1; index <= 5; index += 1) await store.add(message({ subject: `第${index}封` }));
    const first = await store.list({ limit: 2 });
    const second = await store.list({ limit: 2, beforeId: first.at(-1)!.id });
    expect([...first, ...second].map(({ subject }) => subject)).toEqual(['第5封', '第4封', '第3封', '第2封']);
  });

  it('keeps the newest messages up to its limit and lets the oldest go', async () => {
    const store = new MailboxStore(database.pool, 3);
    for (let index = 1; index <= 5; index += 1) await store.add(message({ subject: `第${index}封` }));
    expect((await store.list()).map(({ subject }) => subject)).toEqual(['第5封', '第4封', '第3封']);
  });

  it('keeps five thousand unless it is told otherwise', async () => {
    await database.pool.query(
      `INSERT INTO mailbox_message (envelope_from, envelope_to, sender, subject, text, raw, headers)
       SELECT '', '{}', '', n::text, '', '', '{}' FROM generate_series(1, 5200) n`,
    );
    await new MailboxStore(database.pool).add(message());
    expect(await database.countMessages()).toBe(5_000);
  });

  it('takes a mail with NUL bytes, broken surrogates and broken MIME', async () => {
    const store = new MailboxStore(database.pool);
    const raw = Buffer.from(
      'Subject: a\0b\r\nX-Odd: \ud800\r\nContent-Type: multipart/mixed; boundary="never"\r\n\r\n\0text',
    );
    const id = await store.add(await readMessage(raw, { from: '', to: ['a\0@example.cn'] }));
    expect((await store.find(id))?.subject).toBe('a\uFFFDb');
    expect(await store.findRaw(id)).toEqual(raw);
  });
});

describe('the migration', () => {
  it('is undone without a trace', async () => {
    const fresh = await createMailboxDatabase();
    await fresh.undo();
    const { rows } = await fresh.pool.query("SELECT FROM pg_class WHERE relname LIKE 'mailbox%'");
    await fresh.drop();
    expect(rows).toHaveLength(0);
  });
});

import { once } from 'node:events';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { composeDeadlineMail } from '../../src/effects/notifications/compose-mail.js';
import { SmtpSender } from '../../src/effects/notifications/smtp-sender.js';
import { Mailbox, type MailboxLimits } from '../../src/mailbox/mailbox.js';
import { MailboxStore, type Queryable } from '../../src/mailbox/mailbox-store.js';
import { sampleMail } from '../effects/notifications/sample-mail.js';
import { item } from '../effects/notifications/sample-item.js';
import { createMailboxDatabase, type MailboxDatabase } from './mailbox-database.js';

let database: MailboxDatabase;
const closers: (() => unknown)[] = [];
beforeAll(async () => {
  database = await createMailboxDatabase();
});
beforeEach(() => database.pool.query('TRUNCATE mailbox_message'));
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});
afterAll(() => database.drop());

async function mailboxOn(queryable: Queryable, limits?: MailboxLimits) {
  const errors: Error[] = [];
  const store = new MailboxStore(queryable);
  const mailbox = new Mailbox(store, (error) => errors.push(error), limits);
  const url = await mailbox.listen();
  closers.push(() => mailbox.close());
  const sender = new SmtpSender({ url });
  closers.push(() => sender.close({ force: true }));
  return { url, store, sender, errors };
}

describe('the built-in mailbox', () => {
  it('receives an escalation over real SMTP and keeps it readable', async () => {
    const { sender, store } = await mailboxOn(database.pool);
    const mail = composeDeadlineMail({
      outboxId: '7f9c2ba4',
      from: { name: '政务公开办公室', address: 'gongkai@example.cn' },
      mailDomain: 'gongkai.example.cn',
      recipient: { name: '王主任', address: 'office-lead@example.cn' },
      instant: '2026-11-24T01:00:00Z',
      language: 'zh',
      items: [item({ notice: 'escalate', rung: 2 })],
      baseUrl: 'http://127.0.0.1:3000',
      showTitles: false,
    });
    const outcome = await sender.send(mail);

    const [kept] = await store.list();
    expect(outcome).toEqual({
      kind: 'accepted',
      reply: `250 2.0.0 Kept as message ${kept!.id}`,
      refused: [],
    });
    expect(kept).toMatchObject({
      envelopeFrom: 'bounce+7f9c2ba4@gongkai.example.cn',
      envelopeTo: ['office-lead@example.cn'],
      messageId: mail.messageId,
      sender: '"政务公开办公室" <gongkai@example.cn>',
      subject: '【升级】GK-2026-0012 解读材料发布，已超期2个工作日',
      text: mail.text,
      html: mail.html,
      headers: { 'x-gongkai-outbox': ['7f9c2ba4'], date: ['Tue, 24 Nov 2026 01:00:00 +0000'] },
    });
  });

  it('says 250 only when another connection can already see the row', async () => {
    const { sender } = await mailboxOn(database.pool);
    expect((await sender.send(sampleMail())).kind).toBe('accepted');
    expect(await database.countMessages()).toBe(1);
  });

  it('asks to come again, and reports why, when the database does not take the row', async () => {
    const broken: Queryable = { query: () => Promise.reject(new Error('connection terminated')) };
    const { sender, errors } = await mailboxOn(broken);
    expect(await sender.send(sampleMail())).toEqual({
      kind: 'retry',
      reply: '451 4.3.0 The mail could not be stored; try again later',
    });
    expect(errors.map(({ message }) => message)).toEqual(['connection terminated']);
  });

  it('keeps a second sending beside the first and shows it as a copy', async () => {
    const { sender, store } = await mailboxOn(database.pool);
    await sender.send(sampleMail());
    await sender.send(sampleMail());
    expect((await store.list()).map(({ earlierCopies }) => earlierCopies)).toEqual([1, 0]);
  });

  it('refuses a mail that is too big, for good, and keeps nothing of it', async () => {
    const { sender, store } = await mailboxOn(database.pool, { messageBytes: 10_000, recipients: 10 });
    const outcome = await sender.send(sampleMail({ text: '公开\n'.repeat(20_000) }));
    expect(outcome).toEqual({ kind: 'failed', reply: '552 5.3.4 The mail is larger than 10000 bytes' });
    expect(await store.list()).toEqual([]);
  });

  it('takes no more recipients than its limit and tells the sender to come again with the rest', async () => {
    const { sender, store } = await mailboxOn(database.pool, { messageBytes: 100_000, recipients: 2 });
    const to = ['a', 'b', 'c'].map((name) => ({ name, address: `${name}@example.cn` }));
    const outcome = await sender.send(sampleMail({ to }));
    expect(outcome).toMatchObject({
      kind: 'accepted',
      refused: [
        {
          address: 'c@example.cn',
          reply: '452 4.5.3 No more than 2 recipients in one mail',
          isPermanent: false,
        },
      ],
    });
    expect((await store.list())[0]?.envelopeTo).toEqual(['a@example.cn', 'b@example.cn']);
  });

  it('takes a hundred mails at once', async () => {
    const { sender } = await mailboxOn(database.pool);
    const mails = Array.from({ length: 100 }, (_, index) =>
      sampleMail({ messageId: `<${index}.x@example.cn>` }),
    );
    const outcomes = await Promise.all(mails.map((mail) => sender.send(mail)));
    expect(outcomes.every(({ kind }) => kind === 'accepted')).toBe(true);
    expect(await database.countMessages()).toBe(100);
  });

  it('takes a bounce, whose sender is empty', async () => {
    const { url, store } = await mailboxOn(database.pool);
    await speak(url, [
      'EHLO x',
      'MAIL FROM:<>',
      'RCPT TO:<bounce+1@example.cn>',
      'DATA',
      'Subject: bounce\r\n\r\n.',
      'QUIT',
    ]);
    expect(await store.list()).toMatchObject([{ envelopeFrom: '', subject: 'bounce', messageId: null }]);
  });

  it('listens on the loopback address only', async () => {
    const { url } = await mailboxOn(database.pool);
    const outward = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter(({ family, internal }) => family === 'IPv4' && !internal)
      .map(({ address }) => address);
    expect(new URL(url).hostname).toBe('127.0.0.1');
    for (const host of [...outward, '127.0.0.2']) {
      const socket = connect({ host, port: Number(new URL(url).port) });
      await expect(once(socket, 'connect')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    }
  });

  it('offers neither a password prompt nor its own certificate', async () => {
    const { url } = await mailboxOn(database.pool);
    const greeting = await speak(url, ['EHLO x', 'QUIT']);
    expect(greeting).not.toMatch(/AUTH|STARTTLS/);
  });

  it('says that its port is taken instead of listening elsewhere', async () => {
    const { url } = await mailboxOn(database.pool);
    const second = new Mailbox(new MailboxStore(database.pool), () => undefined);
    await expect(second.listen(Number(new URL(url).port))).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});

/** Says each line after the answer to the one before. @returns everything the server said */
async function speak(url: string, lines: string[]): Promise<string> {
  const socket = connect({ host: '127.0.0.1', port: Number(new URL(url).port) });
  const left = [...lines];
  let heard = '';
  socket.setEncoding('utf8');
  socket.on('data', (chunk: string) => {
    heard += chunk;
    if (/^\d{3} .*\r\n$/m.test(chunk)) socket.write(`${left.shift() ?? 'NOOP'}\r\n`);
  });
  await once(socket, 'close');
  return heard;
}

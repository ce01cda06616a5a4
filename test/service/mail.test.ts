import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SendMails } from '../../src/effects/notifications/send-mails.js';
import { SmtpSender } from '../../src/effects/notifications/smtp-sender.js';
import { findFreePort } from '../../src/platform/free-port.js';
import { fireAtOf, openCatalogue } from './catalogue.js';
import { runService, type RunningService } from './running-service.js';
import { startInbox, type SmtpInbox } from './smtp-inbox.js';

interface MailRow {
  recipient: string;
  state: string;
  attempts: number;
  messageId: string;
  isPossibleDuplicate: boolean;
}

describe('an escalation', () => {
  let service: RunningService;
  let port: number;
  let sender: SmtpSender;
  let mails: SendMails;
  let pausedSeconds = 0;
  let listening: SmtpInbox | undefined;
  beforeEach(async () => {
    service = await runService();
    port = await findFreePort();
    sender = new SmtpSender({ url: `smtp://127.0.0.1:${port}` });
    mails = new SendMails(
      service.pool,
      sender,
      () => undefined,
      () => performance.now() + pausedSeconds * 1000,
    );
    await service.moveTo('2016-06-28T09:00:00+08:00');
    const id = await openCatalogue(service);
    await service.moveTo(await fireAtOf(service, id, 'proactive/breach'));
    await service.services.drainDueTimers.run('sweep');
    await service.services.gatherNotices.run();
  });
  afterEach(async () => {
    sender.close({ force: true });
    await listening?.close();
    await service.end();
  });

  async function listen(): Promise<SmtpInbox> {
    listening = await startInbox(port);
    return listening;
  }

  async function mailRows(): Promise<MailRow[]> {
    const text = `select recipient_id as recipient, state, attempts, message_id as "messageId", possible_duplicate as "isPossibleDuplicate" from mail where recipient_id = 'office-lead' order by part`;
    return (await service.pool.query<MailRow>(text)).rows;
  }

  it('reaches the office lead over SMTP, with the number of the case and without its title', async () => {
    const inbox = await listen();
    while ((await mails.run()) > 0);
    const { rows } = await service.pool.query<{ number: string }>('select number from cases');
    const [received] = inbox.mails.filter(({ to }) => to.includes('office-lead@bureau.example'));

    expect(received?.parsed.text).toContain(rows[0]?.number);
    expect(received?.parsed.text).not.toContain('目录第七稿');
    expect(await mailRows()).toMatchObject([{ state: 'accepted', attempts: 1, isPossibleDuplicate: false }]);
  });

  it('goes to each person once, however often the rounds run', async () => {
    const inbox = await listen();
    for (let round = 0; round < 5; round += 1) await mails.run();
    const { rows } = await service.pool.query<{ id: string }>('select message_id as id from mail order by 1');

    expect(inbox.mails.map(({ parsed }) => parsed.messageId).sort()).toEqual(rows.map(({ id }) => id).sort());
    expect(inbox.mails.filter(({ to }) => to.includes('office-lead@bureau.example'))).toHaveLength(1);
  });

  it('waits while the relay is down, burns no attempt, and is accepted when it is back', async () => {
    await mails.run(); // nobody listens
    expect(await mailRows()).toMatchObject([{ state: 'pending', attempts: 0 }]);
    const inbox = await listen();
    expect(await mails.run()).toBe(0); // the relay is left alone for a while
    pausedSeconds += 60;
    while ((await mails.run()) > 0);

    expect(await mailRows()).toMatchObject([{ state: 'accepted', attempts: 1, isPossibleDuplicate: false }]);
    expect(inbox.mails.filter(({ to }) => to.includes('office-lead@bureau.example'))).toHaveLength(1);
  });

  it('of a sender that died goes again under its old Message-ID and says that it may be a copy', async () => {
    await service.pool.query(
      `update mail set lease_until = clock_timestamp() - interval '1 second', fence = fence + 1, attempts = 1`,
    );
    const [before] = await mailRows();
    const inbox = await listen();
    while ((await mails.run()) > 0);

    const [received] = inbox.mails.filter(({ to }) => to.includes('office-lead@bureau.example'));
    expect(received?.parsed.messageId).toBe(before?.messageId);
    expect(await mailRows()).toMatchObject([
      { state: 'accepted', attempts: 2, messageId: before?.messageId, isPossibleDuplicate: true },
    ]);
  });

  it('that somebody else is sending is left to them', async () => {
    await service.pool.query(
      `update mail set lease_until = clock_timestamp() + interval '1 minute', fence = fence + 1`,
    );
    const inbox = await listen();

    expect(await mails.run()).toBe(0);
    expect(inbox.mails).toEqual([]);
  });
});

import { parseBounce } from '../../../src/effects/notifications/parse-bounce.js';
import { bouncePath, outboxIdOfBouncePath } from '../../../src/effects/notifications/verp.js';

const outboxId = '7f9c2ba4-e88f-4d2e-9a51-0c6f6b1d3e10';
const otherOutboxId = '11111111-2222-4333-8444-555555555555';

interface ReportParts {
  to?: string;
  perRecipient?: string;
  enclosed?: string;
  enclosedType?: string;
  eol?: string;
}

/** A report as Postfix writes it. */
function postfixReport(parts: ReportParts = {}): string {
  const perRecipient =
    parts.perRecipient ??
    `Final-Recipient: rfc822; office-lead@example.cn
Original-Recipient: rfc822;office-lead@example.cn
Action: failed
Status: 5.1.1
Remote-MTA: dns; mx.example.cn
Diagnostic-Code: smtp; 550 5.1.1 <office-lead@example.cn>: Recipient address
    rejected: User unknown in local recipient table`;
  return `Return-Path: <>
Date: Tue, 24 Nov 2026 09:00:05 +0800 (CST)
From: MAILER-DAEMON@relay.example.cn (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: ${parts.to ?? `bounce+${outboxId}@example.cn`}
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
	boundary="4F7A.1764000005/relay.example.cn"

This is a MIME-encapsulated message.

--4F7A.1764000005/relay.example.cn
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not
be delivered to one or more recipients.

--4F7A.1764000005/relay.example.cn
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; relay.example.cn
X-Postfix-Queue-ID: 4F7A
Arrival-Date: Tue, 24 Nov 2026 09:00:00 +0800 (CST)

${perRecipient}

--4F7A.1764000005/relay.example.cn
Content-Description: Undelivered Message
Content-Type: ${parts.enclosedType ?? 'message/rfc822'}

${
  parts.enclosed ??
  `From: gongkai@example.cn
To: office-lead@example.cn
Subject: =?UTF-8?B?44CQ5bey6LaF5pyf44CR?=
X-Gongkai-Outbox: ${outboxId}
Message-ID: <${outboxId}.5b41362bc82b7f3d@example.cn>

body`
}

--4F7A.1764000005/relay.example.cn--
`.replaceAll('\n', parts.eol ?? '\r\n');
}

describe('a delivery report', () => {
  it('tells which mail failed, for whom and why', async () => {
    expect(await parseBounce(Buffer.from(postfixReport()))).toEqual({
      outboxId,
      recipient: 'office-lead@example.cn',
      status: '5.1.1',
      action: 'failed',
    });
  });

  it('is read with bare line feeds too', async () => {
    expect(await parseBounce(postfixReport({ eol: '\n' }))).toMatchObject({ outboxId, status: '5.1.1' });
  });

  it('is matched by the address it was delivered to before any header', async () => {
    const bounce = await parseBounce(postfixReport({ to: 'postmaster@example.cn' }), [
      `bounce+${otherOutboxId}@example.cn`,
    ]);
    expect(bounce?.outboxId).toBe(otherOutboxId);
  });

  it.each(['message/rfc822', 'text/rfc822-headers'])(
    'is matched by the mail it encloses as %s when the return path was lost',
    async (enclosedType) => {
      expect((await parseBounce(postfixReport({ to: 'gongkai@example.cn', enclosedType })))?.outboxId).toBe(
        outboxId,
      );
    },
  );

  it('that mail is only late is told apart from failure', async () => {
    const perRecipient =
      'Final-Recipient: rfc822; office-lead@example.cn\nAction: delayed\nStatus: 4.4.1\nWill-Retry-Until: Sun, 29 Nov 2026 09:00:00 +0800';
    expect(await parseBounce(postfixReport({ perRecipient }))).toMatchObject({
      action: 'delayed',
      status: '4.4.1',
    });
  });

  it('names the recipient we wrote to when the mail was forwarded before it failed', async () => {
    const perRecipient =
      'Original-Recipient: rfc822;office-lead@example.cn\nFinal-Recipient: RFC822; wang@elsewhere.example\nAction: Failed\nStatus: 5.2.2 (mailbox full)';
    expect(await parseBounce(postfixReport({ perRecipient }))).toMatchObject({
      recipient: 'office-lead@example.cn',
      action: 'failed',
      status: '5.2.2',
    });
  });

  it('about several recipients is told by the one that failed', async () => {
    const perRecipient =
      'Final-Recipient: rfc822; a@example.cn\nAction: delivered\nStatus: 2.0.0\n\nFinal-Recipient: rfc822; b@example.cn\nAction: failed\nStatus: 5.7.1';
    expect(await parseBounce(postfixReport({ perRecipient }))).toMatchObject({
      recipient: 'b@example.cn',
      action: 'failed',
    });
  });

  it('in the manner of Exchange, with a Chinese notification and no enclosed mail, is read', async () => {
    const exchange = [
      'From: Microsoft Exchange <postmaster@bureau.example.cn>',
      `To: <bounce+${outboxId}@example.cn>`,
      'Content-Type: multipart/report; report-type="delivery-status"; boundary="_000_"',
      'Subject: =?utf-8?B?5peg5rOV5Lyg6YCS?=',
      'MIME-Version: 1.0',
      '',
      '--_000_',
      'Content-Type: text/html; charset="utf-8"',
      'Content-Transfer-Encoding: base64',
      '',
      Buffer.from('<p>无法传递</p>').toString('base64'),
      '--_000_',
      'Content-Type: message/delivery-status',
      '',
      'Reporting-MTA: dns;mail.bureau.example.cn',
      '',
      'Final-Recipient: rfc822;office-lead@bureau.example.cn',
      'Action: failed',
      'Status: 5.1.10',
      'Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound',
      '',
      '--_000_--',
      '',
    ].join('\r\n');
    expect(await parseBounce(exchange)).toEqual({
      outboxId,
      recipient: 'office-lead@bureau.example.cn',
      status: '5.1.10',
      action: 'failed',
    });
  });
});

describe('what is no delivery report about a mail of ours', () => {
  it('a holiday reply to the return path is nothing', async () => {
    const reply = `From: office-lead@example.cn\r\nTo: bounce+${outboxId}@example.cn\r\nSubject: holiday\r\nAuto-Submitted: auto-replied\r\n\r\nStatus: 5.1.1\r\nAction: failed\r\n`;
    expect(await parseBounce(reply)).toBeNull();
  });

  it('a report about somebody else’s mail is nothing', async () => {
    expect(
      await parseBounce(
        postfixReport({ to: 'postmaster@example.cn', enclosed: 'From: x@example.com\n\nhello' }),
      ),
    ).toBeNull();
  });

  it('a report without a recipient, a status or a known action is nothing', async () => {
    expect(await parseBounce(postfixReport({ perRecipient: 'Action: failed\nStatus: 5.1.1' }))).toBeNull();
    expect(
      await parseBounce(
        postfixReport({
          perRecipient: 'Final-Recipient: rfc822; a@example.cn\nAction: exploded\nStatus: 5.1.1',
        }),
      ),
    ).toBeNull();
    expect(
      await parseBounce(
        postfixReport({ perRecipient: 'Final-Recipient: rfc822; a@example.cn\nAction: failed\nStatus: bad' }),
      ),
    ).toBeNull();
  });

  it.each(['', '\r\n', 'not a mail at all'])('%j is nothing', async (raw) => {
    expect(await parseBounce(raw)).toBeNull();
  });
});

describe('the return path', () => {
  it('carries the outbox id there and back', () => {
    expect(bouncePath(outboxId, 'example.cn')).toBe(`bounce+${outboxId}@example.cn`);
    expect(outboxIdOfBouncePath(`To: Gongkai <bounce+${outboxId}@example.cn>`)).toBe(outboxId);
    expect(outboxIdOfBouncePath('gongkai@example.cn')).toBeNull();
  });

  it('is not made of an id that would break it', () => {
    expect(() => bouncePath('1>\r\nRCPT TO:<spy@example.com', 'example.cn')).toThrow(RangeError);
    expect(() => bouncePath('a'.repeat(58), 'example.cn')).toThrow(RangeError);
  });
});

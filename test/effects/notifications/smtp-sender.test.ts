import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { SmtpSender, type SmtpSettings } from '../../../src/effects/notifications/smtp-sender.js';
import { startRelay, type RelayScript, type ScriptedRelay } from './scripted-relay.js';
import { sampleMail } from './sample-mail.js';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function relayWith(...scripts: RelayScript[]): Promise<ScriptedRelay> {
  const relay = await startRelay(...scripts);
  closers.push(() => relay.close());
  return relay;
}

function senderTo(url: string, settings: Partial<SmtpSettings> = {}): SmtpSender {
  const sender = new SmtpSender({ url, ...settings });
  closers.push(() => sender.close({ force: true }));
  return sender;
}

async function outcomeOf(script: RelayScript, settings: Partial<SmtpSettings> = {}) {
  const relay = await relayWith(script);
  return senderTo(relay.url, settings).send(sampleMail());
}

describe('a mail that the relay takes', () => {
  it('is accepted with the words of the relay and arrives with its fixed id, headers and Chinese text', async () => {
    const relay = await relayWith({});
    const outcome = await senderTo(relay.url).send(sampleMail());

    expect(outcome).toEqual({ kind: 'accepted', reply: '250 2.0.0 queued as 4F7A', refused: [] });
    expect(relay.commands).toContain('MAIL FROM:<bounce+7f9c2ba4-e88f-4d2e-9a51-0c6f6b1d3e10@example.cn>');
    expect(relay.commands).toContain('RCPT TO:<office-lead@example.cn>');
    const parsed = await simpleParser(relay.bodies[0]!);
    expect(parsed.messageId).toBe(
      '<7f9c2ba4-e88f-4d2e-9a51-0c6f6b1d3e10.5b41362bc82b7f3d@gongkai.example.cn>',
    );
    expect(parsed.subject).toBe('【已超期】GK-2026-0012 解读材料发布');
    expect(parsed.from?.text).toBe('"政务公开办公室" <gongkai@example.cn>');
    expect(parsed.text).toBe('解读材料发布已超期 2 个工作日。\n.\n一行只有一个句点。\n');
    expect(parsed.headers.get('auto-submitted')).toBe('auto-generated');
    expect(parsed.headers.get('x-gongkai-outbox')).toBe('7f9c2ba4-e88f-4d2e-9a51-0c6f6b1d3e10');
    expect(parsed.date?.toISOString()).toBe('2026-11-24T01:00:00.000Z');
  });

  it('is the same byte for byte when it is sent again, so that a copy can be told', async () => {
    const relay = await relayWith({});
    const sender = senderTo(relay.url);
    await sender.send(sampleMail());
    await sender.send(sampleMail());

    expect(relay.bodies).toHaveLength(2);
    expect(relay.bodies[1]).toBe(relay.bodies[0]);
  });

  it('has headers of ASCII only, whatever the language', async () => {
    const relay = await relayWith({});
    await senderTo(relay.url).send(sampleMail());

    const headers = relay.bodies[0]!.split('\r\n\r\n')[0]!;
    expect(headers).toMatch(/^[\x20-\x7e\r\n]+$/);
  });

  it('names the recipient whom the relay refused when it took the mail for the other', async () => {
    const relay = await relayWith({ rcpt: ['250 ok', '550 5.1.1 no such user'] });
    const to = ['office-lead@example.cn', 'gone@example.cn'].map((address) => ({ name: '', address }));

    expect(await senderTo(relay.url).send(sampleMail({ to }))).toEqual({
      kind: 'accepted',
      reply: '250 2.0.0 queued as 4F7A',
      refused: [{ address: 'gone@example.cn', reply: '550 5.1.1 no such user', isPermanent: true }],
    });
  });

  it('goes out over a new line when the relay has dropped the idle one', async () => {
    const relay = await relayWith({ dot: '250 first' }, { dot: '250 second' });
    const sender = senderTo(relay.url);
    await sender.send(sampleMail());
    relay.hangUp();

    expect(await sender.send(sampleMail())).toMatchObject({ kind: 'accepted', reply: '250 second' });
    expect(relay.bodies).toHaveLength(2);
  });
});

describe('a mail that the relay cannot take now', () => {
  it.each<[string, RelayScript, string]>([
    ['the relay says 4xx to the sender', { mail: '451 4.3.0 try later' }, '451 4.3.0 try later'],
    [
      'the relay says 4xx to the recipient (greylisting)',
      { rcpt: '450 4.2.0 greylisted' },
      '450 4.2.0 greylisted',
    ],
    ['the relay says 4xx to DATA', { data: '452 4.3.1 no room' }, '452 4.3.1 no room'],
    [
      'the relay says 4xx to the final dot',
      { dot: '451 4.7.1 scanner is down' },
      '451 4.7.1 scanner is down',
    ],
    ['the relay says 421 to the recipient', { rcpt: '421 4.3.2 shutting down' }, '421 4.3.2 shutting down'],
    ['the relay says 421 to the final dot', { dot: '421 4.3.2 shutting down' }, '421 4.3.2 shutting down'],
    ['the mailbox is full (552)', { rcpt: '552 5.2.2 mailbox full' }, '552 5.2.2 mailbox full'],
    ['the mailbox is full (552 to the dot)', { dot: '552 mailbox full' }, '552 mailbox full'],
    ['the mailbox is full (550 with 5.2.2)', { rcpt: '550 5.2.2 over quota' }, '550 5.2.2 over quota'],
    ['the session is out of order (503)', { rcpt: '503 5.5.1 bad sequence' }, '503 5.5.1 bad sequence'],
  ])('is sent again later when %s', async (_when, script, reply) => {
    const outcome = await outcomeOf(script);
    expect(outcome.kind).toBe('retry');
    expect(outcome.reply).toContain(reply);
  });

  it.each<[string, RelayScript]>([
    ['at MAIL FROM', { mail: 'drop' }],
    ['at RCPT TO', { rcpt: 'drop' }],
    ['instead of 354', { data: 'drop' }],
  ])('is sent again later when the line is lost %s', async (_where, script) => {
    expect((await outcomeOf(script)).kind).toBe('retry');
  });

  it('is sent again later, and not as a possible duplicate, when the line is lost in the middle of the body', async () => {
    const relay = await relayWith({ dropAfterBodyBytes: 100_000 });
    const text = '公开\n'.repeat(2_000_000);

    expect((await senderTo(relay.url).send(sampleMail({ text }))).kind).toBe('retry');
    expect(relay.bodies).toHaveLength(0);
  });

  it('is sent again later when the relay stops answering before the body', async () => {
    expect((await outcomeOf({ rcpt: 'freeze' }, { replyTimeoutMs: 200 })).kind).toBe('retry');
  });
});

describe('a mail that the relay refuses for good', () => {
  it.each<[string, RelayScript]>([
    ['5xx to the recipient', { rcpt: '550 5.1.1 no such user' }],
    ['5xx to DATA', { data: '554 5.6.0 refused' }],
    ['5xx to the final dot', { dot: '550 5.7.1 looks like spam' }],
    ['that it is too big', { dot: '552 5.3.4 message too big' }],
  ])('is failed at once when the relay says %s', async (_what, script) => {
    expect((await outcomeOf(script)).kind).toBe('failed');
  });

  it('is failed, not retried, when every one of several recipients is refused for good', async () => {
    const relay = await relayWith({ rcpt: ['550 5.1.1 one', '550 5.1.1 two'] });
    const to = ['a@example.cn', 'b@example.cn'].map((address) => ({ name: '', address }));
    expect((await senderTo(relay.url).send(sampleMail({ to }))).kind).toBe('failed');
  });

  it('never reaches the relay when a name, a subject or a header would smuggle in a line, and all faults are told', async () => {
    const relay = await relayWith({});
    const outcome = await senderTo(relay.url).send(
      sampleMail({
        subject: '【催办】\r\nBcc: spy@example.com',
        to: [{ name: '王\nX-Evil: 1', address: 'office-lead@example.cn' }],
        headers: { 'X-Gongkai-Outbox': '1\r\nX-Evil: 2' },
        envelopeFrom: 'bounce@example.cn>\r\nRCPT TO:<spy@example.com',
      }),
    );
    expect(outcome.kind).toBe('failed');
    expect(outcome.reply.split('; ')).toHaveLength(4);
    expect(relay.connections).toBe(0);
  });
});

describe('a relay that cannot be used', () => {
  it('is a server fault when the port is closed', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, 'close');

    const outcome = await senderTo(`smtp://127.0.0.1:${port}`).send(sampleMail());
    expect(outcome.kind).toBe('server-fault');
    expect(outcome.reply).toContain('ECONNREFUSED');
  });

  it('is a server fault when its name cannot be resolved', async () => {
    expect((await senderTo('smtp://no-such-relay.invalid:25').send(sampleMail())).kind).toBe('server-fault');
  });

  it.each<[string, RelayScript]>([
    ['it turns us away in its greeting', { greeting: '554 5.3.2 not you' }],
    ['it is too busy to greet us', { greeting: '421 4.7.0 too many connections' }],
    ['it hangs up before the greeting', { greeting: 'drop' }],
    ['it wants us to sign in first', { mail: '530 5.7.0 authentication required' }],
    ['it does not let us send under our address', { mail: '550 5.7.1 sender rejected' }],
  ])('is a server fault when %s', async (_when, script) => {
    expect((await outcomeOf(script)).kind).toBe('server-fault');
  });

  it('is a server fault when it never greets', async () => {
    expect((await outcomeOf({ greeting: 'freeze' }, { greetingTimeoutMs: 200 })).kind).toBe('server-fault');
  });

  it('is a server fault when it refuses our password, which is not told', async () => {
    const url = await realServer({
      disabledCommands: ['STARTTLS'],
      onAuth: (_auth, _session, done) => done(new Error('Invalid credentials')),
    });
    const outcome = await senderTo(url.replace('smtp://', 'smtp://gongkai:s3cret-word@')).send(sampleMail());
    expect(outcome.kind).toBe('server-fault');
    expect(outcome.reply).toContain('535');
    expect(JSON.stringify(outcome)).not.toContain('s3cret-word');
  });

  it('is a server fault when its certificate is not trusted, and no mail is sent in the clear', async () => {
    let mails = 0;
    const url = await realServer({
      disabledCommands: ['AUTH'],
      authOptional: true,
      onData: (stream, _session, done) => {
        mails += 1;
        stream.resume();
        stream.on('end', () => done());
      },
    });
    expect((await senderTo(url).send(sampleMail())).kind).toBe('server-fault');
    expect(mails).toBe(0);
  });

  it('is a server fault when TLS is demanded and not offered', async () => {
    const relay = await relayWith({});
    expect((await senderTo(`${relay.url}?requireTLS=true`).send(sampleMail())).kind).toBe('server-fault');
    expect(relay.bodies).toHaveLength(0);
  });

  it('can be probed without sending a mail', async () => {
    const relay = await relayWith({});
    expect(await senderTo(relay.url).probe()).toEqual({ kind: 'ready' });
    expect(relay.commands.filter((command) => command.startsWith('MAIL'))).toHaveLength(0);
    const broken = await relayWith({ greeting: '554 not you' });
    expect((await senderTo(broken.url).probe()).kind).toBe('server-fault');
  });
});

describe('the gap between the final dot and its answer (RFC 1047)', () => {
  it.each<[string, RelayScript, Partial<SmtpSettings>]>([
    ['the line is lost', { dot: 'drop' }, {}],
    ['no answer comes', { dot: 'freeze' }, { replyTimeoutMs: 200 }],
    ['the whole sending takes too long', { dot: 'freeze' }, { sendTimeoutMs: 300 }],
    ['the answer is no answer', { dot: 'perhaps' }, {}],
  ])(
    'leaves the outcome unknown when %s, with the mail in the hands of the relay',
    async (_when, script, settings) => {
      const relay = await relayWith(script);
      const outcome = await senderTo(relay.url, settings).send(sampleMail());
      expect(outcome.kind).toBe('unknown');
      expect(relay.bodies).toHaveLength(1);
      expect(relay.connections).toBe(1); // nobody sent it again behind our back
    },
  );
});

describe('a relay that takes the whole envelope at once (PIPELINING, RFC 2920)', () => {
  const ehlo = '250-relay.example\r\n250 PIPELINING';
  it.each<[string, RelayScript, string]>([
    ['accepted', {}, 'accepted'],
    [
      'retried when the recipient is refused for now',
      { rcpt: '450 greylisted', data: '503 no valid recipients' },
      'retry',
    ],
    [
      'failed when the recipient is refused for good',
      { rcpt: '550 no such user', data: '503 no valid recipients' },
      'failed',
    ],
    ['retried when the line is lost at the recipient', { rcpt: 'drop' }, 'retry'],
    ['of unknown outcome when the line is lost after the dot', { dot: 'drop' }, 'unknown'],
  ])('has its mail %s', async (_what, script, kind) => {
    expect((await outcomeOf({ ehlo, ...script })).kind).toBe(kind);
  });
});

async function realServer(options: ConstructorParameters<typeof SMTPServer>[0]): Promise<string> {
  const server = new SMTPServer({ ...options, logger: false });
  server.on('error', () => undefined); // a client that does not trust us hangs up
  const listening = server.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  closers.push(() => new Promise<void>((done) => server.close(() => done())));
  return `smtp://127.0.0.1:${(listening.address() as AddressInfo).port}`;
}

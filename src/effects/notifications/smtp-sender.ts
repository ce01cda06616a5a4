import {
  createTransport,
  type NodemailerError,
  type SMTPPoolSentMessageInfo,
  type Transporter,
} from 'nodemailer';
import SMTPPool from 'nodemailer/lib/smtp-pool';
import { classifySmtp, type SendProgress } from './classify-smtp.js';
import { mailFaults, type FrozenMail } from './frozen-mail.js';
import type { RefusedRecipient, SendOutcome } from './send-outcome.js';

export interface SmtpSettings {
  /** smtp:// or smtps://, with user and password if the relay wants them; `?requireTLS=true` insists on STARTTLS. */
  url: string;
  /** Connections kept open side by side. Send no more mails at once than this, or waiting counts as sending. */
  maxConnections?: number;
  /** How long to wait for a connection, for the greeting, and for each answer (RFC 5321 4.5.3.2 asks 10 min after the dot). */
  connectTimeoutMs?: number;
  greetingTimeoutMs?: number;
  replyTimeoutMs?: number;
  /** The bound on one sending as a whole, for a server that trickles; the lease in the outbox must be longer. */
  sendTimeoutMs?: number;
}

const minuteMs = 60_000;

/** Hands frozen mails to one SMTP relay over a pool of connections, and says for each what became of it. */
export class SmtpSender {
  private readonly pool: SMTPPool;
  private readonly transporter: Transporter<SMTPPoolSentMessageInfo>;
  private readonly sendTimeoutMs: number;
  /** By the sending's own abort signal: the one object that nodemailer carries along unchanged. */
  private readonly progress = new WeakMap<AbortSignal, SendProgress>();

  constructor(settings: SmtpSettings) {
    this.sendTimeoutMs = settings.sendTimeoutMs ?? 11 * minuteMs;
    this.pool = new SMTPPool({
      url: settings.url,
      maxConnections: settings.maxConnections ?? 4,
      maxRequeues: 1, // once, for an idle connection that the server has dropped; never after a byte of the mail
      connectionTimeout: settings.connectTimeoutMs ?? 30_000,
      greetingTimeout: settings.greetingTimeoutMs ?? 30_000,
      dnsTimeout: settings.connectTimeoutMs ?? 30_000,
      socketTimeout: settings.replyTimeoutMs ?? 10 * minuteMs,
      socketCloseTimeout: 1_000,
    });
    this.transporter = createTransport(this.pool, { disableFileAccess: true, disableUrlAccess: true });
    this.transporter.use('stream', (mail, done) => {
      mail.message.processFunc((body) => this.watch(body, mail.data.signal));
      done();
    });
  }

  /** Sends once. Never throws for what a server or a network does: that is an outcome. */
  async send(mail: FrozenMail): Promise<SendOutcome> {
    const faults = mailFaults(mail);
    if (faults.length > 0) return { kind: 'failed', reply: faults.join('; ') };
    const signal = AbortSignal.timeout(this.sendTimeoutMs);
    this.progress.set(signal, 'queued');
    try {
      return accepted(await this.transporter.sendMail({ ...wireForm(mail), signal }));
    } catch (error) {
      return classifySmtp(error as NodemailerError, this.progress.get(signal) ?? 'handed-over');
    }
  }

  /** Whether the relay can be reached and lets us in, without sending anything: for `doctor` and for the pause after a server fault. */
  async probe(): Promise<{ kind: 'ready' } | SendOutcome> {
    try {
      await this.transporter.verify();
      return { kind: 'ready' };
    } catch (error) {
      return classifySmtp(error as NodemailerError, 'queued');
    }
  }

  /** Closes idle connections; one that is delivering finishes first, unless `force` gives it up. */
  close(options: { force: boolean } = { force: false }): void {
    this.pool.close(options);
  }

  /**
   * nodemailer asks for the body when the session stands and MAIL FROM is next, reads it only after 354, and has read
   * it to the end when it writes the final dot. So the body's own life tells what the error does not.
   */
  private watch<Body extends NodeJS.ReadableStream>(body: Body, signal: AbortSignal | undefined): Body {
    if (!signal) return body;
    this.progress.set(signal, 'offered');
    body.once('end', () => this.progress.set(signal, 'handed-over'));
    return body;
  }
}

/** Everything that nodemailer would otherwise choose anew is fixed, so that a second sending is the same, byte for byte. */
function wireForm(mail: FrozenMail) {
  return {
    from: mail.from,
    to: mail.to,
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    headers: mail.headers,
    messageId: mail.messageId,
    baseBoundary: mail.messageId.replace(/[^A-Za-z0-9]/g, '').slice(0, 40),
    envelope: { from: mail.envelopeFrom, to: mail.to.map(({ address }) => address) },
  };
}

function accepted(sent: SMTPPoolSentMessageInfo): SendOutcome {
  const refused: RefusedRecipient[] = (sent.rejectedErrors ?? []).map((refusal) => ({
    address: refusal.recipient ?? '',
    reply: refusal.response ?? refusal.message,
    isPermanent: classifySmtp(refusal, 'offered').kind === 'failed',
  }));
  return { kind: 'accepted', reply: sent.response, refused };
}

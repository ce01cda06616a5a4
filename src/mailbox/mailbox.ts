import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { MailboxStore } from './mailbox-store.js';
import { readMessage } from './read-message.js';

const megabyte = 1024 * 1024;

export interface MailboxLimits {
  messageBytes: number;
  recipients: number;
}

/**
 * A real SMTP server for those who have no relay yet: it takes every mail, keeps it in the database and delivers none.
 * It listens on the loopback address only and asks for no password.
 */
export class Mailbox {
  private readonly server: SMTPServer;

  constructor(
    private readonly store: MailboxStore,
    private readonly report: (error: Error) => void,
    private readonly limits: MailboxLimits = { messageBytes: 25 * megabyte, recipients: 1_000 },
  ) {
    this.server = new SMTPServer({
      name: 'gongkai-mailbox',
      logger: false,
      size: limits.messageBytes,
      authOptional: true,
      disabledCommands: ['AUTH', 'STARTTLS'],
      disableReverseLookup: true,
      closeTimeout: 2_000,
      onRcptTo: (_address, session, done) => done(this.recipientRefusal(session)),
      onData: (stream, session, done) => {
        this.take(stream, session).then((words) => done(null, words), done);
      },
    });
    this.server.on('error', (error: Error) => this.report(error));
  }

  /**
   * @param port 0 for a free one
   * @returns the address for `SMTP_URL`
   */
  async listen(port = 0): Promise<string> {
    const listener = this.server.listen(port, '127.0.0.1');
    await once(listener, 'listening');
    return `smtp://127.0.0.1:${(listener.address() as AddressInfo).port}`;
  }

  /** Ends when open sessions have ended, after two seconds at the latest. */
  close(): Promise<void> {
    return new Promise((done) => this.server.close(() => done()));
  }

  /** 452 is the answer that RFC 5321 4.5.3.1.10 sets for too many recipients; the sender comes again with the rest. */
  private recipientRefusal(session: SMTPServerSession): Error | null {
    if (session.envelope.rcptTo.length < this.limits.recipients) return null;
    return refusal(452, `4.5.3 No more than ${this.limits.recipients} recipients in one mail`);
  }

  /** Says yes only when the row is committed: whoever gets 250 may forget the mail. */
  private async take(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<string> {
    const raw = await readAll(stream);
    if (stream.sizeExceeded)
      throw refusal(552, `5.3.4 The mail is larger than ${this.limits.messageBytes} bytes`);
    const { mailFrom, rcptTo } = session.envelope;
    const envelope = { from: mailFrom ? mailFrom.address : '', to: rcptTo.map(({ address }) => address) };
    try {
      return `2.0.0 Kept as message ${await this.store.add(await readMessage(raw, envelope))}`;
    } catch (error) {
      this.report(error as Error);
      throw refusal(451, '4.3.0 The mail could not be stored; try again later');
    }
  }
}

function refusal(responseCode: number, words: string): Error {
  return Object.assign(new Error(words), { responseCode });
}

/** All of it; what comes beyond the limit is read and dropped, so that the sender hears the answer. */
async function readAll(stream: SMTPServerDataStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    if (stream.sizeExceeded) chunks.length = 0;
    else chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

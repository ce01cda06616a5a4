import { simpleParser, type ParsedMail } from 'mailparser';
import { outboxIdOfBouncePath } from './verp.js';

/** What a relay reported about a mail that it had accepted earlier. */
export interface Bounce {
  outboxId: string;
  recipient: string;
  /** The enhanced status code (RFC 3463), such as 5.1.1: unknown mailbox. */
  status: string;
  action: 'failed' | 'delayed' | 'delivered' | 'relayed' | 'expanded';
}

const actions: readonly Bounce['action'][] = ['failed', 'delayed', 'delivered', 'relayed', 'expanded'];

/**
 * Reads a delivery report (RFC 3464) and finds the outbox row that it speaks of: by the return path it was sent to,
 * else by the header that the enclosed mail carries.
 * @param envelopeTo the addresses the report was delivered to, when the transport knows them
 * @returns null for anything that is not a delivery report about one of our mails: replies, holiday notes, advertisements
 */
export async function parseBounce(
  raw: Buffer | string,
  envelopeTo: readonly string[] = [],
): Promise<Bounce | null> {
  const mail = await simpleParser(raw, {
    keepDeliveryStatus: true,
    skipTextToHtml: true,
    skipHtmlToText: true,
  });
  const report = reportPart(mail, 'message/delivery-status');
  if (report === null) return null;
  const outboxId = outboxIdOf(mail, envelopeTo);
  const recipients = fieldGroups(report).slice(1); // the first group is about the message as a whole
  const told = recipients.map((fields) => bounceOf(fields, outboxId)).filter((bounce) => bounce !== null);
  return told.find(({ action }) => action === 'failed') ?? told[0] ?? null;
}

function bounceOf(fields: Map<string, string>, outboxId: string | null): Bounce | null {
  const action = actions.find((known) => known === fields.get('action')?.toLowerCase());
  const status = /^\d\.\d{1,3}\.\d{1,3}/.exec(fields.get('status') ?? '')?.[0];
  // The address we wrote to, where the relay tells it; a forwarding may have changed the final one.
  const recipient = addressOf(fields.get('original-recipient')) ?? addressOf(fields.get('final-recipient'));
  if (outboxId === null || !action || !status || !recipient) return null;
  return { outboxId, recipient, status, action };
}

/** "rfc822;lead@example.cn" → the address. */
function addressOf(field: string | undefined): string | null {
  const address = field
    ?.slice(field.indexOf(';') + 1)
    .trim()
    .replace(/^<|>$/g, '');
  return address || null;
}

function outboxIdOf(mail: ParsedMail, envelopeTo: readonly string[]): string | null {
  const headers = mail.headerLines
    .filter(({ key }) => key === 'to' || key === 'delivered-to' || key === 'x-original-to')
    .map(({ line }) => line);
  for (const address of [...envelopeTo, ...headers]) {
    const outboxId = outboxIdOfBouncePath(address);
    if (outboxId !== null) return outboxId;
  }
  return enclosedOutboxId(mail);
}

function enclosedOutboxId(mail: ParsedMail): string | null {
  const enclosed = reportPart(mail, 'message/rfc822') ?? reportPart(mail, 'text/rfc822-headers') ?? '';
  return /^X-Gongkai-Outbox:[ \t]*([A-Za-z0-9-]{1,57})[ \t]*\r?$/im.exec(enclosed)?.[1] ?? null;
}

function reportPart(mail: ParsedMail, contentType: string): string | null {
  return (
    mail.attachments.find((part) => part.contentType === contentType)?.content.toString('latin1') ?? null
  );
}

/** Groups of "Name: value" lines between blank lines; a line that begins with a space continues the one before. */
function fieldGroups(report: string): Map<string, string>[] {
  const unfolded = report.replace(/\r\n/g, '\n').replace(/\n[ \t]+/g, ' ');
  return unfolded
    .split(/\n{2,}/)
    .map((group) => new Map(group.split('\n').flatMap(field)))
    .filter((group) => group.size > 0);
}

function field(line: string): [string, string][] {
  const colon = line.indexOf(':');
  return colon > 0 ? [[line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()]] : [];
}

import { simpleParser, type ParsedMail } from 'mailparser';

/** A message as it came over SMTP and as it reads. */
export interface ReceivedMessage {
  envelopeFrom: string;
  envelopeTo: string[];
  messageId: string | null;
  /** The From header, decoded. */
  sender: string;
  subject: string;
  text: string;
  html: string | null;
  raw: Buffer;
  /** By lower-case name, values as they were written, in their order. */
  headers: Record<string, string[]>;
}

export interface Envelope {
  from: string;
  to: string[];
}

/** Reads a raw message; one that is not well formed is kept with whatever could be read of it. */
export async function readMessage(raw: Buffer, envelope: Envelope): Promise<ReceivedMessage> {
  const mail = await simpleParser(raw, { skipHtmlToText: true, skipTextToHtml: true, skipImageLinks: true });
  return {
    envelopeFrom: storable(envelope.from),
    envelopeTo: envelope.to.map(storable),
    messageId: mail.messageId ? storable(mail.messageId) : null,
    sender: storable(mail.from?.text ?? ''),
    subject: storable(mail.subject ?? ''),
    text: storable(mail.text ?? ''),
    html: mail.html ? storable(mail.html) : null,
    raw,
    headers: headersOf(mail),
  };
}

function headersOf(mail: ParsedMail): Record<string, string[]> {
  const headers = new Map<string, string[]>();
  for (const { key, line } of mail.headerLines) {
    const value = storable(
      line
        .slice(line.indexOf(':') + 1)
        .replace(/\r?\n[ \t]+/g, ' ')
        .trim(),
    );
    headers.set(key, [...(headers.get(key) ?? []), value]);
  }
  return Object.fromEntries(headers);
}

/** PostgreSQL's text and jsonb hold neither NUL nor half a surrogate pair; the raw bytes keep what was there. */
function storable(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8').replaceAll('\u0000', '\uFFFD');
}

/** An address with the name shown beside it; the name may be empty. */
export interface MailAddress {
  name: string;
  address: string;
}

/**
 * A mail as it stands in the outbox: rendered once and never changed, so that a second sending is the same mail
 * under the same Message-ID and a reader's mail program can see that it is a copy.
 */
export interface FrozenMail {
  outboxId: string;
  /** With its angle brackets, as in the header. */
  messageId: string;
  from: MailAddress;
  to: MailAddress[];
  subject: string;
  text: string;
  html: string;
  headers: Record<string, string>;
  /** The return path: it names the outbox row, so that a bounce finds its way back (VERP). */
  envelopeFrom: string;
}

const controlCharacters = /[\u0000-\u001f\u007f\u2028\u2029]+/g;
const addressShape = /^[^\s<>()[\]@,;:"\\]+@[^\s<>()[\]@,;:"\\]+$/;
const headerNameShape = /^[A-Za-z0-9-]+$/;
const messageIdShape = /^<[^\s<>@]+@[^\s<>@]+>$/;

/** The same words on one line: a line break inside a header would let a case title write headers of its own. */
export function oneLine(words: string): string {
  return words.replace(controlCharacters, ' ').replace(/ {2,}/g, ' ').trim();
}

function isOneLine(words: string): boolean {
  return words.search(controlCharacters) === -1;
}

/**
 * Everything that makes a mail unfit for sending, in words for a clerk. A mail composed here has none of these;
 * the check stands before the wire because addresses and names come from people.
 */
export function mailFaults(mail: FrozenMail): string[] {
  const faults: string[] = [];
  const addresses = [mail.from, ...mail.to];
  if (mail.to.length === 0) faults.push('没有收件人 (the mail has no recipient)');
  if (!messageIdShape.test(mail.messageId))
    faults.push(`Message-ID 格式有误 (malformed): ${quoted(mail.messageId)}`);
  for (const { address } of [...addresses, { address: mail.envelopeFrom }]) {
    if (!addressShape.test(address)) faults.push(`邮箱地址有误 (malformed address): ${quoted(address)}`);
  }
  for (const { name } of addresses) {
    if (!isOneLine(name)) faults.push(`姓名中不能换行 (line break in a name): ${quoted(name)}`);
  }
  if (!isOneLine(mail.subject))
    faults.push(`主题中不能换行 (line break in the subject): ${quoted(mail.subject)}`);
  for (const [name, value] of Object.entries(mail.headers)) {
    if (headerNameShape.test(name) && isOneLine(value)) continue;
    faults.push(`邮件头有误 (malformed header): ${quoted(name)}: ${quoted(value)}`);
  }
  return faults;
}

function quoted(words: string): string {
  return JSON.stringify(words.slice(0, 200));
}

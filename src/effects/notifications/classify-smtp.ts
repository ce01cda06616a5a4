import type { SendOutcome } from './send-outcome.js';

/**
 * How far a mail came. `queued`: no server has heard of it. `offered`: a session was open and MAIL FROM was next.
 * `handed-over`: every byte with the final dot went to the socket, so the server may have it.
 */
export type SendProgress = 'queued' | 'offered' | 'handed-over';

/** What nodemailer says about a failure. Its `command` is CONN for every lost connection, before and after the dot alike. */
export interface SmtpFailure {
  message: string;
  code?: string | undefined;
  originalCode?: string | undefined;
  command?: string | undefined;
  response?: string | undefined;
  responseCode?: number | false | undefined;
}

type Verdict = Exclude<SendOutcome['kind'], 'accepted'>;

/** Codes that speak of the way to the server, whichever mail was waiting. */
const serverCodes = new Set(['EDNS', 'ETLS', 'EAUTH', 'ENOAUTH', 'EOAUTH2', 'EPROXY']);
const networkCodes = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EHOSTDOWN',
  'ENOTFOUND',
  'EAI_AGAIN',
]);
/** Sign in first, sign in better, encrypt first (RFC 4954 section 6, RFC 3207): the account or the settings are at fault. */
const signInReplies = new Set([530, 534, 535, 538]);

/** Sorts a failure by what must happen next; see `SendOutcome`. */
export function classifySmtp(failure: SmtpFailure, progress: SendProgress): SendOutcome {
  return { kind: verdict(failure, progress), reply: tellFailure(failure) };
}

function verdict(failure: SmtpFailure, progress: SendProgress): Verdict {
  const { code = '', originalCode = '', command = '', responseCode } = failure;
  if (serverCodes.has(code) || networkCodes.has(code) || networkCodes.has(originalCode))
    return 'server-fault';
  if (command === 'API' && code === 'EENVELOPE') return 'failed'; // refused before a byte was sent: an unusable address
  const isAnswer = command === 'MAIL FROM' || command === 'RCPT TO' || command === 'DATA';
  if (isAnswer && responseCode) return verdictOnReply(command, responseCode, failure.response ?? '');
  return verdictOnSilence(progress);
}

/** The server answered: its code decides, whatever became of the connection afterwards. */
function verdictOnReply(command: string, replyCode: number, reply: string): Verdict {
  if (signInReplies.has(replyCode)) return 'server-fault';
  if (replyCode < 400) return 'unknown'; // neither yes nor no
  if (replyCode < 500 || replyCode === 503) return 'retry'; // 503 speaks of the session's order, not of the mail
  if (isMailboxFull(replyCode, reply)) return 'retry';
  if (command === 'MAIL FROM') return 'server-fault'; // it refuses us as a sender, so it would refuse every mail
  return 'failed';
}

/** A full mailbox is emptied one day although its code is permanent; a mail that is too big (5.3.4) stays too big. */
function isMailboxFull(replyCode: number, reply: string): boolean {
  const enhanced = /^\d{3}[ -](5\.\d{1,3}\.\d{1,3})/.exec(reply)?.[1];
  return enhanced === '5.2.2' || (replyCode === 552 && enhanced !== '5.3.4');
}

/** No answer: only how far the mail came is known. */
function verdictOnSilence(progress: SendProgress): Verdict {
  switch (progress) {
    case 'queued':
      return 'server-fault';
    case 'offered':
      return 'retry';
    case 'handed-over':
      return 'unknown';
  }
}

/** The server's words, or the network's, on one line and short enough for a row in the outbox. */
function tellFailure(failure: SmtpFailure): string {
  const words = failure.response || failure.message;
  const cause =
    failure.originalCode && !words.includes(failure.originalCode) ? ` (${failure.originalCode})` : '';
  return (words + cause).replace(/[\u0000-\u001f\u007f]+/g, ' ').slice(0, 500);
}

import type { ReceivedMessage } from './read-message.js';

/** What the mailbox needs of a database: a `pg.Pool`, or anything that answers like one. */
export interface Queryable {
  query<Row>(text: string, values: unknown[]): Promise<{ rows: Row[] }>;
}

/** A message as the pages show it. */
export interface MailboxMessage extends Omit<ReceivedMessage, 'raw'> {
  id: string;
  receivedAt: Date;
  /** How many messages under the same Message-ID came before: more than none is a possible duplicate. */
  earlierCopies: number;
}

export interface MailboxFilter {
  /** Only what was sent to this address. */
  recipient?: string;
  /** Only what holds these words in subject, text or addresses. */
  query?: string;
  /** Only messages older than this one: the next page. */
  beforeId?: string;
  /** At most this many, newest first. */
  limit?: number;
}

/** `message.id` is the number and orders; plain `id` in ORDER BY would be the text, where 10 comes before 9. */
const columns = `
  id::text, received_at AS "receivedAt", envelope_from AS "envelopeFrom", envelope_to AS "envelopeTo",
  message_id AS "messageId", sender, subject, text, html, headers,
  (SELECT count(*)::int FROM mailbox_message copy
    WHERE copy.message_id = message.message_id AND copy.id < message.id) AS "earlierCopies"`;

/** The messages that the built-in mailbox received. Kept are the newest 5,000. */
export class MailboxStore {
  constructor(
    private readonly database: Queryable,
    private readonly keptMessages = 5_000,
  ) {}

  /** Adds a message and lets go of the oldest beyond the limit, in one statement and so in one commit. */
  async add(message: ReceivedMessage): Promise<string> {
    const { rows } = await this.database.query<{ id: string }>(
      `WITH stale AS (
         DELETE FROM mailbox_message
         WHERE id <= (SELECT id FROM mailbox_message ORDER BY id DESC OFFSET $10 LIMIT 1))
       INSERT INTO mailbox_message (envelope_from, envelope_to, message_id, sender, subject, text, html, raw, headers)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       RETURNING id::text`,
      [
        message.envelopeFrom,
        message.envelopeTo,
        message.messageId,
        message.sender,
        message.subject,
        message.text,
        message.html,
        message.raw,
        JSON.stringify(message.headers),
        this.keptMessages - 1, // the statement does not see its own new row
      ],
    );
    return rows[0]?.id ?? '';
  }

  /** Newest first. */
  async list({ recipient, query, beforeId, limit = 50 }: MailboxFilter = {}): Promise<MailboxMessage[]> {
    const { rows } = await this.database.query<MailboxMessage>(
      `SELECT ${columns} FROM mailbox_message message
       WHERE ($1::text IS NULL OR EXISTS (SELECT FROM unnest(envelope_to) address WHERE lower(address) = lower($1)))
         AND ($2::text IS NULL OR concat_ws(E'\\n', subject, text, sender, envelope_from, array_to_string(envelope_to, ' ')) ILIKE $2)
         AND ($3::bigint IS NULL OR id < $3)
       ORDER BY message.id DESC LIMIT $4`,
      [recipient ?? null, query ? `%${query.replace(/[\\%_]/g, '\\$&')}%` : null, beforeId ?? null, limit],
    );
    return rows;
  }

  /** One message, or null if there is none under this id, whatever the id looks like. */
  async find(id: string): Promise<MailboxMessage | null> {
    const { rows } = await this.database.query<MailboxMessage>(
      `SELECT ${columns} FROM mailbox_message message WHERE id::text = $1`,
      [id],
    );
    return rows[0] ?? null;
  }

  /** The bytes as they came, for those who want to see every header. */
  async findRaw(id: string): Promise<Buffer | null> {
    const { rows } = await this.database.query<{ raw: Buffer }>(
      'SELECT raw FROM mailbox_message WHERE id::text = $1',
      [id],
    );
    return rows[0]?.raw ?? null;
  }
}

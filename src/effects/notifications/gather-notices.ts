import { randomUUID } from 'node:crypto';
import { type Worlds } from '../../cases/worlds.js';
import { type Definitions } from '../../definitions/definitions.js';
import { noticeEffects } from '../../outbox/effect-registry.js';
import { type Transactions, type Tx } from '../../platform/transactions.js';
import { composeDeadlineMail } from './compose-mail.js';
import type { DeadlineItem } from './deadline-item.js';
import { deadlineItemOf } from './deadline-item-of.js';
import { recipientsOf } from './notice-recipients.js';
import { claimNotices, type NoticeRow } from './notice-rows.js';

export interface MailSettings {
  from: { name: string; address: string };
  mailDomain: string;
  baseUrl: string;
  /** Titles of what is not public yet stay out of mail unless the bureau says otherwise. */
  showTitles: boolean;
}
interface Addressee {
  id: string;
  name: string;
  address: string;
  language: 'zh' | 'en';
}

const mostNotices = 20_000;

/** Turns notices into mails: one per person and instant, its words frozen, in the transaction that ends the notices. */
export class GatherNotices {
  private readonly sectionRoles: ReadonlySet<string>;

  constructor(
    private readonly transactions: Transactions,
    private readonly definitions: Definitions,
    private readonly worlds: Worlds,
    private readonly settings: MailSettings,
  ) {
    const { roles } = definitions.vocabulary;
    this.sectionRoles = new Set(Object.keys(roles).filter((role) => roles[role]?.scope === 'section'));
  }

  /** @returns how many mails were made */
  run(): Promise<number> {
    return this.transactions.run(async (tx) => {
      const rows = await claimNotices(tx, noticeEffects, mostNotices);
      if (rows.length === 0) return 0;
      const addressees = await readAddressees(tx);
      let made = 0;
      for (const letters of this.lettersOf(rows).values()) {
        const addressee = addressees.get(letters.recipientId);
        if (!addressee) continue; // disabled since: nobody reads there any more
        await this.write(tx, addressee, letters);
        made += 1;
      }
      await tx.query(`update outbox set state = 'done', done_at = clock_timestamp() where id = any ($1)`, [
        rows.map(({ id }) => id),
      ]);
      return made;
    });
  }

  private lettersOf(rows: readonly NoticeRow[]): Map<string, Letter> {
    const { directory } = this.worlds.at(new Date(0));
    const letters = new Map<string, Letter>();
    for (const row of rows) {
      const instant = row.instant.toISOString();
      for (const recipientId of recipientsOf(row, directory, this.sectionRoles)) {
        const key = `${recipientId} ${instant}`;
        const letter = letters.get(key) ?? { recipientId, instant, rows: [] };
        letter.rows.push(row);
        letters.set(key, letter);
      }
    }
    return letters;
  }

  private async write(tx: Tx, addressee: Addressee, { instant, rows }: Letter): Promise<void> {
    const id = randomUUID();
    const { showTitles, baseUrl, from, mailDomain } = this.settings;
    const items = rows.map((row) => this.itemOf(row, instant));
    const mail = composeDeadlineMail({
      outboxId: id,
      recipient: addressee,
      instant,
      language: addressee.language,
      items,
      baseUrl,
      showTitles,
      from,
      mailDomain,
    });
    await tx.query(insertMail, [
      id,
      addressee.id,
      instant,
      addressee.address,
      mail.envelopeFrom,
      mail.messageId,
      mail.subject,
      mail.text,
      mail.html,
      JSON.stringify({ ...mail.headers, from: mail.from, to: mail.to }),
    ]);
    await tx.query(
      'insert into mail_item (mail_id, outbox_id, recipient_id) select $1, unnest($2::bigint[]), $3 on conflict do nothing',
      [id, rows.map((row) => row.id), addressee.id],
    );
  }

  private itemOf(row: NoticeRow, instant: string): DeadlineItem {
    const definition = this.definitions.get(row.type, row.version);
    return deadlineItemOf(row, definition, this.definitions.vocabulary, this.worlds.at(justBefore(instant)));
  }
}

interface Letter {
  recipientId: string;
  instant: string;
  rows: NoticeRow[];
}

const insertMail = `
insert into mail (id, recipient_id, instant, part, address, envelope_from, message_id, subject, text, html, headers)
values ($1, $2, $3, (select coalesce(max(part), 0) + 1 from mail where recipient_id = $2 and instant = $3), $4, $5, $6, $7, $8, $9, $10)`;

async function readAddressees(tx: Tx): Promise<Map<string, Addressee>> {
  const rows = await tx.query<Addressee>(
    `select id, case language when 'en' then name_en else name_zh end as name, email as address, language from person where is_active`,
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** A rung at 24:00 belongs to the day that ends with it, not to the one that begins. */
function justBefore(instant: string): Date {
  return new Date(Date.parse(instant) - 1);
}

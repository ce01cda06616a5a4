import { Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import type { SignedIn } from '../access/sessions.js';
import { verifyChain, type AuditEntry } from '../audit/chain.js';
import { Definitions } from '../definitions/definitions.js';
import { matches } from '../engine/approval.js';
import type { World } from '../engine/case-file.js';
import type { Definition } from '../engine/definition.js';
import { explainClock } from '../engine/clock.js';
import { currentRun } from '../engine/record-facts.js';
import { asTx } from '../platform/transactions.js';
import { answerOf, clockViews } from './case-answer.js';
import { caseIdOf } from './case-id.js';
import { readOne, type StoredCase } from './case-store.js';
import { NotFound } from './refused.js';
import { Worlds } from './worlds.js';

interface EventRow {
  seq: number;
  body: Record<string, unknown>;
  hash: string;
  prev: string | null;
  actorZh: string | null;
  actorEn: string | null;
}

export interface DocumentView {
  id: string;
  field: string;
  version: number;
  name: string;
  sha256: string;
  mediaType: string;
  sizeBytes: number;
  uploadedBy: string;
  uploadedAt: Date;
}

/** Those who supervise see every case; an auditor sees what happened, by digest, but not the contents. */
const supervisors = ['office-lead', 'director'];
const ledgerReaders = ['auditor', 'audit-admin'];

/** Views of one case for those who work on it. To everybody else it does not exist. */
@Injectable()
export class ReadCase {
  constructor(
    private readonly pool: Pool,
    private readonly definitions: Definitions,
    private readonly worlds: Worlds,
  ) {}

  async one(id: string, person: SignedIn): Promise<unknown> {
    const { stored, definition, world } = await this.open(id, person);
    const { file } = stored;
    const documents = await this.documentsOf(stored.id);
    return {
      id: stored.id,
      number: stored.number,
      title: stored.title,
      openedAt: stored.openedAt,
      section: file.section,
      owner: file.owner,
      drafters: file.drafters,
      fields: file.fields,
      findings: file.findings,
      signing: file.signing,
      exposed: file.exposed,
      documents,
      ...answerOf(definition, this.definitions.vocabulary, file, person, world),
    };
  }

  /** The files of a case, every version, for whoever may see the case. */
  async documents(id: string, person: SignedIn): Promise<DocumentView[]> {
    const { stored } = await this.open(id, person);
    return this.documentsOf(stored.id);
  }

  private async documentsOf(caseId: string): Promise<DocumentView[]> {
    const text = `select d.id, d.field, d.version, d.name, d.sha256, b.media_type as "mediaType", b.size_bytes as "sizeBytes", d.uploaded_by as "uploadedBy", d.uploaded_at as "uploadedAt"
      from document d join stored_bytes b on b.sha256 = d.sha256 where d.case_id = $1 order by d.field, d.version`;
    return (await this.pool.query<DocumentView>(text, [caseId])).rows;
  }

  async clocks(id: string, person: SignedIn): Promise<unknown> {
    const { stored, definition, world } = await this.open(id, person);
    const clocks = clockViews(definition, stored.file, world).map((view) => {
      const clock = definition.clocks[view.name];
      const ledger = stored.file.clocks[view.name];
      const derivation =
        clock && ledger
          ? explainClock(clock, currentRun(ledger.facts), world.calendar, stored.file.fields)
          : null;
      return { ...view, facts: ledger?.facts ?? [], derivation };
    });
    return { id: stored.id, number: stored.number, calendar: world.calendar.version, clocks };
  }

  async timeline(id: string, person: SignedIn): Promise<unknown> {
    const { stored, definition } = await this.open(id, person, ledgerReaders);
    const rows = await this.events(stored.id);
    const entries = rows.map(({ seq, body, actorZh, actorEn }) => ({
      seq,
      ...body,
      ...titlesOf(definition, body),
      byName: { zh: actorZh ?? '系统', en: actorEn ?? 'system' },
    }));
    return { id: stored.id, number: stored.number, entries };
  }

  async audit(id: string, person: SignedIn): Promise<unknown> {
    const { stored } = await this.open(id, person, ledgerReaders);
    const entries: AuditEntry[] = (await this.events(stored.id)).map(({ seq, body, hash, prev }) => ({
      seq,
      prev: prev ?? '0'.repeat(64),
      hash,
      body,
    }));
    return {
      id: stored.id,
      number: stored.number,
      head: stored.head,
      verified: verifyChain(entries),
      entries,
    };
  }

  /** The case itself for views that show more of it. @throws NotFound for whoever may not see it */
  async open(
    id: string,
    person: SignedIn,
    alsoFor: readonly string[] = [],
  ): Promise<{ stored: StoredCase; definition: Definition; world: World }> {
    const found = await readOne(asTx(this.pool), caseIdOf(id));
    if (!found || !(await this.isOpenTo(found.stored, person, alsoFor))) throw new NotFound('case', id);
    const { stored, now } = found;
    return {
      stored,
      definition: this.definitions.get(stored.file.type, stored.file.version),
      world: this.worlds.at(now),
    };
  }

  private async isOpenTo(
    { id, file }: StoredCase,
    person: SignedIn,
    alsoFor: readonly string[],
  ): Promise<boolean> {
    if (file.owner === person.id || file.drafters.includes(person.id)) return true;
    if (person.roles.some(({ role }) => supervisors.includes(role) || alsoFor.includes(role))) return true;
    if (person.roles.some(({ role, section }) => role === 'section-head' && section === file.section))
      return true;
    if (
      file.signing.tasks.some(({ assignee }) => matches(assignee, person)) ||
      file.signing.copies.some((assignee) => matches(assignee, person))
    )
      return true;
    const { rowCount } = await this.pool.query(
      'select from event where case_id = $1 and actor_id = $2 union all select from case_copy where case_id = $1 and person_id = $2 limit 1',
      [id, person.id],
    );
    return rowCount !== 0;
  }

  private async events(caseId: string): Promise<EventRow[]> {
    const text = `select e.seq, e.body, encode(e.hash, 'hex') as hash, encode(lag(e.hash) over (order by e.seq), 'hex') as prev, p.name_zh as "actorZh", p.name_en as "actorEn"
      from event e left join person p on p.id = e.actor_id where e.case_id = $1 order by e.seq`;
    return (await this.pool.query<EventRow>(text, [caseId])).rows;
  }
}

function titlesOf(
  definition: Definition,
  body: Record<string, unknown>,
): { actionTitle: { zh: string; en: string } } {
  const name = String(body['action']);
  const from = typeof body['from'] === 'string' ? body['from'] : '';
  const action = definition.states[from]?.on[name];
  return {
    actionTitle: action ? { zh: action.zh, en: action.en } : (ownTitles[name] ?? { zh: name, en: name }),
  };
}

/** What happens to any case, whatever its definition. */
const ownTitles: Record<string, { zh: string; en: string }> = {
  open: { zh: '立案', en: 'opened' },
  reminded: { zh: '提醒', en: 'reminded' },
  breached: { zh: '超期', en: 'deadline missed' },
  escalated: { zh: '升级', en: 'escalated' },
  'extend-clock': { zh: '延期', en: 'clock extended' },
  'correct-clock': { zh: '更正', en: 'clock corrected' },
  'void-clock': { zh: '终止计时', en: 'clock voided' },
  'add-signer': { zh: '加签', en: 'signer added' },
  transfer: { zh: '转办', en: 'transferred' },
  delegate: { zh: '委派', en: 'delegated' },
  copy: { zh: '抄送', en: 'copied' },
  nudge: { zh: '催办', en: 'nudged' },
  recall: { zh: '撤回', en: 'recalled' },
};

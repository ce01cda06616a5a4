import { hash } from 'node:crypto';
import type { Pool } from 'pg';
import { NotFound } from '../../src/cases/refused.js';
import type { PublicField } from '../../src/public/public-item.js';
import type { ReadPublicItem } from '../../src/public/read-public-item.js';
import { sealed } from './never-public-write.js';

interface Finding {
  outcome: string;
  by: string;
  seals: Record<string, string>;
  leftOut: Record<string, string>;
}
interface CaseRow {
  exposed: Record<string, string>;
  posted: { field: string; seal: string; canonical: string; isRead: boolean }[];
  findings: Finding[];
  drafters: string[];
}

/** Whoever opened, owns, changed or uploaded anything that is sealed, by the ledger and the files as well as by the list that the service keeps. */
const caseText = `
select c.exposed,
  coalesce((select jsonb_agg(jsonb_build_object('field', p.field, 'seal', p.seal, 'canonical', p.canonical, 'isRead', coalesce(c.exposed ->> p.field = p.seal, false)))
    from publication p where p.case_id = c.id and p.taken_down_at is null), '[]') as posted,
  coalesce((select jsonb_agg(jsonb_build_object('outcome', f.outcome, 'by', f.by_id, 'seals', f.seals, 'leftOut', f.left_out) order by f.seq) from finding f where f.case_id = c.id), '[]') as findings,
  array(
    select person_id from case_drafter where case_id = c.id
    union select uploaded_by from document where case_id = c.id and field = any ($2)
    union select actor_id from event where case_id = c.id and (action = 'open' or body -> 'changed' ?| $2)
    union select c.owner_id) as drafters
from cases c where c.id = $1`;

/** What is public of a case at this moment, and what of it must not be. */
export interface Verdict {
  isPublic: boolean;
  faults: string[];
}

/**
 * Judges from outside what everybody can read: it knows findings, drafters and SHA-256, and nothing of the engine.
 * @param readPublicItem the portal's own way to an item
 */
export async function judge(pool: Pool, readPublicItem: ReadPublicItem, caseId: string): Promise<Verdict> {
  const shown = await shownBy(readPublicItem, caseId); // first: findings only grow, and no worker adds any
  const { rows } = await pool.query<CaseRow>(caseText, [caseId, sealed]);
  const row = rows[0];
  if (!row) return { isPublic: false, faults: [`case ${caseId} is gone`] };
  const faults: string[] = [];
  for (const [field, digest] of Object.entries(row.exposed))
    faults.push(...faultsOf(row, field, digest, 'exposed'));
  for (const { field, seal, canonical, isRead } of row.posted) {
    const digest = hash('sha256', canonical, 'hex');
    if (digest !== seal) faults.push(`${field} is posted with a text that has another digest`);
    if (isRead) faults.push(...faultsOf(row, field, digest, 'posted'));
    else if (!wasEverCleared(row, field, digest)) faults.push(`${field} was posted and never cleared`);
  }
  for (const [field, digest] of shown) faults.push(...faultsOf(row, field, digest, 'shown on the portal'));
  return { isPublic: Object.keys(row.exposed).length > 0, faults };
}

function faultsOf(row: CaseRow, field: string, digest: string, where: string): string[] {
  return isAllowed(row, field, digest)
    ? []
    : [`${field} is ${where}; drafters ${row.drafters.join(', ')}; findings ${told(row, field, digest)}`];
}

/** Cleared by somebody who never drafted, and by no later finding withheld, left out or put in doubt. */
function isAllowed({ findings, drafters }: CaseRow, field: string, digest: string): boolean {
  const about = findings.filter(({ seals, leftOut }) => seals[field] === digest || leftOut[field] === digest);
  const lastNo = about.findLastIndex((finding) => !clears(finding, field, digest));
  return about.slice(lastNo + 1).some(({ by }) => !drafters.includes(by));
}

function wasEverCleared({ findings }: CaseRow, field: string, digest: string): boolean {
  return findings.some((finding) => clears(finding, field, digest));
}

function clears({ outcome, seals }: Finding, field: string, digest: string): boolean {
  return seals[field] === digest && (outcome === 'cleared' || outcome === 'cleared-in-part');
}

function told({ findings }: CaseRow, field: string, digest: string): string {
  return JSON.stringify(
    findings
      .filter(({ seals, leftOut }) => seals[field] === digest || leftOut[field] === digest)
      .map(({ outcome, by, leftOut }) => `${leftOut[field] === digest ? 'left out' : outcome} by ${by}`),
  );
}

/** What a reader of the portal gets, as digests of what stands there; nothing for what is not there. */
async function shownBy(readPublicItem: ReadPublicItem, caseId: string): Promise<[string, string][]> {
  try {
    const answer = await readPublicItem.run(caseId);
    if (answer.kind === 'taken-down') return [];
    const { fields, title, summary, documentNumber } = answer.item;
    const inLists = Object.entries({ title, summary, documentNumber }).filter(([, words]) => words);
    return [
      ...fields.map((field): [string, string] => [field.name, digestOf(field)]),
      ...inLists.map(([name, words]): [string, string] => [
        name,
        hash('sha256', JSON.stringify(words), 'hex'),
      ]),
    ];
  } catch (error) {
    if (error instanceof NotFound) return [];
    throw error;
  }
}

/** The canonical text written out once more: a file is its name and its bytes, keys in the order of the alphabet. */
function digestOf({ kind, value, files }: PublicField): string {
  const parts = files.map(({ name, sha256 }) => ({ name, sha256 }));
  const plain = kind === 'file' ? parts[0] : kind === 'files' ? parts : value;
  return hash('sha256', JSON.stringify(plain), 'hex');
}

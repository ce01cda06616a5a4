import { formatDocumentNumber, parseDocumentNumber } from '../documents/document-number.js';
import { canonicalJson } from '../engine/canonical-json.js';
import type { CaseFile } from '../engine/case-file.js';
import type { Definition } from '../engine/definition.js';
import type { Statement, Tx } from '../platform/transactions.js';
import type { Content } from './contents.js';
import { hitsOfText, unpublishedRule, withoutPublic, type Hit } from './hit.js';

export type VerdictKind = 'false-alarm' | 'may-stay' | 'must-go';

/** What a person said of a hit, newest first in effect. */
export interface Verdict {
  verdict: VerdictKind;
  reason: string | null;
  by: string;
  at: Date;
}
export interface JudgedHit extends Hit {
  verdict: Verdict | null;
}
export interface SearchedContent extends Content {
  /** A file waits until its turn has come. */
  state: 'searched' | 'waiting';
  hits: JudgedHit[];
}

const readScans: Statement = {
  name: 'read-scans',
  text: `select distinct on (sha256) sha256, hits from content_scan where sha256 = any ($1) and state = 'done' order by sha256, scanner desc`,
};
const readVerdicts: Statement = {
  name: 'read-verdicts',
  text: `select distinct on (content, hit) content, hit, verdict, reason, by_id as "by", recorded_at as "at"
    from hit_verdict where case_id = $1 order by content, hit, id desc`,
};
const readPublicNumbers: Statement = {
  name: 'read-public-numbers',
  text: `select p.canonical from publication p join cases c on c.id = p.case_id and c.exposed ->> p.field = p.seal
    where p.field = 'documentNumber' and p.taken_down_at is null and p.canonical = any ($1)`,
};

type VerdictRow = Verdict & { content: string; hit: string };

/** What was found in each of the contents, and what people said of it. */
export async function readHits(
  tx: Tx,
  caseId: string,
  contents: readonly Content[],
  own: ReadonlySet<string>,
): Promise<SearchedContent[]> {
  const digests = contents.filter(({ file }) => file !== null).map(({ digest }) => digest);
  const scans = await tx.run<{ sha256: string; hits: Hit[] }>(readScans, [digests]);
  const found = new Map(scans.map(({ sha256, hits }) => [sha256, hits]));
  const verdicts = await tx.run<VerdictRow>(readVerdicts, [caseId]);
  const raw = contents.map((content) => ({
    content,
    hits: content.file === null ? hitsOfText(content.passages) : found.get(content.digest),
  }));
  const known = await publicNumbers(
    tx,
    raw.flatMap(({ hits }) => hits ?? []),
    own,
  );
  return raw.map(({ content, hits }) => ({
    ...content,
    state: hits === undefined ? 'waiting' : 'searched',
    hits: withoutPublic(hits ?? [], known).map((hit) => ({
      ...hit,
      verdict: verdictOn(verdicts, content.digest, hit.id),
    })),
  }));
}

/** The document may quote its own number. */
export function ownNumbers(definition: Definition, { fields }: CaseFile): Set<string> {
  const names = Object.keys(definition.form).filter(
    (name) => definition.form[name]?.kind === 'document-number',
  );
  const values = names.map((name) => fields[name]).filter((value) => typeof value === 'string');
  return new Set(values.flatMap((value) => [value, ...officialForms(value)]));
}

/** Whether it stands in the way of a clearance. */
export function isOpen({ verdict }: JudgedHit): boolean {
  return verdict === null || verdict.verdict === 'must-go';
}

async function publicNumbers(
  tx: Tx,
  hits: readonly Hit[],
  own: ReadonlySet<string>,
): Promise<ReadonlySet<string>> {
  const quoted = hits
    .filter(({ rule }) => rule === unpublishedRule)
    .flatMap(({ text }) => officialForms(text));
  if (quoted.length === 0) return own;
  const rows = await tx.run<{ canonical: string }>(readPublicNumbers, [
    [...new Set(quoted)].map((number) => canonicalJson(number)),
  ]);
  return new Set([...own, ...rows.map(({ canonical }) => JSON.parse(canonical) as string)]);
}

function officialForms(text: string): string[] {
  const reading = parseDocumentNumber(text);
  if (reading.kind === 'refused') return [];
  return (reading.kind === 'ambiguous' ? reading.candidates : [reading]).map(formatDocumentNumber);
}

function verdictOn(rows: readonly VerdictRow[], content: string, hit: string): Verdict | null {
  const row = rows.find((one) => one.content === content && one.hit === hit);
  return row ? { verdict: row.verdict, reason: row.reason, by: row.by, at: row.at } : null;
}

import type { Readable } from 'node:stream';
import type { AuditEntry } from '../../audit/chain.js';
import { mustRead, type StoredCase } from '../../cases/case-store.js';
import type { Definition, Vocabulary } from '../../engine/definition.js';
import { filesIn } from '../../engine/check-fields.js';
import { dateOfInstant } from '../../engine/days.js';
import { zoneOffsetMinutes } from '../../platform/time.js';
import type { Tx } from '../../platform/transactions.js';
import type { ArchiveFile, ArchiveItem, ArchivePart } from './archive-item.js';

interface PublicationFacts {
  index_number: string;
  posted_at: Date;
}

export interface ItemSources {
  definitionOf: (type: string, version: number) => Definition;
  vocabulary: Vocabulary;
  open: (sha256: string) => Promise<Readable>;
  bureau: string;
}

/** Everything that the archives get of one published case: what the public reads, the review, and the whole ledger. */
export async function collectItem(
  tx: Tx,
  caseId: string,
  fields: readonly string[],
  sources: ItemSources,
): Promise<ArchiveItem> {
  const stored = await mustRead(tx, caseId);
  const definition = sources.definitionOf(stored.file.type, stored.file.version);
  const [published] = await tx.query<PublicationFacts>(
    'select index_number, min(posted_at) as posted_at from publication where case_id = $1 group by index_number',
    [caseId],
  );
  const publishedOn = published ? dateOfInstant(published.posted_at.toISOString(), zoneOffsetMinutes) : '';
  const audit = await readChain(tx, caseId);
  const { file } = stored;
  return {
    caseNumber: stored.number,
    ...(published ? { indexNumber: published.index_number } : {}),
    ...optional('documentNumber', file.fields['documentNumber']),
    title: stored.title,
    type: file.type,
    category: definition.title.zh,
    responsibleParties: [sources.bureau],
    section: sources.vocabulary.sections[file.section ?? '']?.zh ?? '',
    madeOn: typeof file.fields['madeOn'] === 'string' ? file.fields['madeOn'] : publishedOn,
    publishedOn,
    attribute: attributeOf(stored, definition),
    secrecy: '公开',
    files: filesOf(stored, fields, sources),
    review: file.findings,
    audit,
    auditHead: { seq: stored.seq, hash: stored.head },
    catalogue: catalogueOf(stored, definition, fields),
  };
}

function optional(name: 'documentNumber', value: unknown): { documentNumber?: string } {
  return typeof value === 'string' ? { [name]: value } : {};
}

function attributeOf({ file }: StoredCase, definition: Definition): string {
  const attribute = file.fields['attribute'];
  return typeof attribute === 'string'
    ? (definition.form['attribute']?.of?.[attribute]?.zh ?? attribute)
    : '主动公开';
}

function filesOf({ file }: StoredCase, fields: readonly string[], { open }: ItemSources): ArchiveFile[] {
  return fields.flatMap((field) =>
    filesIn(file.fields[field]).map(({ name, sha256, sizeBytes, mediaType }) => ({
      field,
      part: partOf(field),
      name,
      source: { open: () => open(sha256) },
      sha256,
      sizeBytes,
      mediaType,
    })),
  );
}

function partOf(field: string): ArchivePart {
  if (field.startsWith('interpretation')) return 'interpretation';
  return field === 'attachments' ? 'attachment' : 'document';
}

/** The public elements that are words, under the names that people know. */
function catalogueOf(
  { file }: StoredCase,
  definition: Definition,
  fields: readonly string[],
): Record<string, string> {
  return Object.fromEntries(
    fields.flatMap((name) => {
      const value = file.fields[name];
      return typeof value === 'string' ? [[definition.form[name]?.zh ?? name, value]] : [];
    }),
  );
}

async function readChain(tx: Tx, caseId: string): Promise<AuditEntry[]> {
  const text = `select seq, coalesce(encode(lag(hash) over (order by seq), 'hex'), repeat('0', 64)) as prev, encode(hash, 'hex') as hash, body from event where case_id = $1 order by seq`;
  return tx.query<AuditEntry>(text, [caseId]);
}

import type { Pool } from 'pg';
import type { SignedIn } from '../access/sessions.js';
import type { ReadCase } from '../cases/read-case.js';
import { NotFound } from '../cases/refused.js';
import { asTx } from '../platform/transactions.js';
import type { Place } from '../review/passage.js';
import { isOpen, ownNumbers, readHits, type JudgedHit, type SearchedContent } from '../review/read-hits.js';
import { maskText, type MaskKind } from './mask-text.js';

export interface ProposedSpan {
  find: string;
  kind: MaskKind;
  mask: string;
  /** The rule that found it first. */
  rule: string;
  title: Place;
  place: Place;
}
export interface RedactionProposal {
  document: string;
  state: SearchedContent['state'];
  spans: ProposedSpan[];
  /** What covering a text does not settle: hidden contents, markings, files without text. */
  byHand: Pick<JudgedHit, 'rule' | 'title' | 'place' | 'why'>[];
}

/**
 * What each rule's finds are masked as. The markings of secrets and of internal papers are left out on purpose: with the
 * mark covered the secret would still be there, and nobody would see that it is one (Secrecy Law 2024 art. 35).
 */
const kinds: Readonly<Record<string, MaskKind>> = {
  'identity-number': 'identity-number',
  'identity-number-mistyped': 'identity-number',
  'old-identity-number': 'identity-number',
  'e-mail': 'e-mail',
  'bank-card': 'bank-card',
  'bank-account': 'bank-card',
  'mobile-phone': 'phone',
  landline: 'phone',
  passport: 'other',
  'licence-plate': 'licence-plate',
  'unpublished-document': 'other',
  'home-address': 'address',
  'person-name': 'name',
};
const [shortestFind, longestFind] = [2, 500]; // as a request may hold

/** @returns null for what is not to be covered */
export function maskKindOf(rule: string): MaskKind | null {
  return kinds[rule] ?? null;
}

/** Proposes what to cover in a file: what the search found in it and nobody let stay. A person decides. */
export class ProposeSpans {
  constructor(
    private readonly pool: Pool,
    private readonly readCase: ReadCase,
  ) {}

  /** @throws NotFound for whoever may not see the case */
  async run(caseId: string, document: string, person: SignedIn): Promise<RedactionProposal> {
    const { stored, definition } = await this.readCase.open(caseId, person);
    const found = (await this.readCase.documents(caseId, person)).find(({ id }) => id === document);
    if (!found) throw new NotFound('document', document.slice(0, 40));
    const { id, field, sha256, name, mediaType, sizeBytes } = found;
    const file = { file: id, sha256, name, mediaType, sizeBytes };
    const content = { field, digest: sha256, file, passages: [] };
    const own = ownNumbers(definition, stored.file);
    const searched = await readHits(asTx(this.pool), stored.id, [content], own);
    const hits = searched.flatMap((one) => one.hits.filter(isOpen));
    return {
      document,
      state: searched[0]?.state ?? 'waiting',
      spans: spansOf(hits),
      byHand: hits
        .filter((hit) => spanOf(hit) === null)
        .map(({ rule, title, place, why }) => ({ rule, title, place, why })),
    };
  }
}

/** One for each text, however often it stands there: a text is covered everywhere. */
function spansOf(hits: readonly JudgedHit[]): ProposedSpan[] {
  const spans = new Map<string, ProposedSpan>();
  for (const hit of hits) {
    const span = spanOf(hit);
    if (span && !spans.has(span.find)) spans.set(span.find, span);
  }
  return [...spans.values()];
}

function spanOf({ rule, text, title, place }: JudgedHit): ProposedSpan | null {
  const kind = maskKindOf(rule);
  if (kind === null || text.length < shortestFind || text.length > longestFind) return null;
  return { find: text, kind, mask: maskText(kind, text), rule, title, place };
}

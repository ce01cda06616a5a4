import type { AskedClearance } from '../cases/act-on-case.js';
import type { Definition } from '../engine/definition.js';
import { reason, type Reason } from '../engine/reasons.js';
import { sha256 } from '../platform/sha256.js';
import type { Tx } from '../platform/transactions.js';
import { contentsOf } from './contents.js';
import { isOpen, ownNumbers, readHits, type SearchedContent } from './read-hits.js';

/**
 * What the search has to say before contents are cleared: every file that is covered was searched, and a person settled
 * every hit in it. The hits decide nothing; that somebody looked at each of them is asked for.
 */
export async function checkClearance(
  tx: Tx,
  { caseId, definition, file, finding }: AskedClearance,
): Promise<Reason[]> {
  if (finding?.outcome !== 'cleared' && finding?.outcome !== 'cleared-in-part') return [];
  const contents = contentsOf(definition, file, Object.keys(finding.seals), sha256);
  const searched = await readHits(tx, caseId, contents, ownNumbers(definition, file));
  return [...waitingFaults(definition, searched), ...openFaults(definition, searched)];
}

function waitingFaults(definition: Definition, searched: readonly SearchedContent[]): Reason[] {
  return searched
    .filter(({ state }) => state === 'waiting')
    .map(({ field, file }) =>
      reason('not-searched', { ...titlesOf(definition, field), file: file?.name ?? field }),
    );
}

function openFaults(definition: Definition, searched: readonly SearchedContent[]): Reason[] {
  return searched.flatMap(({ field, hits }) => {
    const open = hits.filter(isOpen).length;
    return open === 0 ? [] : [reason('open-hits', { field, ...titlesOf(definition, field), count: open })];
  });
}

function titlesOf(definition: Definition, field: string): { title: string; titleEn: string } {
  const shape = definition.form[field];
  return { title: shape?.zh ?? field, titleEn: shape?.en ?? field };
}

import type { IndexNumberSettings } from '../platform/file-settings.js';
import { ConfigurationFault, Fault } from '../platform/faults.js';
import type { Tx } from '../platform/transactions.js';
import { formatIndexNumber, readIndexPattern, type IndexParts, type IndexPattern } from './index-number.js';

export interface IndexNumberPlan {
  pattern: IndexPattern;
  parts: IndexParts;
}

/** Stands for the serial in the name of a count. */
const anySerial = '{serial}';

/** @throws ConfigurationFault with everything that is wrong with the bureau's pattern */
export function planIndexNumbers(settings: IndexNumberSettings): IndexNumberPlan {
  const pattern = readIndexPattern(settings.pattern);
  const faults = pattern.kind === 'refused' ? pattern.reasons : [];
  const needsClass = settings.class === null && settings.pattern.includes('{class');
  const lines = [
    ...faults.map(({ zh, en }) => `  INDEX_NUMBER_PATTERN: ${zh} ${en}`),
    ...(needsClass ? ['  INDEX_NUMBER_CLASS: is missing, and INDEX_NUMBER_PATTERN has {class}'] : []),
  ];
  if (pattern.kind === 'refused' || lines.length > 0)
    throw new ConfigurationFault(`these settings can't be used:\n${lines.join('\n')}`);
  const { unit } = settings;
  return {
    pattern,
    parts: { unit, org: unit, ...(settings.class === null ? {} : { class: settings.class }) },
  };
}

/**
 * The index number (索引号) of a case: given at its first posting, the same at every further one, and never given to
 * another case, also when the case is taken down. The serial counts from 1 within everything that stands around it, so
 * with `{year}` in the pattern it begins anew each year.
 * @param postedOn the date of posting, in the bureau's zone
 * @param parts what this item brings of its own, its `class` for example
 * @throws Fault when the serial no longer fits the width that the pattern gives it, or a part does not fit
 */
export async function issueIndexNumber(
  tx: Tx,
  plan: IndexNumberPlan,
  { caseId, postedOn, parts = {} }: { caseId: string; postedOn: string; parts?: IndexParts },
): Promise<string> {
  const [given] = await tx.query<{ number: string }>(
    'select number from issued_index_number where case_id = $1',
    [caseId],
  );
  if (given) return given.number;
  const known = { ...plan.parts, ...parts, year: postedOn.slice(0, 4) };
  const count = nameOfCount(plan.pattern, known);
  for (;;) {
    const number = written(plan.pattern, { ...known, serial: await nextSerial(tx, count) });
    if (await isTaken(tx, number, caseId)) continue; // it was given by hand, or under another pattern
    return number;
  }
}

/** A row of its own for each count: the number goes back when the posting fails, so there are no gaps. */
async function nextSerial(tx: Tx, count: string): Promise<number> {
  const [row] = await tx.query<{ serial: number }>(
    `insert into index_number_count (name, last_serial) values ($1, 1)
     on conflict (name) do update set last_serial = index_number_count.last_serial + 1 returning last_serial as serial`,
    [count],
  );
  if (!row) throw new Fault('PostgreSQL answered nothing where one row was due');
  return row.serial;
}

async function isTaken(tx: Tx, number: string, caseId: string): Promise<boolean> {
  const written = await tx.query(
    'insert into issued_index_number (number, case_id) values ($1, $2) on conflict (number) do nothing returning number',
    [number, caseId],
  );
  return written.length === 0;
}

function nameOfCount(pattern: IndexPattern, parts: IndexParts): string {
  return pattern.pieces
    .map((piece) => {
      if (piece.kind === 'literal') return piece.text;
      return piece.name === 'serial' ? anySerial : String(parts[piece.name] ?? '');
    })
    .join('');
}

function written(pattern: IndexPattern, parts: IndexParts): string {
  const made = formatIndexNumber(pattern, parts);
  if (made.kind === 'formatted') return made.text;
  throw new Fault(
    `no index number can be given by INDEX_NUMBER_PATTERN ${pattern.text}: ${made.reasons.map(({ zh, en }) => `${zh} ${en}`).join(' ')}`,
  );
}

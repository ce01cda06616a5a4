import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

interface Lists {
  confidentiality: { items: Record<string, unknown> };
}
const file = join(process.cwd(), 'workflows', 'checklists.yaml');
const items = Object.keys((parse(readFileSync(file, 'utf8')) as Lists).confidentiality.items);

/** Every item of the confidentiality checklist answered with no: nothing of concern was found. */
export const allNo = Object.fromEntries(items.map((item) => [item, { answer: 'no' }]));

/** Everything answered with no but for one concern. */
export function allNoBut(item: string, note = '见附件第二页') {
  return { ...allNo, [item]: { answer: 'yes', note } };
}

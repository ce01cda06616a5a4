import { holdOutTemplates } from './labelled-hold-out.mjs';
import { listTemplates } from './labelled-lists.mjs';
import { letterTemplates } from './labelled-letters.mjs';
import { recordTemplates } from './labelled-records.mjs';
import { seeded } from './labelled-values.mjs';

/**
 * Administrative documents with everything labelled that a reviewer should be shown, and near misses that are not labelled.
 * Each template says what it writes while it writes it; no rule was asked. Nobody in them exists.
 */
export const publicNumbers = new Set([
  '国办发〔2016〕80号',
  '国办发〔2016〕19号',
  '国办发〔2010〕57号',
  '明政办函〔2016〕34号',
  '闽政办〔2022〕50号',
  '财预〔2016〕143号',
  '发改办财金〔2018〕424号',
]);

export const chosenSeed = 20160628;

/** @returns documents, each `{ id, isHoldOut, text, labels: [{ rule, start, end }] }`, offsets as UTF-16, end excluded */
export function labelledSet(seed = chosenSeed) {
  const templates = [...listTemplates, ...letterTemplates];
  return [
    ...compose(templates, 300, seeded(seed), false),
    ...compose(recordTemplates, 100, seeded(seed + 1), false),
    ...compose(holdOutTemplates, 100, seeded(seed + 2), true),
  ];
}

function compose(templates, count, random, isHoldOut) {
  return Array.from({ length: count }, (_, at) => {
    const template = templates[at % templates.length];
    const parts = template(random).flat(Infinity);
    return {
      id: `${isHoldOut ? 'hold-out' : 'first'}-${at + 1}-${template.name}`,
      isHoldOut,
      ...joined(parts),
    };
  });
}

/** Joins the parts of a document; a part that is not plain text is `{ rule, text }` and becomes a label. */
function joined(parts) {
  const labels = [];
  let text = '';
  for (const part of parts) {
    const words = typeof part === 'string' ? part : part.text;
    if (typeof part !== 'string')
      labels.push({ rule: part.rule, start: text.length, end: text.length + words.length });
    text += words;
  }
  return { text, labels };
}

import { findHints } from '../dist/review/hints/find-hints.js';
import { hintRules } from '../dist/review/hints/rules.js';
import { labelledSet, publicNumbers } from './labelled-set.mjs';
import { median, round } from './median.mjs';

/** Long texts that a careless pattern would take for ever to read. */
const hostile = {
  digits: '350402199001011234'.repeat(5_000),
  'spaced digits': '1 3 8 0 '.repeat(12_000),
  'one character': '秘 '.repeat(50_000),
  'street names': '三明市三元区列东街道'.repeat(10_000),
  'house numbers': '三明市12号3幢501室'.repeat(8_000),
  'letters and at': 'a@a.'.repeat(25_000),
  spaces: ' '.repeat(100_000),
};
const rounds = Number(process.env.ROUNDS ?? 5);

/** What the rules find of what was labelled, and how much of what they find was labelled. */
export function run(report) {
  const all = labelledSet();
  reportFound(
    report,
    'hints',
    all.filter(({ isHoldOut }) => !isHoldOut),
  );
  reportFound(
    report,
    'hints, hold-out',
    all.filter(({ isHoldOut }) => isHoldOut),
  );
  reportSpeed(report, 'hints: labelled documents', all.map(({ text }) => text).join('\n'));
  for (const [name, text] of Object.entries(hostile)) {
    reportSpeed(report, `hints: hostile text, ${name}`, text);
    reportGrowth(report, `hints: hostile text, ${name}`, text);
  }
}

function reportFound(report, name, documents) {
  report({ name: `${name}: documents`, value: documents.length, unit: 'count' });
  const counts = countFound(documents);
  for (const { code, title } of hintRules)
    reportCount(report, `${name}, ${title.en.toLowerCase()}`, counts.get(code));
  const total = { labelled: 0, recalled: 0, found: 0, right: 0 };
  for (const count of counts.values()) for (const key of Object.keys(total)) total[key] += count[key];
  reportCount(report, `${name}, overall`, total);
}

function reportCount(report, name, { labelled, recalled, found, right }) {
  if (labelled > 0)
    report({ name: `${name}: recall`, value: round(recalled / labelled), unit: 'ratio', of: labelled });
  if (found > 0)
    report({ name: `${name}: precision`, value: round(right / found), unit: 'ratio', of: found });
}

export function hintsOf(text) {
  const place = { zh: '正文', en: 'text' };
  return findHints([{ place, text, isHidden: false }], { publicNumbers });
}

function countFound(documents) {
  const counts = new Map(
    hintRules.map(({ code }) => [code, { labelled: 0, recalled: 0, found: 0, right: 0 }]),
  );
  for (const { text, labels } of documents) {
    const hints = hintsOf(text);
    for (const label of labels) {
      const count = counts.get(label.rule);
      count.labelled += 1;
      if (hints.some((hint) => agree(label, hint))) count.recalled += 1;
    }
    for (const hint of hints) {
      const count = counts.get(hint.rule);
      count.found += 1;
      if (labels.some((label) => agree(label, hint))) count.right += 1;
    }
  }
  return counts;
}

const inexact = new Set(['home-address', 'unpublished-document']);

/**
 * A hint agrees with a label of its rule when it covers all of it and little else. An address or a document number in a sentence
 * may begin some words early: there half of each must be the other.
 */
export function agree(label, hint) {
  if (label.rule !== hint.rule) return false;
  const shared = Math.min(label.end, hint.end) - Math.max(label.start, hint.start);
  if (inexact.has(label.rule)) return shared * 2 >= Math.max(label.end - label.start, hint.end - hint.start);
  return shared === label.end - label.start && hint.end - hint.start <= shared + 4;
}

function reportSpeed(report, name, text) {
  report({ name, value: round((text.length / timeOf(text)) * 1000), unit: 'characters/s' });
}

/** Twice the text must take twice the time, not four times. */
function reportGrowth(report, name, text) {
  const growth = timeOf(text + text) / timeOf(text);
  report({ name: `${name}: twice the text`, value: round(growth), unit: 'times as long' });
}

function timeOf(text) {
  const times = Array.from({ length: rounds }, () => {
    const begun = performance.now();
    hintsOf(text);
    return performance.now() - begun;
  });
  return median(times);
}

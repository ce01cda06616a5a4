import { formatDocumentNumber } from '../documents/document-number.js';
import { findDocumentNumbers, type FoundNumber } from '../documents/find-document-numbers.js';
import { splitNames } from './match-section.js';
import {
  placeOf,
  type NoticeFault,
  type NoticeProposal,
  type ParentDocument,
  type Point,
  type Sentence,
} from './notice-proposal.js';
import { readDate, readPostedAt } from './read-date.js';

export interface Line {
  line: number;
  text: string;
}
type LetterFields =
  'title' | 'tableTitle' | 'source' | 'postedAt' | 'issuer' | 'addressees' | 'parent' | 'madeOn' | 'preamble';
export type Letter = Pick<NoticeProposal, LetterFields> & {
  points: Point[];
  faults: NoticeFault[];
  leftOut: Line[];
};

const sourceLabel = /来源\s*[:：]\s*/;
const timeLabel = /(?:发布)?(?:时间|日期)\s*[:：]\s*/;
/** A line of the page itself; a sentence of the letter may speak of times and sources too. */
const pageLine = /^(?:来源|(?:发布)?(?:时间|日期))\s*[:：]/;
const longestSignature = 40;
const longestAddress = 120;
const longestCitation = 150;

/** Reads all that stands before the table: heading, addressees, the letter itself, signature and date. */
export function readLetter(lines: readonly Line[]): Letter {
  const points: Point[] = [];
  const heading = readHeading(lines, points);
  const signature = readSignature(lines.slice(heading.length), heading.title, points);
  const letter = lines.slice(heading.length, heading.length + signature.from);
  const parent = readParent(letter, points);
  return {
    title: heading.title,
    source: heading.source,
    postedAt: heading.postedAt,
    addressees: heading.addressees,
    preamble: letter.map(({ text }) => text),
    parent,
    issuer: signature.issuer,
    madeOn: signature.madeOn,
    tableTitle: signature.tableTitle,
    points,
    faults: heading.faults,
    leftOut: signature.leftOut,
  };
}

type Heading = Pick<Letter, 'title' | 'source' | 'postedAt' | 'addressees' | 'faults'> & { length: number };

function readHeading(lines: readonly Line[], points: Point[]): Heading {
  const [first] = lines;
  const isAddress = ({ text }: Line): boolean =>
    /[:：]$/.test(text) &&
    text.length <= longestAddress &&
    !pageLine.test(text) &&
    !/。|如下[:：]$/.test(text);
  const hasTitle = first !== undefined && !pageLine.test(first.text) && !isAddress(first);
  const faults: NoticeFault[] = hasTitle
    ? []
    : [
        {
          code: 'no-title',
          line: first?.line ?? 1,
          zh: '没有标题；请把通知标题放在第一行。',
          en: 'There is no title; put the title of the notice on the first line.',
        },
      ];

  const posted = lines.slice(0, 8).find(({ text }) => pageLine.test(text) && timeLabel.test(text));
  const source = lines.slice(0, 8).find(({ text }) => pageLine.test(text) && sourceLabel.test(text));
  const postedText = posted?.text.split(timeLabel).at(-1)?.split(sourceLabel)[0] ?? '';
  const postedAt = readPostedAt(postedText) ?? null;
  if (postedAt === null) points.push(unknownPosting(posted?.line ?? null, postedText));

  const address = lines.find(isAddress);
  if (!address) points.push(noAddressees());
  const last = Math.max(
    ...[hasTitle ? first : undefined, posted, source, address].map((line) =>
      line ? lines.indexOf(line) : -1,
    ),
  );
  return {
    title: hasTitle ? first.text : '',
    source: source?.text.split(sourceLabel).at(-1)?.split(timeLabel)[0]?.trim() ?? '',
    postedAt,
    addressees: splitNames(address?.text.replace(/[:：]$/, '') ?? ''),
    faults,
    length: last + 1,
  };
}

const unknownPosting = (line: number | null, found: string): Point => ({
  id: 'posted-at',
  kind: 'instant',
  where: placeOf([line], '发布时间', 'posted at'),
  found,
  proposed: '',
  candidates: [],
  certain: false,
  why: {
    zh: '没有读出发布日期和时刻；可留空',
    en: 'no date and time of posting could be read; it may stay blank',
  },
});
const noAddressees = (): Point => ({
  id: 'addressees',
  kind: 'text',
  where: placeOf([], '主送', 'addressees'),
  found: '',
  proposed: '',
  candidates: [],
  certain: false,
  why: {
    zh: '没有以冒号结尾的主送行；可留空',
    en: 'no line of addressees ending in a colon; it may stay blank',
  },
});

type Signature = Pick<Letter, 'issuer' | 'madeOn' | 'tableTitle' | 'leftOut'> & { from: number };

/** The issuer and the date close the letter; what follows them is the title of the table. */
function readSignature(lines: readonly Line[], title: string, points: Point[]): Signature {
  const titled = /^(.{2,40}?)关于/.exec(title)?.[1] ?? '';
  const dateAt = lines.findLastIndex(({ text }) => readDate(text).kind !== 'refused');
  const namedAt = lines.findLastIndex(({ text }) => text === titled);
  const signedAt = namedAt >= 0 ? namedAt : isSignature(lines[dateAt - 1]) ? dateAt - 1 : -1;
  const damagedAt =
    signedAt >= 0 && /\d/.test(lines[signedAt + 1]?.text ?? '') && isSignature(lines[signedAt + 1])
      ? signedAt + 1
      : -1;
  const madeAt = dateAt >= 0 ? dateAt : damagedAt;

  const close = Math.max(signedAt, madeAt);
  const after =
    close >= 0 ? lines.slice(close + 1) : lines.slice(-1).filter(({ text }) => /(表|清单)$/.test(text));
  const from =
    close >= 0 ? Math.min(...[signedAt, madeAt].filter((at) => at >= 0)) : lines.length - after.length;
  return {
    from,
    issuer: readIssuer(lines[signedAt], titled, points),
    madeOn: readMadeOn(lines[madeAt], points),
    tableTitle: after.at(-1)?.text ?? '',
    leftOut: after.slice(0, -1),
  };
}

const isSignature = (line: Line | undefined): boolean =>
  line !== undefined && line.text.length <= longestSignature && !/[，。；：,;:]/.test(line.text);

function readIssuer(signed: Line | undefined, titled: string, points: Point[]): string {
  const found = signed?.text ?? '';
  if (found !== '' && found === titled) return found;
  const candidates = [...new Set([found, titled].filter((name) => name !== ''))];
  const why: Sentence =
    candidates.length > 1
      ? { zh: '落款与标题中的发文机关不一致', en: 'the signature and the title name different issuers' }
      : { zh: '落款与标题不能互相印证', en: 'signature and title do not bear each other out' };
  points.push({
    id: 'issuer',
    kind: 'name',
    where: placeOf([signed?.line ?? null], '发文机关', 'issuer'),
    found,
    proposed: candidates.length === 1 ? (candidates[0] ?? null) : null,
    candidates,
    why,
    certain: false,
  });
  return candidates[0] ?? '';
}

function readMadeOn(line: Line | undefined, points: Point[]): string | null {
  const reading = readDate(line?.text ?? '');
  if (reading.kind === 'read' && reading.certain) return reading.on;
  const remarks = reading.kind === 'refused' ? reading.reasons : reading.repairs;
  const proposed = reading.kind === 'read' ? reading.on : null;
  points.push({
    id: 'made-on',
    kind: 'date',
    where: placeOf([line?.line ?? null], '成文日期', 'made on'),
    found: line?.text ?? '',
    proposed,
    candidates: reading.kind === 'ambiguous' ? reading.candidates : proposed ? [proposed] : [],
    why: joined(remarks),
    certain: false,
  });
  return proposed;
}

const joined = (remarks: readonly Sentence[]): Sentence => ({
  zh: remarks.map(({ zh }) => zh).join(''),
  en: remarks.map(({ en }) => en).join(' '),
});

/** The document that this notice carries out: the number cited in the letter, and the title in 《》 before it. */
function readParent(letter: readonly Line[], points: Point[]): ParentDocument | null {
  const numbers = letter.flatMap(({ line, text }) =>
    findDocumentNumbers(text).map((number) => ({
      line,
      number,
      before: text.slice(Math.max(0, number.from - longestCitation), number.from),
    })),
  );
  const [first, ...others] = numbers;
  const where = placeOf(
    numbers.map(({ line }) => line),
    '依据文号',
    'parent document number',
  );
  if (!first) {
    const why = {
      zh: '正文中没有找到文号；可留空',
      en: 'no document number was found in the letter; it may stay blank',
    };
    points.push({
      id: 'parent-number',
      kind: 'document-number',
      where,
      found: '',
      proposed: '',
      candidates: [],
      why,
      certain: false,
    });
    return null;
  }
  const candidates = numbers.flatMap(({ number }) => meanings(number));
  const { reading } = first.number;
  const official = others.length === 0 && reading.kind === 'read' ? reading.official : null;
  if (official === null || reading.repairs.length > 0) {
    const why =
      others.length === 0
        ? joined(reading.repairs)
        : {
            zh: '正文引用了不止一个文号，请选定依据文件',
            en: 'the letter cites more than one number; choose the parent document',
          };
    const found = numbers.map(({ number }) => number.reading.found).join('；');
    const certain = official !== null && reading.kind === 'read' && reading.certain;
    points.push({
      id: 'parent-number',
      kind: 'document-number',
      where,
      found,
      proposed: official,
      candidates: candidates.map(formatDocumentNumber),
      why,
      certain,
    });
  }
  const title = /《([^《》]{2,120})》\s*[(（]?\s*$/.exec(first.before)?.[1] ?? '';
  return { found: first.number.reading.found, official, candidates, title, line: first.line };
}

const meanings = ({ reading }: FoundNumber) =>
  reading.kind === 'read'
    ? [{ agencyMark: reading.agencyMark, year: reading.year, serial: reading.serial }]
    : reading.candidates;

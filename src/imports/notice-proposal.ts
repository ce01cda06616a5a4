import type { DocumentNumber } from '../documents/document-number.js';
import type { SectionDirectory } from './section-directory.js';

export interface Sentence {
  zh: string;
  en: string;
}

/**
 * What a person's replacement must be: a real date, a known section id, and so on. A `reading` of how the page is laid
 * out can only be accepted; when it is wrong, the text is mended and read again.
 */
export type PointKind =
  | 'date'
  | 'instant'
  | 'document-number'
  | 'name'
  | 'text'
  | 'lead'
  | 'responsible'
  | 'section'
  | 'definition-types'
  | 'reading';

/** One repair or guess: what stood there, what is proposed, and why. */
export interface Point {
  /** Stable within the notice, for example `made-on`, `section:法规科`, `task-5/responsible`. */
  id: string;
  kind: PointKind;
  where: { lines: number[]; zh: string; en: string };
  found: string;
  /** Null when nothing can be proposed without choosing; a person must give the value. '' proposes a blank. */
  proposed: string | null;
  /** All that could have been meant, when there is more than one. */
  candidates: string[];
  why: Sentence;
  /** False: nothing goes ahead until a person accepts or replaces it. True: shown, and may be replaced. */
  certain: boolean;
}

/** Something that could not be read: the text must be mended, a confirmation cannot do it. */
export interface NoticeFault extends Sentence {
  code: string;
  line: number;
}

/** A section as written in the notice, with the id it is proposed to mean. */
export interface NamedSection {
  name: string;
  proposedId: string | null;
}

export interface NoticeTask {
  /** Counted through the whole table, from 1. */
  number: number;
  title: string;
  lead: NamedSection | null;
  responsible: NamedSection[];
  requirement: string;
  definitionTypes: string[];
  /** Lines of the source, from 1; null where the cell is blank. */
  lines: { title: number; lead: number | null; responsible: number | null; requirement: number | null };
}
export interface NoticeGroup {
  number: number;
  title: string;
  line: number;
  tasks: NoticeTask[];
}

export interface ParentDocument {
  /** As printed in the notice, damage included. */
  found: string;
  official: string | null;
  candidates: DocumentNumber[];
  title: string;
  line: number;
}

/** All that was understood of a task-decomposition notice. Nothing in it is in force until a person confirms it. */
export interface NoticeProposal {
  title: string;
  tableTitle: string;
  source: string;
  /** An instant with its offset, or null when the page does not say. */
  postedAt: string | null;
  issuer: string;
  addressees: string[];
  parent: ParentDocument | null;
  /** ISO date, or null when it cannot be told without a person. */
  madeOn: string | null;
  preamble: string[];
  groups: NoticeGroup[];
  points: Point[];
  faults: NoticeFault[];
  /** Lines that belong to the web page and not to the notice. */
  leftOut: { line: number; text: string }[];
  directory: SectionDirectory;
}

/** Where a point stands, as a person would say it. */
export function placeOf(lines: readonly (number | null)[], zh: string, en: string): Point['where'] {
  return { lines: lines.filter((line) => line !== null), zh, en };
}

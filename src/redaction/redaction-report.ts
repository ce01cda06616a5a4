import { type Place } from '../review/passage.js';

/** A text to cover, and what is put in its place. In a PDF a black box takes the place of the mask. */
export interface RedactionSpan {
  find: string;
  mask: string;
}

/** What became of one text to cover; the text itself is left out, so that a report can be kept and logged. */
export interface CoveredSpan {
  mask: string;
  times: number;
  places: Place[];
}

/** Something that a person should know: what was taken out besides, or what to look at before publishing. */
export interface RedactionNotice {
  code: string;
  zh: string;
  en: string;
}

export interface RedactionReport {
  form: 'text' | 'docx' | 'pdf';
  /** In the order of the request. */
  covered: CoveredSpan[];
  notices: RedactionNotice[];
}

/** Counts while a file is gone through. */
export class CoverTally {
  readonly covered: CoveredSpan[];

  constructor(spans: readonly RedactionSpan[]) {
    this.covered = spans.map(({ mask }) => ({ mask, times: 0, places: [] }));
  }

  add(span: number, place: Place): void {
    const counted = this.covered[span];
    if (!counted) return;
    counted.times += 1;
    if (counted.places.every(({ en }) => en !== place.en)) counted.places.push(place);
  }

  /** Indexes of the spans that occurred nowhere. */
  missing(): number[] {
    return this.covered.flatMap(({ times }, index) => (times === 0 ? [index] : []));
  }
}

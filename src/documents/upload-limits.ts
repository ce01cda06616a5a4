import { type DocumentKind } from './document-kinds.js';

const mebibyte = 1024 * 1024;

/** How far a ZIP container (DOCX, XLSX, PPTX, OFD) may unfold. */
export interface ZipLimits {
  entries: number;
  /** All entries unpacked, those of embedded files included. */
  unpackedBytes: number;
  /** Unpacked to packed, for an entry and for the whole. */
  ratio: number;
  /** The ratio is not judged below this size: a small sheet of equal rows packs very well and harms nobody. */
  ratioFromBytes: number;
  /** 1 is the file itself, 2 also a sheet embedded in it. */
  depth: number;
}

export interface UploadLimits {
  /** The largest file of each kind; a kind that is left out is not accepted in this place. */
  kindBytes: Readonly<Partial<Record<DocumentKind, number>>>;
  /** What this upload may still add to the case, all kinds together. */
  totalBytes: number;
  zip: ZipLimits;
}

export const defaultUploadLimits: UploadLimits = {
  kindBytes: {
    document: 200 * mebibyte,
    spreadsheet: 100 * mebibyte,
    presentation: 200 * mebibyte,
    image: 50 * mebibyte,
    text: 20 * mebibyte,
    audio: 200 * mebibyte,
    video: 2048 * mebibyte, // interpretation by video
  },
  totalBytes: 4096 * mebibyte,
  zip: {
    entries: 5_000,
    unpackedBytes: 1024 * mebibyte,
    ratio: 100,
    ratioFromBytes: 32 * mebibyte,
    depth: 2,
  },
};

/** @param mebibytes by kind, and `total` for a whole case; what is left out keeps its default */
export function limitsOf(mebibytes: Readonly<Record<string, number>>): UploadLimits {
  const { total, ...kinds } = mebibytes;
  const bytes = Object.entries(kinds).map(([kind, count]) => [kind, count * mebibyte] as const);
  return {
    ...defaultUploadLimits,
    kindBytes: { ...defaultUploadLimits.kindBytes, ...Object.fromEntries(bytes) },
    ...(total === undefined ? {} : { totalBytes: total * mebibyte }),
  };
}

/** What one field of one case may still take. @param usedBytes of all files that the case has */
export function limitsOfField(
  limits: UploadLimits,
  accepted: readonly DocumentKind[],
  usedBytes: number,
): UploadLimits {
  const kindBytes = Object.fromEntries(accepted.map((kind) => [kind, limits.kindBytes[kind]]));
  return { ...limits, kindBytes, totalBytes: Math.max(0, limits.totalBytes - usedBytes) };
}

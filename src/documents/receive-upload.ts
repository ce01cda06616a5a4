import { type Readable } from 'node:stream';
import { TooManyBytes, type ByteStore, type StagedBytes } from './byte-store.js';
import {
  formatOf,
  formatsNamed,
  isAccepted,
  type AcceptedFormat,
  type DocumentKind,
} from './document-kinds.js';
import { inspectContent } from './inspect-content.js';
import { extensionOf, hostileRepairs, safeName, type SafeName } from './safe-name.js';
import { sniffType } from './sniff-type.js';
import { type TextEncoding } from './read-text.js';
import { type UploadLimits } from './upload-limits.js';
import { type VirusScan } from './virus-scan.js';
import {
  contentDiffers,
  contentNotAccepted,
  declarationDiffers,
  emptyFile,
  extensionNotAccepted,
  kindNotAccepted,
  infected,
  scanTooLarge,
  scanUnavailable,
  tooLarge,
  totalTooLarge,
  unsafeName,
  UploadPostponed,
  UploadRefused,
  type UploadReason,
} from './upload-reasons.js';

export interface UploadOffer {
  /** As the sender gave it, decoded (`decodeUploadName`). */
  name: string;
  /** The media type that the sender claims; never believed, but it must not contradict the content. */
  declaredType?: string;
  limits: UploadLimits;
  /** Null or left out: nobody scans. */
  scan?: VirusScan | null;
}

export interface ReceivedUpload {
  sha256: string;
  sizeBytes: number;
  mediaType: string;
  name: string;
  kind: DocumentKind;
  format: AcceptedFormat;
  /** Of text formats only. */
  encoding?: TextEncoding;
  /** What was changed in the name; empty if nothing. */
  nameRepairs: SafeName['repairs'];
}

/**
 * Takes a file from a stream to the store, if it is what it says and harms nobody. The bytes go to the disk first
 * and are inspected there in parts, so memory stays flat; whatever the outcome, no staged file is left.
 * @throws UploadRefused with every reason · UploadPostponed when it could not be scanned · StoreFull · UploadInterrupted
 */
export async function receiveUpload(
  store: ByteStore,
  source: Readable,
  offer: UploadOffer,
): Promise<ReceivedUpload> {
  const safe = safeName(offer.name);
  const reasons = checkName(safe);
  const staged = await stage(store, source, offer.limits, safe.name, reasons);
  try {
    const checked = await check(staged, safe.name, offer, reasons);
    if (!checked) throw new UploadRefused(reasons);
    if (offer.scan) await mustBeClean(offer.scan, staged);
    await store.put(staged);
    return { sha256: staged.sha256, sizeBytes: staged.sizeBytes, nameRepairs: safe.repairs, ...checked };
  } finally {
    await store.discard(staged);
  }
}

/** What could not be scanned is not clean (GB/T 22239 8.1.4.5): without a verdict nothing is kept. */
async function mustBeClean(scan: VirusScan, { path }: StagedBytes): Promise<void> {
  const verdict = await scan(path);
  switch (verdict.kind) {
    case 'clean':
      return;
    case 'infected':
      throw new UploadRefused([infected(verdict.signature)]);
    case 'too-large':
      throw new UploadPostponed([scanTooLarge]);
    case 'unavailable':
      throw new UploadPostponed([scanUnavailable], { cause: new Error(verdict.why) });
  }
}

function checkName({ name, repairs }: SafeName): UploadReason[] {
  const extension = extensionOf(name);
  return [
    ...(repairs.some((repair) => hostileRepairs.has(repair)) ? [unsafeName] : []),
    ...(extension !== '' && formatsNamed(extension).length === 0 ? [extensionNotAccepted(extension)] : []),
  ];
}

/** The limit is set by what the name promises: a text of 2 GB is not received only to be refused. */
async function stage(
  store: ByteStore,
  source: Readable,
  limits: UploadLimits,
  name: string,
  reasons: UploadReason[],
): Promise<StagedBytes> {
  const [promised] = formatsNamed(extensionOf(name));
  const kind = promised ? formatOf(promised).kind : null;
  // Whatever it holds, a name of a kind that this place does not take is reason enough not to receive a video to its end.
  if (kind && limits.kindBytes[kind] === undefined)
    throw new UploadRefused([...reasons, kindNotAccepted(kind)]);
  const largest = Math.max(0, ...Object.values(limits.kindBytes));
  const kindBytes = kind ? (limits.kindBytes[kind] ?? largest) : largest;
  try {
    return await store.stage(source, Math.min(kindBytes, limits.totalBytes));
  } catch (error) {
    if (!(error instanceof TooManyBytes)) throw error;
    const reason =
      kindBytes <= limits.totalBytes ? tooLarge(kindBytes, kind) : totalTooLarge(limits.totalBytes);
    throw new UploadRefused([...reasons, reason]);
  }
}

/** Adds to the reasons; null if there are any. */
async function check(
  staged: StagedBytes,
  name: string,
  offer: UploadOffer,
  reasons: UploadReason[],
): Promise<Pick<ReceivedUpload, 'mediaType' | 'name' | 'kind' | 'format' | 'encoding'> | null> {
  if (staged.sizeBytes === 0) {
    reasons.push(emptyFile);
    return null;
  }
  const { format, encoding } = await sniffType(staged.path);
  if (isAccepted(format)) reasons.push(...checkFormat(format, staged.sizeBytes, name, offer));
  else reasons.push(contentNotAccepted(format));
  reasons.push(...(await inspectContent(staged.path, format, offer.limits.zip)));
  if (!isAccepted(format) || reasons.length > 0) return null;
  return { ...nameFormat(format, name), format, ...(encoding ? { encoding } : {}) };
}

function checkFormat(
  format: AcceptedFormat,
  sizeBytes: number,
  name: string,
  { declaredType, limits }: UploadOffer,
): UploadReason[] {
  const { kind, extensions } = formatOf(format);
  const extension = extensionOf(name);
  const maximumBytes = limits.kindBytes[kind];
  const reasons: UploadReason[] = [];
  if (formatsNamed(extension).length > 0 && !Object.hasOwn(extensions, extension))
    reasons.push(contentDiffers(extension, format));
  if (declaredType !== undefined && contradicts(declaredType, format))
    reasons.push(declarationDiffers(declaredType, format));
  if (maximumBytes === undefined) reasons.push(kindNotAccepted(kind));
  else if (sizeBytes > maximumBytes) reasons.push(tooLarge(maximumBytes, kind));
  return reasons;
}

/** Browsers guess office and text types from the computer's registry, often wrongly; these families they get right. */
function contradicts(declaredType: string, format: AcceptedFormat): boolean {
  const declared = familyOf(declaredType.toLowerCase());
  return declared !== null && declared !== familyOf(Object.values(formatOf(format).extensions)[0] ?? '');
}

function familyOf(mediaType: string): string | null {
  if (mediaType.startsWith('application/pdf')) return 'pdf';
  const family = mediaType.split('/')[0] ?? '';
  if (family === 'audio' || family === 'video') return 'recording';
  return family === 'image' ? 'image' : null;
}

/** A name without an extension gets the one of its content. */
function nameFormat(
  format: AcceptedFormat,
  name: string,
): { name: string; mediaType: string; kind: DocumentKind } {
  const { kind, extensions } = formatOf(format);
  const [usual = ''] = Object.keys(extensions);
  const extension = extensionOf(name);
  const named = extension === '' ? safeName(`${name}.${usual}`).name : name;
  return { name: named, kind, mediaType: extensions[extension || usual] ?? '' };
}

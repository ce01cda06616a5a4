import { isCompound } from './compound-listing.js';
import { isAccepted, type ContentFormat } from './document-kinds.js';
import { readAt, withFile, type FileView } from './file-view.js';
import { readText, type TextEncoding } from './read-text.js';
import { sniffCompound } from './sniff-compound.js';
import { sniffBeginning } from './sniff-media.js';
import { sniffText } from './sniff-text.js';
import { listZip, ZipUnreadable } from './zip-listing.js';

export interface SniffedType {
  format: ContentFormat;
  /** Of text formats only. */
  encoding?: TextEncoding;
}

/** Enough for two of the longest MP3 frames and for every fixed beginning. */
const headBytes = 4096;
const soughtEntries = 5_000;

/** Tells a format by content alone; the name and what the sender declares are not looked at. */
export async function sniffType(path: string): Promise<SniffedType> {
  return withFile(path, async (file) => {
    const head = await readAt(file, 0, headBytes);
    if (head.length === 0) return { format: 'unknown' };
    if (head.toString('latin1', 0, 4) === 'PK\x03\x04') return { format: await sniffZip(file) };
    if (isCompound(head)) return { format: await sniffCompound(file) };
    const begun = sniffBeginning(head, file.sizeBytes);
    if (begun) return { format: begun };
    const text = await readText(file);
    if (!text) return { format: 'unknown' };
    const format = sniffText(text.start);
    return isAccepted(format) ? { format, encoding: text.encoding } : { format };
  });
}

/** OFD names its entry point at the root (GB/T 33190-2016, 7.1); office formats differ by the folder of their main part. */
async function sniffZip(file: FileView): Promise<ContentFormat> {
  const names = await listNames(file);
  if (names.includes('OFD.xml')) return 'ofd';
  if (!names.includes('[Content_Types].xml')) return 'archive';
  const found = officeFolders.filter(([folder]) => names.some((name) => name.startsWith(folder)));
  return found.length === 1 && found[0] ? found[0][1] : 'archive';
}

const officeFolders = [
  ['word/', 'docx'],
  ['xl/', 'xlsx'],
  ['ppt/', 'pptx'],
] as const;

async function listNames(file: FileView): Promise<string[]> {
  try {
    return (await listZip(file, soughtEntries)).entries.map(({ name }) => name.replaceAll('\\', '/'));
  } catch (error) {
    if (error instanceof ZipUnreadable) return [];
    throw error;
  }
}

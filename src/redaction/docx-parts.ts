import { withFile, type FileView } from '../documents/file-view.js';
import { inspectZip } from '../documents/inspect-zip.js';
import { readZipEntry } from '../documents/read-zip-entry.js';
import { defaultUploadLimits } from '../documents/upload-limits.js';
import { listZip, type ZipEntry } from '../documents/zip-listing.js';
import { RedactionRefused, type RedactionReason } from './redaction-reasons.js';

/** The parts of an office document, unpacked, by name. */
export type Parts = Map<string, Buffer>;

/** All parts are held in memory at once, so less may be unpacked than an upload may hold. */
const limits = { ...defaultUploadLimits.zip, unpackedBytes: 256 * 1024 * 1024 };

/** @throws RedactionRefused for a container that is broken, dangerous or too large */
export async function readParts(path: string): Promise<Parts> {
  const faults = await inspectZip(path, limits);
  if (faults.length > 0) throw new RedactionRefused([unsafeContainer(faults.map(({ code }) => code))]);
  return withFile(path, async (file) => {
    const { entries } = await listZip(file, limits.entries);
    const parts: Parts = new Map();
    for (const entry of entries) {
      if (!entry.name.endsWith('/')) parts.set(entry.name, await unpack(file, entry));
    }
    return parts;
  });
}

async function unpack(file: FileView, entry: ZipEntry): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of readZipEntry(file, entry)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function unsafeContainer(codes: readonly string[]): RedactionReason {
  const list = [...new Set(codes)].join(', ');
  return {
    code: 'unsafe-container',
    zh: `文档包损坏、过大或含有危险内容（${list}）。请用 Word 或 WPS 打开后另存为新的 DOCX。`,
    en: `The document is damaged, too large or holds something dangerous (${list}). Open it in Word or WPS and save it anew.`,
  };
}

import { rm, writeFile } from 'node:fs/promises';
import { storeFault } from './byte-store.js';
import { checkZipListing } from './check-zip-entries.js';
import { withFile, type FileView } from './file-view.js';
import { readZipEntry } from './read-zip-entry.js';
import { type ZipLimits } from './upload-limits.js';
import { EntryWatch } from './watch-entry.js';
import { type ZipFault } from './zip-fault.js';
import { listZip, ZipUnreadable, type ZipEntry, type ZipListing } from './zip-listing.js';

/** What may still be unpacked; shared with the containers inside, so that many small bombs are one large one. */
interface Allowance {
  entries: number;
  unpackedBytes: number;
}

/**
 * Everything wrong with a ZIP container (DOCX, XLSX, PPTX, OFD) and the containers in it: bombs, paths that lead out,
 * links, passwords, damage, and XML that would fetch or expand something.
 * Each entry is unpacked once, piece by piece, and never beyond the size that the directory claims and the limits allow.
 * Containers inside are written beside the inspected file while they are looked at.
 */
export async function inspectZip(path: string, limits: ZipLimits): Promise<ZipFault[]> {
  return inspect(path, limits, { entries: limits.entries, unpackedBytes: limits.unpackedBytes }, 1);
}

async function inspect(path: string, limits: ZipLimits, left: Allowance, depth: number): Promise<ZipFault[]> {
  return withFile(path, async (file) => {
    const listing = await readListing(file, left.entries);
    if (!listing) return [{ code: 'zip-damaged' }];
    const faults = checkZipListing(listing, { ...limits, ...left });
    if (faults.some(({ code }) => code.startsWith('zip-bomb'))) return faults;
    left.entries -= listing.entries.length;
    for (const entry of listing.entries) {
      if (faults.some((fault) => fault.entry === entry.name && isUnreadable(fault))) continue;
      const found = await inspectEntry(file, entry, left);
      faults.push(...found.faults);
      if (!found.isContainer) continue;
      if (depth >= limits.depth) faults.push({ code: 'zip-bomb-depth', entry: entry.name });
      else faults.push(...(await inspectInside(file, entry, path, limits, left, depth)));
    }
    return faults;
  });
}

function isUnreadable({ code }: ZipFault): boolean {
  return code === 'password-protected' || code === 'zip-method' || code === 'zip-damaged';
}

async function readListing(file: FileView, maximumEntries: number): Promise<ZipListing | null> {
  try {
    return await listZip(file, maximumEntries);
  } catch (error) {
    if (error instanceof ZipUnreadable) return null;
    throw error;
  }
}

/** Unpacks an entry to nowhere, and looks at what flows by. */
async function inspectEntry(
  file: FileView,
  entry: ZipEntry,
  left: Allowance,
): Promise<{ faults: ZipFault[]; isContainer: boolean }> {
  const watch = new EntryWatch(entry);
  try {
    for await (const chunk of readZipEntry(file, entry)) watch.push(chunk);
    const faults = watch.end().map((code) => ({ code, entry: entry.name }));
    left.unpackedBytes -= entry.unpackedBytes;
    return { faults, isContainer: watch.isContainer };
  } catch (error) {
    if (!(error instanceof ZipUnreadable)) throw error;
    return { faults: [{ code: 'zip-damaged', entry: entry.name }], isContainer: false };
  }
}

async function inspectInside(
  file: FileView,
  entry: ZipEntry,
  path: string,
  limits: ZipLimits,
  left: Allowance,
  depth: number,
): Promise<ZipFault[]> {
  const inner = `${path}.inner`;
  try {
    await writeFile(inner, readZipEntry(file, entry), { mode: 0o600 });
    const faults = await inspect(inner, limits, left, depth + 1);
    return faults.map((fault) => ({
      ...fault,
      entry: fault.entry === undefined ? entry.name : `${entry.name} › ${fault.entry}`,
    }));
  } catch (error) {
    throw storeFault(error);
  } finally {
    await rm(inner, { force: true });
  }
}

import { type ZipLimits } from './upload-limits.js';
import { type ZipFault } from './zip-fault.js';
import { type ZipEntry, type ZipListing } from './zip-listing.js';

/** What the central directory alone gives away; nothing is unpacked yet. */
export function checkZipListing(listing: ZipListing, limits: ZipLimits): ZipFault[] {
  const { entries, end } = listing;
  return [
    ...checkSizes(listing, limits),
    ...entries.flatMap(checkEntry),
    ...repeatedNames(entries),
    ...(overlaps(entries, end.directoryAt) ? [{ code: 'zip-damaged' as const }] : []),
    ...(end.leadingBytes > 0 || end.trailingBytes !== 0 || entries.every(({ headerAt }) => headerAt > 0)
      ? [{ code: 'hidden-bytes' as const }]
      : []),
  ];
}

function checkSizes({ entries, hasMoreEntries }: ZipListing, limits: ZipLimits): ZipFault[] {
  const unpackedBytes = sum(entries.map((entry) => entry.unpackedBytes));
  const packedBytes = sum(entries.map((entry) => entry.packedBytes));
  const isTooDense = (unpacked: number, packed: number): boolean =>
    unpacked > limits.ratioFromBytes && unpacked > packed * limits.ratio;
  const faults: ZipFault[] = entries
    .filter((entry) => isTooDense(entry.unpackedBytes, entry.packedBytes))
    .map((entry) => ({ code: 'zip-bomb-ratio', entry: entry.name }));
  if (faults.length === 0 && isTooDense(unpackedBytes, packedBytes)) faults.push({ code: 'zip-bomb-ratio' });
  if (hasMoreEntries) faults.push({ code: 'zip-bomb-entries' });
  if (unpackedBytes > limits.unpackedBytes) faults.push({ code: 'zip-bomb-size' });
  return faults;
}

function checkEntry(entry: ZipEntry): ZipFault[] {
  const faults: ZipFault[] = [];
  if (entry.flags & 0x2041)
    faults.push({ code: 'password-protected', entry: entry.name }); // traditional, strong, masked
  else if (entry.method !== 0 && entry.method !== 8) faults.push({ code: 'zip-method', entry: entry.name });
  if (entry.method === 0 && entry.packedBytes !== entry.unpackedBytes)
    faults.push({ code: 'zip-damaged', entry: entry.name });
  if (isUnsafePath(entry.name)) faults.push({ code: 'zip-path', entry: entry.name });
  if (isSpecialFile(entry.mode)) faults.push({ code: 'zip-link', entry: entry.name });
  return faults;
}

/** A backslash separates on Windows; a drive letter, a leading separator and `..` lead out of the folder. */
function isUnsafePath(name: string): boolean {
  const parts = name.replaceAll('\\', '/').split('/');
  return (
    name === '' || parts[0] === '' || /^[a-z]:/i.test(name) || parts.includes('..') || name.includes('\0')
  );
}

/** Links, devices and pipes: everything that has a Unix type other than file (010) or folder (004). */
function isSpecialFile(mode: number): boolean {
  const type = mode >> 12;
  return type !== 0 && type !== 0o10 && type !== 0o4;
}

/** With two entries of one name, what is reviewed need not be what another program shows. */
function repeatedNames(entries: readonly ZipEntry[]): ZipFault[] {
  const seen = new Set<string>();
  return entries.flatMap(({ name }): ZipFault[] => {
    const key = name.replaceAll('\\', '/').toLowerCase();
    if (seen.has(key)) return [{ code: 'zip-duplicate', entry: name }];
    seen.add(key);
    return [];
  });
}

/** Entries that share bytes let a small file unfold to anything (the overlapping zip bomb of 2019). */
function overlaps(entries: readonly ZipEntry[], directoryAt: number): boolean {
  const ranges = entries
    .map((entry) => ({
      from: entry.headerAt,
      end: entry.headerAt + 30 + entry.rawName.length + entry.packedBytes,
    }))
    .sort((one, other) => one.from - other.from);
  return ranges.some(({ end }, index) => end > (ranges[index + 1]?.from ?? directoryAt));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

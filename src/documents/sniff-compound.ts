import { listCompound } from './compound-listing.js';
import { type ContentFormat } from './document-kinds.js';
import { type FileView } from './file-view.js';

/** The stream that every file of a format has at its top. */
const mainStreams: Readonly<Record<string, ContentFormat>> = {
  WordDocument: 'doc',
  Workbook: 'xls',
  Book: 'xls', // Excel 5.0
  'PowerPoint Document': 'ppt',
  EncryptedPackage: 'encrypted-office', // MS-OFFCRYPTO 2.3.4: a DOCX, XLSX or PPTX behind a password
};

/** What an OLE compound file holds, told by the names of its streams. */
export async function sniffCompound(file: FileView): Promise<ContentFormat> {
  const listing = await listCompound(file);
  const formats = new Set(listing?.entries.flatMap(({ name }) => mainStreams[name] ?? []));
  const [format] = formats;
  return format !== undefined && formats.size === 1 ? format : 'unknown';
}

/** Whether a DOC, XLS or PPT file needs a password to be read. */
export async function isCompoundEncrypted(file: FileView): Promise<boolean> {
  const listing = await listCompound(file);
  if (!listing) return false;
  for (const entry of listing.entries) {
    const check = encryptionMarks[entry.name];
    if (check?.(await listing.readStart(entry))) return true;
  }
  return false;
}

const encryptionMarks: Readonly<Record<string, (start: Buffer) => boolean>> = {
  WordDocument: (start) => start.length >= 12 && (start.readUInt16LE(10) & 0x0100) !== 0, // MS-DOC 2.5.1, fEncrypted
  Workbook: hasFilePass,
  Book: hasFilePass,
  'Current User': (start) => start.length >= 16 && start.readUInt32LE(12) === 0xf3d1c4df, // MS-PPT 2.3.2, headerToken
  EncryptedSummary: () => true,
};

/** MS-XLS 2.4.117: the FilePass record follows the beginning of the workbook. */
function hasFilePass(start: Buffer): boolean {
  for (let at = 0; at + 4 <= start.length; at += 4 + start.readUInt16LE(at + 2)) {
    if (start.readUInt16LE(at) === 0x002f) return true;
  }
  return false;
}

import { formatOf, isAccepted, type ContentFormat } from './document-kinds.js';
import { contains, readAt, type FileView } from './file-view.js';
import { findZipEnd } from './zip-end.js';

/** A second format in the same bytes. */
export type HiddenFormat = 'hidden-pdf' | 'hidden-archive' | 'hidden-page';

const markup = /<(?:script|html|iframe|body)[\s>]|<!doctype\s+html|<\?php\s/i;
/** Seven chance bytes do not occur in an image; four would. */
const archives = /Rar!\x1a\x07[\0\x01]|7z\xbc\xaf\x27\x1c\0/;

/**
 * Whether a file is also something else to another program (a polyglot): what was reviewed is then not what opens.
 * PDF readers accept a header anywhere in the first 1,024 bytes, unpackers read from the end, browsers guess.
 */
export async function findHiddenFormats(file: FileView, format: ContentFormat): Promise<HiddenFormat[]> {
  const kind = isAccepted(format) ? formatOf(format) : null;
  const head = (await readAt(file, 0, 1024 + 8)).toString('latin1');
  const found: HiddenFormat[] = [];
  if (format !== 'pdf' && /%PDF-\d/.test(head)) found.push('hidden-pdf');
  const isContainer = kind?.isZip === true || format === 'archive'; // the container itself is checked elsewhere
  const isImage = kind?.kind === 'image';
  if (!isContainer && ((await findZipEnd(file)) || (isImage && (await contains(file, archives)))))
    found.push('hidden-archive');
  const isPageInside = isImage ? await contains(file, markup) : markup.test(head);
  if (kind && kind.kind !== 'text' && isPageInside) found.push('hidden-page');
  return found;
}

/** Whether a PDF is encrypted, also when only its permissions are (ISO 32000-1, 7.6.1: an Encrypt entry in the trailer). */
export async function isPdfEncrypted(file: FileView): Promise<boolean> {
  return contains(file, /\/Encrypt\s{0,20}(?:\d{1,10}\s{1,5}\d{1,5}\s{1,5}R|<<)/);
}

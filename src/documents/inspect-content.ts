import { formatOf, isAccepted, type ContentFormat } from './document-kinds.js';
import { withFile } from './file-view.js';
import { findHiddenFormats, isPdfEncrypted } from './find-hidden-format.js';
import { inspectZip } from './inspect-zip.js';
import { hasDoctype } from './read-text.js';
import { isCompoundEncrypted } from './sniff-compound.js';
import { type ZipLimits } from './upload-limits.js';
import {
  hiddenReasons,
  passwordProtected,
  xmlDoctype,
  zipReason,
  type UploadReason,
} from './upload-reasons.js';
import { type ZipFault, type ZipFaultCode } from './zip-fault.js';

/** Every reason that lies in the bytes themselves, for a format that was told before. */
export async function inspectContent(
  path: string,
  format: ContentFormat,
  limits: ZipLimits,
): Promise<UploadReason[]> {
  const reasons = await withFile(path, async (file) => {
    const hidden = await findHiddenFormats(file, format);
    const found = hidden.map((what) => hiddenReasons[what]);
    const isEncrypted =
      (format === 'pdf' && (await isPdfEncrypted(file))) ||
      (isOffice97(format) && (await isCompoundEncrypted(file)));
    if (isEncrypted) found.push(passwordProtected);
    if (format === 'xml' && (await hasDoctype(file))) found.push(xmlDoctype);
    return found;
  });
  if (!isAccepted(format) || !formatOf(format).isZip) return reasons;
  return [...reasons, ...tellZipFaults(await inspectZip(path, limits))];
}

function isOffice97(format: ContentFormat): boolean {
  return format === 'doc' || format === 'xls' || format === 'ppt';
}

function tellZipFaults(faults: readonly ZipFault[]): UploadReason[] {
  const places = new Map<ZipFaultCode, string[]>();
  for (const { code, entry } of faults) {
    places.set(code, [...(places.get(code) ?? []), ...(entry === undefined ? [] : [entry])]);
  }
  return [...places].map(([code, entries]) => zipReason(code, entries));
}

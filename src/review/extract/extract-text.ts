import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isAccepted, type AcceptedFormat } from '../../documents/document-kinds.js';
import { withFile, type FileView } from '../../documents/file-view.js';
import { sniffType } from '../../documents/sniff-type.js';
import { ZipUnreadable } from '../../documents/zip-listing.js';
import { type Extraction } from '../passage.js';
import { readWhole } from './decode-file.js';
import { extractDocx } from './extract-docx.js';
import { extractHtml } from './extract-html.js';
import { extractOfd } from './extract-ofd.js';
import { extractCsv, extractPlain, extractXml } from './extract-plain.js';
import { extractPptx } from './extract-pptx.js';
import { extractXlsx } from './extract-xlsx.js';
import { ExtractionFailed } from './extraction-failed.js';
import { defaultExtractionLimits, LimitReached, type ExtractionLimits } from './extraction-limits.js';
import { readLeftovers, type ReadEnclosed } from './office-leftovers.js';
import { OfficePackage } from './office-package.js';
import { readOfficeProperties } from './office-properties.js';
import { PassageCollector } from './passage-collector.js';
import { readPictureMetadata } from './read-picture-metadata.js';

/**
 * What a file says to a reader, and what it holds beside. Where a limit is reached, what was read until then is kept,
 * `not-fully-read` is among the findings, and the file does not count as readable.
 * @param format as told by content, not by name
 * @throws ExtractionFailed when the file is damaged or locked
 */
export async function extractText(
  path: string,
  format: AcceptedFormat,
  limits: ExtractionLimits = defaultExtractionLimits,
): Promise<Extraction> {
  return extract(path, format, limits, 1);
}

async function extract(
  path: string,
  format: AcceptedFormat,
  limits: ExtractionLimits,
  depth: number,
): Promise<Extraction> {
  const collector = new PassageCollector(limits);
  const enclosed: ReadEnclosed = (name, bytes) => readEnclosed(dirname(path), name, bytes, collector, depth);
  try {
    await withFile(path, (file) => readFormat(file, format, collector, enclosed));
  } catch (error) {
    if (!(error instanceof LimitReached)) throw failureOf(error);
    collector.cutOff();
  }
  return collector.result();
}

/** Offsets that lead out of a file say that it is broken; any other error is ours or the disk's, and stays one. */
function failureOf(error: unknown): unknown {
  const isOfFile = error instanceof ZipUnreadable || (error instanceof Error && error.name === 'RangeError');
  return isOfFile ? new ExtractionFailed('damaged', { cause: error }) : error;
}

async function readFormat(
  file: FileView,
  format: AcceptedFormat,
  collector: PassageCollector,
  enclosed: ReadEnclosed,
): Promise<void> {
  switch (format) {
    case 'docx':
    case 'xlsx':
    case 'pptx':
      return readOffice(file, format, collector, enclosed);
    case 'ofd':
      return extractOfd(await OfficePackage.open(file, collector.limits), collector);
    case 'pdf': {
      const { extractPdf } = await import('./extract-pdf.js'); // half a second of loading that other formats need not wait for
      return extractPdf(file, collector, enclosed);
    }
    case 'text':
      return extractPlain(file, collector);
    case 'csv':
      return extractCsv(file, collector);
    case 'html':
      return extractHtml(file, collector);
    case 'xml':
      return extractXml(file, collector);
    case 'png':
    case 'jpeg':
    case 'webp':
    case 'tiff':
      return readPictureMetadata(
        await readWhole(file, collector.limits),
        { zh: '照片', en: 'picture' },
        collector,
      );
    default: // pictures without metadata, sound, film and Office 97: a person has to look or listen
      return;
  }
}

const readers = { docx: extractDocx, xlsx: extractXlsx, pptx: extractPptx };

async function readOffice(
  file: FileView,
  format: keyof typeof readers,
  collector: PassageCollector,
  enclosed: ReadEnclosed,
): Promise<void> {
  const office = await OfficePackage.open(file, collector.limits);
  await readers[format](office, collector);
  await readOfficeProperties(office, collector);
  await readLeftovers(office, collector, enclosed);
}

/** Reads a file within a file the same way, in the folder of the outer one, which its owner removes; what cannot be read stays the finding that there is a file inside. */
async function readEnclosed(
  beside: string,
  name: string,
  bytes: Buffer,
  collector: PassageCollector,
  depth: number,
): Promise<void> {
  if (depth >= collector.limits.depth || bytes.length === 0) return;
  const folder = await mkdtemp(join(beside, 'enclosed-'));
  const path = join(folder, 'enclosed');
  try {
    await writeFile(path, bytes, { mode: 0o600 });
    const { format } = await sniffType(path);
    if (!isAccepted(format)) return;
    const place = { zh: `嵌入文件“${name}”`, en: `embedded file “${name}”` };
    collector.enclose(place, await extract(path, format, collector.limits, depth + 1));
  } catch (error) {
    if (!(error instanceof ExtractionFailed)) throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

import { type PDFDocumentProxy, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { type Place } from '../passage.js';
import { concealProperty } from './office-properties.js';
import { type PassageCollector } from './passage-collector.js';
import { xmpTexts } from './read-picture-metadata.js';

export type ReadAttachment = (name: string, bytes: Buffer) => Promise<void>;

/** An annotation as far as pdf.js tells of it. */
interface Annotation {
  subtype?: string;
  contentsObj?: { str?: string };
  titleObj?: { str?: string };
  richText?: { str?: string };
  url?: string;
  unsafeUrl?: string;
  fieldValue?: unknown;
  file?: AttachedFile;
}

interface AttachedFile {
  filename?: string;
  rawFilename?: string;
  description?: string;
  content?: Uint8Array;
}

const labels: Readonly<Record<string, string>> = {
  Author: '作者',
  Title: '标题',
  Subject: '主题',
  Keywords: '关键词',
};

/** What the document as a whole carries beside its pages. */
export async function readPdfExtras(
  pdf: PDFDocumentProxy,
  collector: PassageCollector,
  readAttachment: ReadAttachment,
): Promise<void> {
  await readMetadata(pdf, collector);
  const attached = (await pdf.getAttachments()) as
    Record<string, AttachedFile> | Map<string, AttachedFile> | null;
  const files = attached instanceof Map ? [...attached.values()] : Object.values(attached ?? {});
  for (const file of files) await concealFile(file, collector, readAttachment);
  const scripts = await pdf.getJSActions();
  if (scripts) concealScripts(scripts, { zh: '文档脚本', en: 'scripts of the document' }, collector);
  for (const title of outlineTitles(await pdf.getOutline()))
    collector.keep({ zh: '书签', en: 'outline' }, title);
  if (pdf.isPureXfa) collector.leaveUnread(); // a form drawn by a program: the pages only ask for another reader
}

async function readMetadata(pdf: PDFDocumentProxy, collector: PassageCollector): Promise<void> {
  const { info: fields, metadata } = await pdf.getMetadata();
  const entries = fields as Record<string, unknown>;
  for (const [name, zh] of Object.entries(labels))
    concealProperty(zh, name, textOf(entries[name]), collector);
  const custom = (entries['Custom'] ?? {}) as Record<string, unknown>;
  for (const [name, value] of Object.entries(custom)) concealProperty(name, name, textOf(value), collector);
  const xmp = textOf((metadata as { getRaw?(): unknown } | null)?.getRaw?.());
  for (const text of xmpTexts(Buffer.from(xmp))) concealProperty('XMP', 'XMP', text, collector);
}

/** Annotations, files and scripts of one page. */
export async function readPdfPageExtras(
  page: PDFPageProxy,
  place: Place,
  shownText: string,
  collector: PassageCollector,
  readAttachment: ReadAttachment,
): Promise<void> {
  const annotations = (await page.getAnnotations()) as Annotation[];
  for (const annotation of annotations) {
    const { subtype, url, unsafeUrl, file, fieldValue } = annotation;
    if (subtype === 'Link') collector.keep(place, url ?? unsafeUrl ?? '');
    else if (subtype === 'Widget') keepField(fieldValue, place, shownText, collector);
    else concealAnnotation(annotation, place, collector);
    if (file) await concealFile(file, collector, readAttachment);
  }
  const scripts = (await page.getJSActions()) as Record<string, unknown> | null;
  if (scripts) concealScripts(scripts, place, collector);
}

/** A filled field is painted like text; only what a reader would not see is worth keeping. */
function keepField(value: unknown, place: Place, shownText: string, collector: PassageCollector): void {
  const text = Array.isArray(value) ? value.map(textOf).join('\n') : textOf(value);
  if (!shownText.includes(text))
    collector.keep({ zh: `${place.zh}表单域`, en: `field on ${place.en}` }, text);
}

function concealAnnotation(annotation: Annotation, page: Place, collector: PassageCollector): void {
  const { contentsObj, titleObj, richText } = annotation;
  const text = [titleObj?.str, contentsObj?.str ?? richText?.str].filter(Boolean).join('：');
  collector.conceal('annotations', { zh: `${page.zh}注释`, en: `annotation on ${page.en}` }, text);
}

async function concealFile(
  file: AttachedFile,
  collector: PassageCollector,
  readAttachment: ReadAttachment,
): Promise<void> {
  const name = file.rawFilename ?? file.filename ?? '';
  const text = [name, file.description].filter(Boolean).join('\n');
  collector.conceal('attachments', { zh: `附件“${name}”`, en: `attachment “${name}”` }, text);
  if (file.content) await readAttachment(name, Buffer.from(file.content));
}

function concealScripts(scripts: object, place: Place, collector: PassageCollector): void {
  for (const script of Object.values(scripts).flat()) collector.conceal('scripts', place, textOf(script));
}

interface OutlineItem {
  title: string;
  items?: unknown;
}

function outlineTitles(items: unknown): string[] {
  const list = (Array.isArray(items) ? items : []) as OutlineItem[];
  return list.flatMap((item) => [item.title, ...outlineTitles(item.items)]);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

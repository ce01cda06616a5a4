import type { FileKind } from '../engine/definition.js';

/** What a file is to the bureau; limits are set per kind. */
export type DocumentKind = FileKind;

export interface FileFormat {
  kind: DocumentKind;
  zh: string;
  en: string;
  /** Media type by extension; the usual extension comes first. */
  extensions: Readonly<Record<string, string>>;
  /** A ZIP container, whose entries are inspected one by one. */
  isZip?: true;
}

const office = 'application/vnd.openxmlformats-officedocument';

/** Every format that may be uploaded. SVG and everything that runs are left out on purpose. */
export const fileFormats = {
  pdf: { kind: 'document', zh: 'PDF 文件', en: 'a PDF', extensions: { pdf: 'application/pdf' } },
  ofd: {
    kind: 'document',
    zh: 'OFD 版式文件',
    en: 'an OFD document',
    extensions: { ofd: 'application/ofd' }, // GB/T 33190-2016
    isZip: true,
  },
  docx: {
    kind: 'document',
    zh: 'Word 文档（docx）',
    en: 'a Word document (docx)',
    extensions: { docx: `${office}.wordprocessingml.document` },
    isZip: true,
  },
  xlsx: {
    kind: 'spreadsheet',
    zh: 'Excel 表格（xlsx）',
    en: 'an Excel sheet (xlsx)',
    extensions: { xlsx: `${office}.spreadsheetml.sheet` },
    isZip: true,
  },
  pptx: {
    kind: 'presentation',
    zh: 'PowerPoint 演示文稿（pptx）',
    en: 'a PowerPoint presentation (pptx)',
    extensions: { pptx: `${office}.presentationml.presentation` },
    isZip: true,
  },
  // WPS Office writes the same streams into the same container, under its own extensions.
  doc: {
    kind: 'document',
    zh: 'Word 97–2003 或 WPS 文字',
    en: 'a Word 97–2003 or WPS document',
    extensions: { doc: 'application/msword', wps: 'application/wps-office.wps' },
  },
  xls: {
    kind: 'spreadsheet',
    zh: 'Excel 97–2003 或 WPS 表格',
    en: 'an Excel 97–2003 or WPS sheet',
    extensions: { xls: 'application/vnd.ms-excel', et: 'application/wps-office.et' },
  },
  ppt: {
    kind: 'presentation',
    zh: 'PowerPoint 97–2003 或 WPS 演示',
    en: 'a PowerPoint 97–2003 or WPS presentation',
    extensions: { ppt: 'application/vnd.ms-powerpoint', dps: 'application/wps-office.dps' },
  },
  png: { kind: 'image', zh: 'PNG 图片', en: 'a PNG image', extensions: { png: 'image/png' } },
  jpeg: {
    kind: 'image',
    zh: 'JPEG 图片',
    en: 'a JPEG image',
    extensions: { jpg: 'image/jpeg', jpeg: 'image/jpeg' },
  },
  gif: { kind: 'image', zh: 'GIF 图片', en: 'a GIF image', extensions: { gif: 'image/gif' } },
  webp: { kind: 'image', zh: 'WebP 图片', en: 'a WebP image', extensions: { webp: 'image/webp' } },
  tiff: {
    kind: 'image',
    zh: 'TIFF 图片',
    en: 'a TIFF image',
    extensions: { tif: 'image/tiff', tiff: 'image/tiff' },
  },
  bmp: { kind: 'image', zh: 'BMP 图片', en: 'a BMP image', extensions: { bmp: 'image/bmp' } },
  mp4: {
    kind: 'video',
    zh: 'MP4 视频',
    en: 'an MP4 video',
    extensions: { mp4: 'video/mp4', m4v: 'video/mp4' },
  },
  mov: { kind: 'video', zh: 'MOV 视频', en: 'a MOV video', extensions: { mov: 'video/quicktime' } },
  webm: { kind: 'video', zh: 'WebM 视频', en: 'a WebM video', extensions: { webm: 'video/webm' } },
  mp3: { kind: 'audio', zh: 'MP3 音频', en: 'an MP3 recording', extensions: { mp3: 'audio/mpeg' } },
  m4a: { kind: 'audio', zh: 'M4A 音频', en: 'an M4A recording', extensions: { m4a: 'audio/mp4' } },
  wav: { kind: 'audio', zh: 'WAV 音频', en: 'a WAV recording', extensions: { wav: 'audio/wav' } },
  // A table and a text differ by a guess only, so each may bear the other's extension.
  text: {
    kind: 'text',
    zh: '纯文本',
    en: 'plain text',
    extensions: { txt: 'text/plain', csv: 'text/csv' },
  },
  csv: {
    kind: 'text',
    zh: 'CSV 表格',
    en: 'a CSV table',
    extensions: { csv: 'text/csv', txt: 'text/plain' },
  },
  html: { kind: 'text', zh: '网页', en: 'a web page', extensions: { html: 'text/html', htm: 'text/html' } },
  xml: { kind: 'text', zh: 'XML 文件', en: 'an XML file', extensions: { xml: 'application/xml' } },
} as const satisfies Record<string, FileFormat>;

export type AcceptedFormat = keyof typeof fileFormats;

/** Recognised, so that the clerk is told what it is, and never accepted. */
export const refusedFormats = {
  svg: { zh: 'SVG 图片', en: 'an SVG image' },
  executable: { zh: '可执行程序', en: 'a program' },
  archive: { zh: '压缩包', en: 'an archive' },
  rtf: { zh: 'RTF 文档', en: 'an RTF document' },
  'encrypted-office': { zh: '加密的 Office 文档', en: 'an encrypted Office document' },
  unknown: { zh: '无法识别的内容', en: 'something not recognised' },
} as const;

export type RefusedFormat = keyof typeof refusedFormats;
export type ContentFormat = AcceptedFormat | RefusedFormat;

export function isAccepted(format: ContentFormat): format is AcceptedFormat {
  return Object.hasOwn(fileFormats, format);
}

export function formatOf(format: AcceptedFormat): FileFormat {
  return fileFormats[format];
}

/** What a format is called in a sentence. */
export function labelOf(format: ContentFormat): { zh: string; en: string } {
  return isAccepted(format) ? fileFormats[format] : refusedFormats[format];
}

/** The formats that may bear an extension (lower case, without the dot); none for one that is not accepted. */
export function formatsNamed(extension: string): AcceptedFormat[] {
  return Object.keys(fileFormats)
    .filter(isAcceptedName)
    .filter((format) => Object.hasOwn(fileFormats[format].extensions, extension));
}

function isAcceptedName(name: string): name is AcceptedFormat {
  return Object.hasOwn(fileFormats, name);
}

/** Every accepted extension, for messages and for the file picker. */
export const acceptedExtensions: readonly string[] = [
  ...new Set(Object.values(fileFormats).flatMap((format) => Object.keys(format.extensions))),
];

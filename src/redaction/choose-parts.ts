import { posix } from 'node:path';
import { sniffBeginning } from '../documents/sniff-media.js';
import { type Parts } from './docx-parts.js';
import { allElements, attributeOf, localName, parsePart, removeNode, writePart } from './part-xml.js';
import { RedactionRefused, type RedactionReason } from './redaction-reasons.js';

/** What is kept of a document, and what its parts may no longer refer to. */
export interface ChosenParts {
  /** Names of the parts, their relationship parts left out. */
  names: string[];
  pictures: string[];
  /** Relationship ids that lead to nothing any more, by part. */
  droppedIds: Map<string, Set<string>>;
}

/**
 * Only what is known to be needed to show the document is kept, told by the type of the relationship (ECMA-376 part 1,
 * 11.3). So comments, properties, custom XML, thumbnails, fonts, embedded files, building blocks, macros and whatever a
 * later Word brings stay behind.
 */
const keptTypes = new Set([
  'officeDocument',
  'styles',
  'numbering',
  'settings',
  'fontTable',
  'theme',
  'header',
  'footer',
  'footnotes',
  'endnotes',
  'chart',
  'diagramData',
  'diagramLayout',
  'diagramQuickStyle',
  'diagramColors',
  'diagramDrawing',
]);

/** These would leave a hole in the text that nobody asked for. */
const textElsewhere = new Set(['aFChunk', 'subDocument']);

/** Follows the relationships from the root, and cuts those that are not kept. @throws RedactionRefused */
export function chooseParts(parts: Parts): ChosenParts {
  const chosen: ChosenParts = { names: [], pictures: [], droppedIds: new Map() };
  const reasons: RedactionReason[] = [];
  const waiting = [''];
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
    for (const target of cutRelationships(parts, name, chosen, reasons)) {
      if (chosen.names.includes(target) || !parts.has(target)) continue;
      chosen.names.push(target);
      waiting.push(target);
    }
  }
  if (reasons.length > 0) throw new RedactionRefused(reasons);
  return chosen;
}

/** @returns the parts to which what is kept leads */
function cutRelationships(
  parts: Parts,
  name: string,
  chosen: ChosenParts,
  reasons: RedactionReason[],
): string[] {
  const place = relationshipsOf(name);
  const data = parts.get(place);
  if (!data) return [];
  const document = parsePart(place, data);
  const dropped = new Set<string>();
  const targets: string[] = [];
  for (const relationship of allElements(document).filter(
    (element) => localName(element) === 'Relationship',
  )) {
    const type = (attributeOf(relationship, 'Type') ?? '').split('/').at(-1) ?? '';
    const isExternal = attributeOf(relationship, 'TargetMode') === 'External';
    const target = resolvePart(name, attributeOf(relationship, 'Target') ?? '');
    if (type === 'hyperlink') continue;
    if (textElsewhere.has(type)) reasons.push(textInAnotherFile);
    const isPicture = !isExternal && type === 'image' && isKeptPicture(parts, target, chosen, reasons);
    if (isPicture || (!isExternal && keptTypes.has(type))) {
      targets.push(target);
      continue;
    }
    dropped.add(attributeOf(relationship, 'Id') ?? '');
    removeNode(relationship);
  }
  chosen.droppedIds.set(name, dropped);
  parts.set(place, writePart(document));
  return targets;
}

/** Text drawn by a vector picture can't be found; SVG always has a PNG beside it, so that one can go. */
function isKeptPicture(
  parts: Parts,
  target: string,
  chosen: ChosenParts,
  reasons: RedactionReason[],
): boolean {
  const data = parts.get(target);
  if (!data || /\.svg$/i.test(target)) return false;
  const format = sniffBeginning(data.subarray(0, 4096), data.length);
  const isPlain = format === 'png' || format === 'jpeg';
  if (isPlain) chosen.pictures.push(target);
  else reasons.push(otherPicture(target));
  return isPlain;
}

export function relationshipsOf(name: string): string {
  return posix.join(posix.dirname(name), '_rels', `${posix.basename(name)}.rels`);
}

function resolvePart(name: string, target: string): string {
  return target.startsWith('/') ? target.slice(1) : posix.join(posix.dirname(name), target);
}

const textInAnotherFile: RedactionReason = {
  code: 'text-in-another-file',
  zh: '文档引用了另一个文件的正文（altChunk 或子文档），无法遮盖。请用 Word 打开并另存为普通 DOCX 后再试。',
  en: 'The document draws text from another file (altChunk or a subdocument). Open it in Word and save it as a plain DOCX first.',
};

function otherPicture(name: string): RedactionReason {
  return {
    code: 'picture-not-readable',
    zh: `图片 ${name} 不是 PNG 或 JPEG（可能是 EMF、WMF 等矢量图），里面的文字无法查找。请在 Word 中剪切后以 PNG“选择性粘贴”，再上传。`,
    en: `The picture ${name} is neither PNG nor JPEG (a vector picture perhaps), and text in it cannot be found. In Word, cut it and paste it as PNG, then upload the document again.`,
  };
}

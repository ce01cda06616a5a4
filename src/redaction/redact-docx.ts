import { type Document } from '@xmldom/xmldom';
import { type Place } from '../review/passage.js';
import { chooseParts, relationshipsOf } from './choose-parts.js';
import { cleanPart, type CleanTally } from './clean-part.js';
import { coverFlow, findInFlow } from './cover-flow.js';
import { readParts, type Parts } from './docx-parts.js';
import { findCovers } from './find-covers.js';
import { hiddenStyles } from './hidden-styles.js';
import { allElements, attributeOf, localName, parsePart, removeNode, writePart } from './part-xml.js';
import { flowsOf } from './part-slots.js';
import { readLetters } from './read-letters.js';
import { RedactionFailed, RedactionRefused, stillThere, unsureResult } from './redaction-reasons.js';
import { type CoverTally, type RedactionNotice, type RedactionSpan } from './redaction-report.js';
import { searchBytes, soughtBytes, type SoughtBytes } from './search-bytes.js';
import { stripPicture } from './strip-picture.js';
import { tellCleaning } from './tell-cleaning.js';
import { writeParts } from './write-parts.js';

const contentTypes = '[Content_Types].xml';

/** The document with the spans replaced in every part that is kept. @throws RedactionRefused */
export async function coverDocx(
  path: string,
  spans: readonly RedactionSpan[],
  tally: CoverTally,
): Promise<{ write: (to: string) => Promise<void>; notices: RedactionNotice[] }> {
  const parts = await readParts(path);
  const before = parts.size;
  const chosen = chooseParts(parts);
  const cleaned: CleanTally = { changes: 0, comments: 0, hiddenRuns: 0 };
  const styles = findStyles(parts, chosen.names);
  const made: Parts = new Map();
  made.set(contentTypes, listContents(parts, chosen.names));
  for (const name of ['', ...chosen.names]) {
    const relationships = relationshipsOf(name);
    if (parts.has(relationships)) made.set(relationships, coverPart(parts, relationships, spans, tally));
    if (name === '') continue;
    if (chosen.pictures.includes(name)) made.set(name, pixelsOf(parts, name));
    else {
      const clean = (document: Document): void =>
        cleanPart(document, chosen.droppedIds.get(name) ?? new Set(), styles, cleaned);
      made.set(name, coverPart(parts, name, spans, tally, clean));
    }
  }
  const notices = tellCleaning(cleaned, before - made.size, chosen.pictures.length);
  return { write: (to) => writeParts(made, to), notices };
}

function findStyles(parts: Parts, names: readonly string[]): Set<string> {
  const name = names.find((candidate) => /(?:^|\/)styles\d*\.xml$/.test(candidate));
  const root = name && parsePart(name, parts.get(name) ?? Buffer.alloc(0)).documentElement;
  return root ? hiddenStyles(root) : new Set();
}

function coverPart(
  parts: Parts,
  name: string,
  spans: readonly RedactionSpan[],
  tally: CoverTally,
  clean: (document: Document) => void = () => undefined,
): Buffer {
  const document = parsePart(name, parts.get(name) ?? Buffer.alloc(0));
  clean(document);
  if (!document.documentElement) return writePart(document);
  for (const flow of flowsOf(document.documentElement)) {
    for (const cover of coverFlow(flow, spans)) cover.spans.forEach((span) => tally.add(span, placeOf(name)));
  }
  return writePart(document);
}

function pixelsOf(parts: Parts, name: string): Buffer {
  const pixels = stripPicture(parts.get(name) ?? Buffer.alloc(0));
  if (pixels) return pixels;
  throw new RedactionRefused([
    {
      code: 'broken-picture',
      zh: `图片 ${name} 已损坏，无法检查。请在文档中删除或替换这张图片后再上传。`,
      en: `The picture ${name} is damaged and cannot be checked. Remove or replace it in the document, then upload it again.`,
    },
  ]);
}

/** The list of contents, without the parts left behind. */
function listContents(parts: Parts, names: readonly string[]): Buffer {
  const document = parsePart(contentTypes, parts.get(contentTypes) ?? Buffer.alloc(0));
  for (const element of allElements(document)) {
    if (localName(element) !== 'Override') continue;
    const name = (attributeOf(element, 'PartName') ?? '').replace(/^\//, '');
    if (!names.includes(name)) removeNode(element);
  }
  return writePart(document);
}

function placeOf(name: string): Place {
  const known: readonly [RegExp, Place][] = [
    [/document\d*\.xml$/, { zh: '正文', en: 'the body' }],
    [/header\d*\.xml$/, { zh: '页眉', en: 'a header' }],
    [/footer\d*\.xml$/, { zh: '页脚', en: 'a footer' }],
    [/footnotes\d*\.xml$/, { zh: '脚注', en: 'a footnote' }],
    [/endnotes\d*\.xml$/, { zh: '尾注', en: 'an endnote' }],
    [/\.rels$/, { zh: '链接地址', en: 'the address of a link' }],
  ];
  return known.find(([pattern]) => pattern.test(name))?.[1] ?? { zh: `部件 ${name}`, en: `the part ${name}` };
}

/** What a clean document does not hold: traces of comments, changes and revisions, and parts that are never kept. */
const traces =
  /<(?:\w+:)?(?:comment\w*|ins|del|delText|moveFrom|moveTo|rsids|docVars|OLEObject)\b|\srsid\w*=|:rsid\w*=/;
const strayPart =
  /^(?:docProps|customXml)\/|(?:^|\/)(?:comments|people|vbaProject|embeddings|activeX|glossary|fonts)/i;

/** Reads every part of the result back and looks for the spans in three ways. @throws RedactionFailed */
export async function scanDocx(path: string, spans: readonly RedactionSpan[]): Promise<void> {
  const sought = soughtBytes(spans);
  const reasons = [...(await readParts(path))].flatMap(([name, data]) => {
    const place = { zh: `结果的部件 ${name}`, en: `the part ${name} of the result` };
    const found = [...searchBytes(Buffer.from(name), sought), ...findLeft(name, data, spans, sought)];
    const isStray = strayPart.test(name) || (isXml(name) && traces.test(data.toString('utf8')));
    const left = [...new Set(found)].map((span) => stillThere(place, span));
    return isStray
      ? [
          ...left,
          unsureResult(
            place,
            '仍有批注、修订或属性的痕迹',
            'traces of comments, changes or properties are left',
          ),
        ]
      : left;
  });
  if (reasons.length > 0) throw new RedactionFailed(reasons);
}

function findLeft(
  name: string,
  data: Buffer,
  spans: readonly RedactionSpan[],
  sought: readonly SoughtBytes[],
): number[] {
  const found = searchBytes(data, sought);
  if (!isXml(name)) return found;
  const root = parsePart(name, data).documentElement;
  const flows = root ? flowsOf(root) : [];
  // Once more without the parser, in case text stands where no flow goes.
  const plain = readLetters(data.toString('utf8').replace(/<[^>]*>/g, ''), { hasEntities: true });
  const covers = findCovers(
    plain.map(({ text }) => text),
    spans,
  );
  return [
    ...found,
    ...flows.flatMap((flow) => findInFlow(flow, spans)),
    ...covers.flatMap((cover) => cover.spans),
  ];
}

function isXml(name: string): boolean {
  return /\.(?:xml|rels|vml)$/i.test(name);
}

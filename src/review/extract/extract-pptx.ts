import { type Place } from '../passage.js';
import { LimitReached } from './extraction-limits.js';
import { type OfficePackage } from './office-package.js';
import { type PassageCollector } from './passage-collector.js';
import {
  attributeOf,
  childOf,
  childrenOf,
  descendantsOf,
  relationIdOf,
  textOf,
  type XmlNode,
} from './xml-tree.js';

const mainPart = 'ppt/presentation.xml';

/** Reads slides in their order with notes and comments; the other parts are left to whoever calls. */
export async function extractPptx(office: OfficePackage, collector: PassageCollector): Promise<void> {
  const presentation = await office.tree(mainPart);
  const relationships = await office.relationships(mainPart);
  const list = childOf(presentation, 'sldIdLst');
  let number = 0;
  for (const entry of list ? childrenOf(list) : []) {
    const part = relationships.find(({ id }) => id === relationIdOf(entry))?.target;
    if (part === undefined || !office.has(part)) continue;
    number += 1;
    if (number > collector.limits.pages) throw new LimitReached('too many slides');
    await readSlide(office, part, number, collector);
  }
  await readOrphans(office, collector);
  await readAuthors(office, collector);
}

async function readSlide(
  office: OfficePackage,
  part: string,
  number: number,
  collector: PassageCollector,
): Promise<void> {
  const place = { zh: `第 ${number} 张幻灯片`, en: `slide ${number}` };
  const slide = await office.tree(part);
  const isHidden = /^(?:0|false)$/.test(attributeOf(slide, 'show') ?? '');
  if (isHidden) collector.conceal('hidden-slide', place, '', String(number));
  readShapes(slide, place, isHidden, collector);
  for (const { type, target, isExternal } of await office.relationships(part)) {
    if (isExternal || !office.has(target)) continue;
    if (/\/notesSlide$/.test(type)) readNotes(await office.tree(target), place, collector);
    if (/\/comments$/i.test(type)) readComments(await office.tree(target), place, collector);
  }
}

/** Slides that were taken out of the order may still be in the file. */
async function readOrphans(office: OfficePackage, collector: PassageCollector): Promise<void> {
  const unread = new Set(office.unreadNames());
  for (const part of office.names(/^ppt\/slides\/[^/]*\.xml$/i)) {
    if (!unread.has(part)) continue;
    const place = { zh: `未列入放映的幻灯片“${part}”`, en: `slide outside the order “${part}”` };
    collector.conceal('hidden-slide', place, '', part);
    readShapes(await office.tree(part), place, true, collector);
  }
  for (const part of office.names(/^ppt\/comments\/[^/]*\.xml$/i)) {
    if (unread.has(part)) readComments(await office.tree(part), { zh: '幻灯片', en: 'slide' }, collector);
  }
  for (const part of office.names(/^ppt\/notesSlides\/[^/]*\.xml$/i)) {
    if (unread.has(part)) readNotes(await office.tree(part), { zh: '幻灯片', en: 'slide' }, collector);
  }
}

function readShapes(node: XmlNode, place: Place, isHidden: boolean, collector: PassageCollector): void {
  for (const child of childrenOf(node)) {
    const { name } = child;
    keepDescription(child, place, collector);
    if (name === 'p') tell(paragraphText(child), place, isHidden, collector);
    else if (name === 'tr') tell(rowText(child), place, isHidden, collector);
    else if (!isHidden && isShapeHidden(child)) {
      const texts = [...descendantsOf(child, 'p')].map(paragraphText).join('\n');
      if (texts.trim() !== '') collector.conceal('hidden-shape', place, texts);
    } else readShapes(child, place, isHidden, collector);
  }
}

function tell(text: string, place: Place, isHidden: boolean, collector: PassageCollector): void {
  if (isHidden) collector.keep(place, text);
  else collector.show(place, text);
}

/** Selection pane, eye closed: `<p:nvSpPr><p:cNvPr hidden="1"/>` (ECMA-376 part 1, 20.1.2.2.8). */
function isShapeHidden(shape: XmlNode): boolean {
  return childrenOf(shape).some((child) => {
    const properties = childOf(child, 'cNvPr');
    return properties !== undefined && /^(?:1|true)$/.test(attributeOf(properties, 'hidden') ?? '');
  });
}

function keepDescription(node: XmlNode, place: Place, collector: PassageCollector): void {
  if (node.name !== 'cNvPr') return;
  collector.keep(place, attributeOf(node, 'descr') ?? '');
  collector.keep(place, attributeOf(node, 'title') ?? '');
}

function rowText(row: XmlNode): string {
  return childrenOf(row)
    .filter(({ name }) => name === 'tc')
    .map((cell) => [...descendantsOf(cell, 'p')].map(paragraphText).join('\n'))
    .join('\t');
}

/** Runs become one text again; the number of the slide is not text of its author. */
function paragraphText(paragraph: XmlNode): string {
  return childrenOf(paragraph)
    .map((child) => {
      if (child.name === 'br') return '\n';
      if (child.name === 'fld' && attributeOf(child, 'type') === 'slidenum') return '';
      return [...descendantsOf(child, 't')].map(textOf).join('');
    })
    .join('');
}

function readNotes(notes: XmlNode, slide: Place, collector: PassageCollector): void {
  const place = { zh: `${slide.zh}备注`, en: `notes of ${slide.en}` };
  const text = [...descendantsOf(notes, 'p')].map(paragraphText).join('\n');
  if (text.trim() !== '') collector.conceal('speaker-notes', place, text);
}

/** Comments of PowerPoint 2007 hold `text`, those since 2021 paragraphs. */
function readComments(list: XmlNode, slide: Place, collector: PassageCollector): void {
  const place = { zh: `${slide.zh}批注`, en: `comment on ${slide.en}` };
  for (const comment of descendantsOf(list, 'cm')) {
    const old = [...descendantsOf(comment, 'text')].map(textOf);
    const modern = [...descendantsOf(comment, 'p')].map(paragraphText);
    collector.conceal('comments', place, [...old, ...modern].join('\n'));
  }
}

async function readAuthors(office: OfficePackage, collector: PassageCollector): Promise<void> {
  for (const part of office.names(/^ppt\/(?:commentAuthors|authors)\.xml$/i)) {
    for (const author of childrenOf(await office.tree(part))) {
      collector.conceal(
        'properties',
        { zh: '批注人', en: 'author of comments' },
        attributeOf(author, 'name'),
      );
    }
  }
}

import { assembleParagraphs, type TextPiece } from './assemble-lines.js';
import { LimitReached } from './extraction-limits.js';
import { concealProperty } from './office-properties.js';
import { resolvePart, type OfficePackage } from './office-package.js';
import { type PassageCollector } from './passage-collector.js';
import { attributeOf, childOf, descendantsOf, textOf, type XmlNode } from './xml-tree.js';

const properties: Readonly<Record<string, string>> = {
  Author: '作者',
  Title: '标题',
  Subject: '主题',
  Abstract: '摘要',
  Keyword: '关键词',
};

/** Reads the pages of an OFD document (GB/T 33190-2016): the text of each page, its annotations, attachments and authors. */
export async function extractOfd(office: OfficePackage, collector: PassageCollector): Promise<void> {
  const start = await office.tree('OFD.xml');
  for (const body of descendantsOf(start, 'DocBody')) {
    readProperties(body, collector);
    const root = childOf(body, 'DocRoot');
    if (root) await readDocument(office, resolvePart('OFD.xml', textOf(root).trim()), collector);
    const versions = [...descendantsOf(body, 'Version')];
    if (versions.length > 1)
      collector.conceal('earlier-revision', { zh: '文档版本', en: 'versions of the document' });
  }
}

function readProperties(body: XmlNode, collector: PassageCollector): void {
  for (const [name, zh] of Object.entries(properties)) {
    for (const node of descendantsOf(body, name)) concealProperty(zh, name, textOf(node), collector);
  }
  for (const node of descendantsOf(body, 'CustomData')) {
    const name = attributeOf(node, 'Name') ?? '';
    concealProperty(name, name, textOf(node), collector);
  }
}

async function readDocument(office: OfficePackage, part: string, collector: PassageCollector): Promise<void> {
  const document = await office.tree(part);
  const pages = childOf(document, 'Pages');
  let number = 0;
  for (const page of pages ? descendantsOf(pages, 'Page') : []) {
    number += 1;
    if (number > collector.limits.pages) throw new LimitReached('too many pages');
    const content = resolvePart(part, attributeOf(page, 'BaseLoc') ?? '');
    readPage(await office.tree(content), number, collector);
  }
  for (const node of descendantsOf(document, 'TemplatePage')) {
    const template = await office.tree(resolvePart(part, attributeOf(node, 'BaseLoc') ?? ''));
    const place = { zh: '页面模板', en: 'page template' };
    for (const text of assembleParagraphs(piecesOf(template))) collector.show(place, text);
  }
  await readAnnotations(office, part, document, collector);
  await readAttachments(office, part, document, collector);
}

function readPage(page: XmlNode, number: number, collector: PassageCollector): void {
  const place = { zh: `第 ${number} 页`, en: `page ${number}` };
  const shown = piecesOf(page);
  for (const text of assembleParagraphs(shown)) collector.show(place, text);
  for (const text of assembleParagraphs(piecesOf(page, true)))
    collector.conceal('invisible-text', place, text);
  const hasPictures = [...descendantsOf(page, 'ImageObject')].length > 0;
  const isPainted = hasPictures || [...descendantsOf(page, 'PathObject')].length > 0;
  if (hasPictures) collector.conceal('pictures', place);
  if (isPainted && shown.length === 0) collector.leaveUnread();
}

/** @param isHidden whether to take the objects that are not shown (`Visible`, `Alpha`; 8.5) instead of those that are */
function piecesOf(page: XmlNode, isHidden = false): TextPiece[] {
  return [...descendantsOf(page, 'TextObject')].flatMap((object) => {
    const isUnseen = attributeOf(object, 'Visible') === 'false' || attributeOf(object, 'Alpha') === '0';
    const [x = 0, y = 0, width = 0, height = 0] = (attributeOf(object, 'Boundary') ?? '')
      .trim()
      .split(/\s+/)
      .map(Number);
    const text = [...descendantsOf(object, 'TextCode')].map(textOf).join('');
    const size = Number(attributeOf(object, 'Size')) || height;
    return isUnseen === isHidden ? [{ text, x, y: -y - height, width, size }] : [];
  });
}

async function readAnnotations(
  office: OfficePackage,
  part: string,
  document: XmlNode,
  collector: PassageCollector,
): Promise<void> {
  const place = { zh: '注释', en: 'annotation' };
  for (const list of descendantsOf(document, 'Annotations')) {
    const listPart = resolvePart(part, textOf(list).trim());
    for (const file of descendantsOf(await office.tree(listPart), 'FileLoc')) {
      const annotations = await office.tree(resolvePart(listPart, textOf(file).trim()));
      for (const annotation of descendantsOf(annotations, 'Annot')) {
        const remark = [...descendantsOf(annotation, 'Remark')].map(textOf);
        const texts = [...remark, ...assembleParagraphs(piecesOf(annotation))];
        collector.conceal('annotations', place, texts.join('\n'));
      }
    }
  }
}

async function readAttachments(
  office: OfficePackage,
  part: string,
  document: XmlNode,
  collector: PassageCollector,
): Promise<void> {
  for (const list of descendantsOf(document, 'Attachments')) {
    for (const node of descendantsOf(
      await office.tree(resolvePart(part, textOf(list).trim())),
      'Attachment',
    )) {
      const name = attributeOf(node, 'Name') ?? '';
      collector.conceal('attachments', { zh: `附件“${name}”`, en: `attachment “${name}”` }, name);
    }
  }
}

import type { ArchiveItem, ArchivePart } from './archive-item.js';
import { escapeMarkup, indented, textElement } from './markup.js';
import type { PlacedFile, PlacedItem } from './place-files.js';

const partNames: Record<ArchivePart, string> = {
  document: '正文',
  attachment: '附件',
  interpretation: '解读材料',
  evidence: '证明材料',
};

/**
 * An item's metadata: the elements of DA/T 46-2009 that are known, the disclosure catalogue (domain 2.13), each file with
 * its digest, and the document and its interpretation referring to each other.
 */
export function itemMetadata({ item, files }: PlacedItem, sender: string): string {
  const identified = files.map((placed, at) => ({ placed, id: `f${at + 1}` }));
  return `<?xml version="1.0" encoding="UTF-8"?>
<电子文件元数据>
${indented(elements(item, sender))}${catalogue(item)}${indented(identified.map(({ placed, id }) => fileElement(placed, id)))}${indented(relations(identified))}</电子文件元数据>
`;
}

function elements(item: ArchiveItem, sender: string): string[] {
  return [
    textElement('聚合层次', '件'),
    textElement('来源', sender),
    textElement('电子文件号', item.caseNumber),
    textElement('档号', item.fileReference),
    textElement('索引号', item.indexNumber),
    textElement('题名', item.title),
    textElement('文件编号', item.documentNumber),
    ...item.responsibleParties.map((party) => textElement('责任者', party)),
    textElement('责任处室', item.section),
    textElement('业务类型', item.type),
    textElement('类别', item.category),
    textElement('成文日期', item.madeOn),
    textElement('发布日期', item.publishedOn),
    textElement('公开属性', item.attribute),
    textElement('密级', item.secrecy),
    textElement('保管期限', item.retention),
  ];
}

/** Names come from the tenant, so they are values here, never names of elements. */
function catalogue(item: ArchiveItem): string {
  const entries = Object.entries(item.catalogue).filter(([, value]) => value !== '');
  if (entries.length === 0) return '';
  const lines = entries.map(
    ([name, value]) => `<要素 名称="${escapeMarkup(name)}">${escapeMarkup(value)}</要素>`,
  );
  return `  <公开目录>\n${indented(lines, 4)}  </公开目录>\n`;
}

function fileElement({ file, path }: PlacedFile, id: string): string {
  const attributes = {
    标识: id,
    组成: partNames[file.part],
    名称: path.slice(path.lastIndexOf('/') + 1),
    原名称: file.name,
    格式: file.mediaType,
    字节数: `${file.sizeBytes}`,
    摘要算法: 'SHA-256',
    摘要值: file.sha256,
  };
  const written = Object.entries(attributes).map(([name, value]) => ` ${name}="${escapeMarkup(value)}"`);
  return `<电子文件${written.join('')}/>`;
}

function relations(files: readonly { placed: PlacedFile; id: string }[]): string[] {
  const of = (part: ArchivePart) => files.filter(({ placed }) => placed.file.part === part);
  return of('document').flatMap((document) =>
    of('interpretation').flatMap((interpretation) => [
      `<关系 类型="被解读" 从="${document.id}" 到="${interpretation.id}"/>`,
      `<关系 类型="解读" 从="${interpretation.id}" 到="${document.id}"/>`,
    ]),
  );
}

import { type OfficePackage } from './office-package.js';
import { type PassageCollector } from './passage-collector.js';
import { walkXml } from './walk-xml.js';
import { XlsxFormats } from './xlsx-formats.js';
import { readSheet, sheetPlace } from './xlsx-sheet.js';
import { XlsxStrings } from './xlsx-strings.js';
import {
  attributeOf,
  childOf,
  childrenOf,
  descendantsOf,
  relationIdOf,
  textOf,
  type XmlNode,
} from './xml-tree.js';

const workbookPart = 'xl/workbook.xml';

/** Reads sheets, names, comments, pivot caches and links of a workbook; the other parts are left to whoever calls. */
export async function extractXlsx(office: OfficePackage, collector: PassageCollector): Promise<void> {
  const workbook = await office.tree(workbookPart);
  const strings = await XlsxStrings.read(office);
  const formats = new XlsxFormats(await office.tree('xl/styles.xml'));
  const relationships = await office.relationships(workbookPart);
  const sheets = childOf(workbook, 'sheets');
  for (const sheet of sheets ? childrenOf(sheets) : []) {
    const part = relationships.find(({ id }) => id === relationIdOf(sheet))?.target ?? '';
    const name = attributeOf(sheet, 'name') ?? '';
    const isHidden = attributeOf(sheet, 'state')?.toLowerCase().endsWith('hidden') ?? false;
    if (isHidden) collector.conceal('hidden-sheet', sheetPlace(name, ''), '', name);
    await readSheet(office.chunks(part), { name, isHidden, strings, formats, collector });
  }
  strings.concealUnused(collector);
  readNames(workbook, collector);
  await readComments(office, collector);
  await readCaches(office, collector);
  await readOutside(office, collector);
}

function readNames(workbook: XmlNode, collector: PassageCollector): void {
  const names = childOf(workbook, 'definedNames');
  for (const node of names ? childrenOf(names) : []) {
    const name = attributeOf(node, 'name') ?? '';
    const place = { zh: `名称“${name}”`, en: `defined name “${name}”` };
    const isHidden = /^(?:1|true)$/.test(attributeOf(node, 'hidden') ?? '');
    const isFilter = name === '_xlnm._FilterDatabase'; // Excel's own mark of a filtered range, hidden in every such file
    if (isHidden && !isFilter) collector.conceal('hidden-name', place, `${name} ${textOf(node)}`);
    else collector.keep(place, textOf(node));
  }
}

async function readComments(office: OfficePackage, collector: PassageCollector): Promise<void> {
  for (const part of office.names(/^xl\/(?:comments\/?[^/]*|threadedComments\/[^/]*)\.xml$/i)) {
    const tree = await office.tree(part);
    const authors = [...descendantsOf(tree, 'author')].map(textOf);
    const isThreaded = tree.name === 'ThreadedComments';
    for (const node of descendantsOf(tree, isThreaded ? 'threadedComment' : 'comment')) {
      const cell = attributeOf(node, 'ref') ?? '';
      const place = { zh: `批注（${cell}）`, en: `comment at ${cell}` };
      const author = authors[Number(attributeOf(node, 'authorId') ?? -1)] ?? '';
      const text = [...descendantsOf(node, isThreaded ? 'text' : 't')].map(textOf).join('');
      collector.conceal('comments', place, author === '' ? text : `${author}：${text}`);
    }
  }
  for (const part of office.names(/^xl\/persons\/[^/]*\.xml$/i)) {
    for (const person of descendantsOf(await office.tree(part), 'person')) {
      const place = { zh: '批注人', en: 'author of comments' };
      collector.conceal('properties', place, attributeOf(person, 'displayName'));
    }
  }
}

/** A pivot table keeps a copy of its source, row by row, also of what it does not show (ECMA-376 part 1, 18.10). */
async function readCaches(office: OfficePackage, collector: PassageCollector): Promise<void> {
  for (const part of office.names(/^xl\/pivotCache\/[^/]*\.xml$/i)) {
    const place = { zh: `数据透视表缓存“${part}”`, en: `pivot cache “${part}”` };
    let values: string[] = [];
    await walkXml(office.chunks(part), {
      open: (_, attributes) => {
        const value = attributes['v'] ?? attributes['caption'];
        if (value !== undefined) values.push(value);
      },
      close: (name) => {
        if (name !== 'r' && name !== 'cacheField') return;
        if (values.length > 0) collector.conceal('pivot-cache', place, values.join('\t'));
        values = [];
      },
    });
    collector.conceal('pivot-cache', place);
  }
}

/** Workbooks and databases that this one draws from, with what was drawn last (18.14, 18.13). */
async function readOutside(office: OfficePackage, collector: PassageCollector): Promise<void> {
  for (const part of office.names(/^xl\/externalLinks\/[^/]*\.xml$/i)) {
    const place = { zh: `外部链接“${part}”`, en: `external link “${part}”` };
    const tree = await office.tree(part);
    const sheets = [...descendantsOf(tree, 'sheetName')].map((node) => attributeOf(node, 'val') ?? '');
    const rows = [...descendantsOf(tree, 'row')].map((row) => childrenOf(row).map(textOf).join('\t'));
    collector.conceal('external-link', place, [...sheets, ...rows].join('\n'));
  }
  for (const part of office.names(/^xl\/connections\d*\.xml$/i)) {
    for (const node of descendantsOf(await office.tree(part), 'dbPr')) {
      const place = { zh: '数据连接', en: 'data connection' };
      const text = [attributeOf(node, 'connection'), attributeOf(node, 'command')].join('\n');
      collector.conceal('external-link', place, text);
    }
  }
}

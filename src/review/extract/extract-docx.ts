import { DocxBlocks } from './docx-blocks.js';
import { DocxStyles } from './docx-styles.js';
import { type OfficePackage } from './office-package.js';
import { type PassageCollector } from './passage-collector.js';
import { attributeOf, childOf, childrenOf, descendantsOf, type XmlNode } from './xml-tree.js';

/** Reads the body, headers, footers, notes and comments of a Word document; the other parts are left to whoever calls. */
export async function extractDocx(office: OfficePackage, collector: PassageCollector): Promise<void> {
  const styles = new DocxStyles(await office.tree('word/styles.xml'));
  const document = await office.tree(await findBody(office));
  new DocxBlocks(collector, styles, { zh: '', en: '' }).read(document);
  for (const { pattern, zh, en } of margins) {
    for (const [index, name] of office.names(pattern).entries()) {
      const place = { zh: `${zh} ${index + 1}`, en: `${en} ${index + 1}` };
      new DocxBlocks(collector, styles, place).read(await office.tree(name));
    }
  }
  for (const name of office.names(/^word\/comments\d*\.xml$/i)) {
    readComments(await office.tree(name), styles, collector);
  }
  for (const name of office.names(/^word\/settings\d*\.xml$/i)) {
    readVariables(await office.tree(name), collector);
  }
  for (const name of office.names(/^word\/glossary\/document\d*\.xml$/i)) {
    const place = { zh: '文档部件', en: 'building blocks' };
    new DocxBlocks(collector, styles, place, true).read(await office.tree(name));
  }
}

const margins = [
  { pattern: /^word\/header\d*\.xml$/i, zh: '页眉', en: 'header' },
  { pattern: /^word\/footer\d*\.xml$/i, zh: '页脚', en: 'footer' },
  { pattern: /^word\/footnotes\d*\.xml$/i, zh: '脚注', en: 'footnotes' },
  { pattern: /^word\/endnotes\d*\.xml$/i, zh: '尾注', en: 'endnotes' },
];

/** The main part has a name of its own in files of some programs; the package says which it is. */
async function findBody(office: OfficePackage): Promise<string> {
  const start = await office.relationships('');
  const named = start.find(({ type }) => /\/officeDocument$/.test(type))?.target;
  return named !== undefined && office.has(named) ? named : 'word/document.xml';
}

function readComments(comments: XmlNode, styles: DocxStyles, collector: PassageCollector): void {
  for (const [index, comment] of childrenOf(comments).entries()) {
    const place = { zh: `批注 ${index + 1}`, en: `comment ${index + 1}` };
    const author = attributeOf(comment, 'author') ?? '';
    collector.conceal('comments', place, author);
    new DocxBlocks(collector, styles, place, true).read(comment);
  }
}

/** Variables that macros and document systems leave behind (ECMA-376 part 1, 17.15.1.33). */
function readVariables(settings: XmlNode, collector: PassageCollector): void {
  const variables = childOf(settings, 'docVars');
  for (const variable of variables ? descendantsOf(variables, 'docVar') : []) {
    const name = attributeOf(variable, 'name') ?? '';
    const place = { zh: `文档变量“${name}”`, en: `document variable “${name}”` };
    collector.conceal('other-parts', place, attributeOf(variable, 'val'));
  }
}

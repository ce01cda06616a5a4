import { type OfficePackage } from './office-package.js';
import { type PassageCollector } from './passage-collector.js';
import { attributeOf, childrenOf, textOf, type XmlNode } from './xml-tree.js';

/** Properties that name people and organisations or say what the file was; the rest counts pages and words. */
const telling: Readonly<Record<string, string>> = {
  creator: '作者',
  lastModifiedBy: '最后修改者',
  title: '标题',
  subject: '主题',
  keywords: '关键词',
  description: '备注',
  category: '类别',
  contentStatus: '状态',
  Company: '单位',
  Manager: '主管',
  HyperlinkBase: '超链接基础',
};

/** Core, extended and custom properties (ECMA-376 part 2, 11, and part 1, 22). */
export async function readOfficeProperties(
  office: OfficePackage,
  collector: PassageCollector,
): Promise<void> {
  for (const name of office.names(/^docProps\/(?:core|app)\.xml$/i)) {
    for (const property of childrenOf(await office.tree(name))) conceal(property.name, property, collector);
  }
  for (const name of office.names(/^docProps\/custom\.xml$/i)) {
    for (const property of childrenOf(await office.tree(name))) {
      const label = attributeOf(property, 'name') ?? '';
      concealProperty(label, label, textOf(property), collector);
    }
  }
}

function conceal(name: string, property: XmlNode, collector: PassageCollector): void {
  const zh = Object.hasOwn(telling, name) ? telling[name] : undefined;
  if (zh !== undefined) concealProperty(zh, name, textOf(property), collector);
}

/** A property is worth a finding only when something stands in it. */
export function concealProperty(zh: string, en: string, text: string, collector: PassageCollector): void {
  if (text.trim() === '') return;
  collector.conceal('properties', { zh: `文件属性“${zh}”`, en: `property “${en}”` }, text);
}

import { type Place } from '../passage.js';
import { type OfficePackage } from './office-package.js';
import { type PassageCollector } from './passage-collector.js';
import { readPictureMetadata } from './read-picture-metadata.js';
import { walkXml } from './walk-xml.js';

const picture = /\.(?:jpe?g|png|gif|bmp|tiff?|webp|wmf|emf|svg|wdp)$/i;
const embedded = /(?:^|\/)(?:embeddings|activeX)\/[^/]+$|\.bin$/i;
/** What templates say of themselves, and the formulas of tables. */
const aside = /(?:Layouts?|Masters?|tables|theme)\//;

/** Files inside are handed on, since each is a world of its own. */
export type ReadEnclosed = (name: string, bytes: Buffer) => Promise<void>;

/** Reads every part that no reader of the format has asked for, so that nothing hides where nobody looks. */
export async function readLeftovers(
  office: OfficePackage,
  collector: PassageCollector,
  readEnclosed: ReadEnclosed,
): Promise<void> {
  await readLinks(office, collector);
  for (const name of office.unreadNames()) {
    if (/\.(?:xml|vml)$/i.test(name)) await readPart(office, name, collector);
    else if (/^docProps\/thumbnail\./i.test(name)) {
      collector.conceal('thumbnail', { zh: '文件缩略图', en: 'thumbnail' });
      office.markRead(name);
    } else if (picture.test(name)) await readPicture(office, name, collector);
    else if (embedded.test(name) && !/printerSettings/i.test(name)) {
      collector.conceal('embedded-object', { zh: `嵌入对象“${base(name)}”`, en: `embedded “${base(name)}”` });
      await readEnclosed(base(name), await office.read(name));
    }
  }
}

/** Addresses that the file leads to: web pages are only noted, files outside are a finding. */
async function readLinks(office: OfficePackage, collector: PassageCollector): Promise<void> {
  for (const rels of office.names(/(?:^|\/)_rels\/[^/]*\.rels$/i)) {
    const source = rels.replace(/_rels\/([^/]*)\.rels$/i, '$1');
    for (const { target, isExternal } of await office.relationships(source)) {
      const place = { zh: '链接地址', en: 'link target' };
      if (!isExternal) continue;
      if (/^(?:https?:|mailto:|#)/i.test(target)) collector.keep(place, decodeTarget(target));
      else collector.conceal('external-link', place, decodeTarget(target));
    }
  }
}

function decodeTarget(target: string): string {
  try {
    return decodeURIComponent(target);
  } catch {
    return target; // a percent sign of its own: the address says what it says
  }
}

async function readPicture(office: OfficePackage, name: string, collector: PassageCollector): Promise<void> {
  const place = { zh: `图片“${base(name)}”`, en: `picture “${base(name)}”` };
  collector.conceal('pictures', place);
  readPictureMetadata(await office.read(name), place, collector);
}

/** Charts, diagrams and drawings are seen; whatever else holds text is not. */
async function readPart(office: OfficePackage, name: string, collector: PassageCollector): Promise<void> {
  const folder = name.split('/')[0] ?? '';
  const place: Place = { zh: `部件“${name}”`, en: `part “${name}”` };
  const isDrawn = /(?:^|\/)(?:charts|diagrams|drawings)\//i.test(name);
  for (const text of await harvest(office, name, { isDrawn, hasData: folder === 'customXml' })) {
    if (isDrawn) collector.show(place, text);
    else if (aside.test(name)) collector.keep(place, text);
    else collector.conceal(folder === 'customXml' ? 'custom-xml' : 'other-parts', place, text);
  }
}

/**
 * The text of each paragraph, and of each element outside paragraphs. Outside paragraphs a drawing says where things
 * stand, and only the values of a chart are read; custom data may also stand in attributes.
 */
async function harvest(
  office: OfficePackage,
  name: string,
  part: { isDrawn: boolean; hasData: boolean },
): Promise<string[]> {
  const texts: string[] = [];
  let current = '';
  const open: string[] = [];
  const isWithin = (element: string): boolean => open.includes(element);
  const flush = (): void => {
    if (current.trim() !== '') texts.push(current);
    current = '';
  };
  await walkXml(office.chunks(name), {
    open: (element, attributes) => {
      if (!isWithin('p')) flush();
      open.push(element);
      if (element === 'br') current += '\n';
      if (part.hasData && open.length > 1) texts.push(...dataOf(attributes));
    },
    text: (text) => {
      const isPosition = part.isDrawn && !isWithin('p') && !isWithin('v');
      if (!isPosition && !isWithin('ClientData')) current += text;
    },
    close: () => {
      open.pop();
      if (!isWithin('p')) flush();
    },
  });
  return texts;
}

function dataOf(attributes: Readonly<Record<string, string>>): string[] {
  return Object.entries(attributes)
    .filter(([name, value]) => !/^xmlns|(?:^|:)(?:itemID|uri)$/.test(name) && value.trim() !== '')
    .map(([, value]) => value);
}

function base(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}

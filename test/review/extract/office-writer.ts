import { writeZip } from '../../documents/zip-writer.js';

const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const spaces = [
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"',
  'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"',
  'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"',
  'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"',
  'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"',
].join(' ');
const types = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** Parts by name; `.xml` parts get their declaration. */
export type Parts = Readonly<Record<string, string | Buffer>>;

export function writePackage(parts: Parts): Buffer {
  return writeZip(
    Object.entries({ '[Content_Types].xml': '<Types/>', ...parts }).map(([name, data]) => ({
      name,
      data: typeof data === 'string' && /\.(?:xml|rels)$/.test(name) ? xml + data : data,
    })),
  );
}

export function relationships(targets: Readonly<Record<string, readonly [string, string]>>): string {
  const rows = Object.entries(targets).map(
    ([id, [type, target]]) => `<Relationship Id="${id}" Type="${types}/${type}" Target="${target}"/>`,
  );
  return `<Relationships>${rows.join('')}</Relationships>`;
}

export function writeDocx(body: string, more: Parts = {}): Buffer {
  return writePackage({
    'word/document.xml': `<w:document ${spaces}><w:body>${body}</w:body></w:document>`,
    ...more,
  });
}

export function wordPart(name: string, content: string): string {
  return `<w:${name} ${spaces}>${content}</w:${name}>`;
}

/** A paragraph of runs. */
export function paragraph(...runs: string[]): string {
  return `<w:p>${runs.join('')}</w:p>`;
}

export function run(text: string, properties = ''): string {
  return `<w:r><w:rPr>${properties}</w:rPr><w:t>${text}</w:t></w:r>`;
}

export interface WrittenSheet {
  name: string;
  state?: string;
  /** What stands in `worksheet`. */
  content: string;
}

export function writeXlsx(sheets: readonly WrittenSheet[], more: Parts = {}, workbook = ''): Buffer {
  const list = sheets.map(
    ({ name, state }, index) =>
      `<sheet name="${name}" sheetId="${index + 1}" r:id="rId${index + 1}"${state ? ` state="${state}"` : ''}/>`,
  );
  const targets = sheets.map((_, index) => [
    `rId${index + 1}`,
    ['worksheet', `worksheets/sheet${index + 1}.xml`] as const,
  ]);
  const parts = sheets.map(({ content }, index) => [
    `xl/worksheets/sheet${index + 1}.xml`,
    `<worksheet ${spaces}>${content}</worksheet>`,
  ]);
  return writePackage({
    'xl/workbook.xml': `<workbook ${spaces}><sheets>${list.join('')}</sheets>${workbook}</workbook>`,
    'xl/_rels/workbook.xml.rels': relationships(
      Object.fromEntries(targets) as Record<string, readonly [string, string]>,
    ),
    ...(Object.fromEntries(parts) as Parts),
    ...more,
  });
}

export interface WrittenSlide {
  content: string;
  attributes?: string;
  relationships?: Readonly<Record<string, readonly [string, string]>>;
}

export function writePptx(slides: readonly WrittenSlide[], more: Parts = {}): Buffer {
  const ids = slides.map((_, index) => `<p:sldId id="${256 + index}" r:id="rId${index + 1}"/>`);
  const parts: Record<string, string> = {};
  const targets: Record<string, readonly [string, string]> = {};
  for (const [index, slide] of slides.entries()) {
    const name = `slide${index + 1}.xml`;
    targets[`rId${index + 1}`] = ['slide', `slides/${name}`];
    parts[`ppt/slides/${name}`] =
      `<p:sld ${spaces} ${slide.attributes ?? ''}><p:cSld>${slide.content}</p:cSld></p:sld>`;
    parts[`ppt/slides/_rels/${name}.rels`] = relationships(slide.relationships ?? {});
  }
  return writePackage({
    'ppt/presentation.xml': `<p:presentation ${spaces}><p:sldIdLst>${ids.join('')}</p:sldIdLst></p:presentation>`,
    'ppt/_rels/presentation.xml.rels': relationships(targets),
    ...parts,
    ...more,
  });
}

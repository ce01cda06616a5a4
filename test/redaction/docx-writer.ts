import { type WrittenEntry, writeZip } from '../documents/zip-writer.js';

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const namespaces = [
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"',
  'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"',
  'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"',
  'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"',
  'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"',
].join(' ');
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

export const run = (text: string, properties = ''): string =>
  `<w:r w:rsidR="00A1B2C3">${properties && `<w:rPr>${properties}</w:rPr>`}<w:t>${text}</w:t></w:r>`;
export const paragraph = (...runs: string[]): string => `<w:p w:rsidR="00A1B2C3">${runs.join('')}</w:p>`;

/** A part of a document, with the type of its relationship and of its content. */
export interface WrittenPart {
  name: string;
  type: string;
  data: Buffer | string;
}

export const part = (name: string, type: string, root: string, inner: string): WrittenPart => ({
  name,
  type,
  data: `${declaration}<w:${root} ${namespaces}>${inner}</w:${root}>`,
});

/** Relationships of the body by hand: hyperlinks and what lies outside. */
export const link = (id: string, target: string): string =>
  `<Relationship Id="${id}" Type="${office}/hyperlink" Target="${target}" TargetMode="External"/>`;

/** A DOCX with a body, further parts that the body refers to as rId1, rId2 …, properties and a thumbnail. */
export function writeDocx(body: string, parts: readonly WrittenPart[] = [], links = ''): Buffer {
  const overrides = parts.map(
    ({ name }) => `<Override PartName="/word/${name}" ContentType="application/x"/>`,
  );
  const relations = parts.map(
    ({ name, type }, index) =>
      `<Relationship Id="rId${index + 1}" Type="${office}/${type}" Target="${name}"/>`,
  );
  const entries: WrittenEntry[] = [
    {
      name: '[Content_Types].xml',
      data: `${declaration}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="png" ContentType="image/png"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>${overrides.join('')}</Types>`,
    },
    {
      name: '_rels/.rels',
      data: relationships(
        `<Relationship Id="r1" Type="${office}/officeDocument" Target="word/document.xml"/><Relationship Id="r2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/><Relationship Id="r3" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail" Target="docProps/thumbnail.jpeg"/>`,
      ),
    },
    { name: 'docProps/core.xml', data: `${declaration}<core>张三 13850912345</core>` },
    { name: 'docProps/thumbnail.jpeg', data: Buffer.from('ffd8ffd9', 'hex') },
    {
      name: 'word/document.xml',
      data: `${declaration}<w:document ${namespaces}><w:body>${body}</w:body></w:document>`,
    },
    { name: 'word/_rels/document.xml.rels', data: relationships(relations.join('') + links) },
    ...parts.map(({ name, data }) => ({ name: `word/${name}`, data })),
  ];
  return writeZip(entries);
}

function relationships(inner: string): string {
  return `${declaration}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${inner}</Relationships>`;
}

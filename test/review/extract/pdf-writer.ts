/** The body of one indirect object; a stream brings its dictionary without `Length`. */
export type PdfObject = string | { dictionary: string; data: Buffer | string };

export interface WrittenPage {
  content: string;
  resources?: string;
  /** Further entries of the page, such as annotations. */
  entries?: string;
}

export interface PdfShape {
  pages: readonly WrittenPage[];
  /** Further objects, numbered from 100. */
  objects?: readonly PdfObject[];
  catalog?: string;
  trailer?: string;
}

const helvetica = '/Font<</F1 3 0 R>>';

/**
 * A small PDF byte by byte. Object 1 is the catalogue, 2 the pages, 3 Helvetica; page n is object 10 + 2n with its content
 * behind it; further objects follow from 1000 on.
 */
export function writePdf({ pages, objects = [], catalog = '', trailer = '' }: PdfShape): Buffer {
  const numbered = new Map<number, PdfObject>();
  numbered.set(1, `<</Type/Catalog/Pages 2 0 R${catalog}>>`);
  const kids = pages.map((_, index) => `${10 + 2 * index} 0 R`).join(' ');
  numbered.set(2, `<</Type/Pages/Kids[${kids}]/Count ${pages.length}/MediaBox[0 0 600 800]>>`);
  numbered.set(3, '<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>');
  for (const [index, page] of pages.entries()) {
    const at = 10 + 2 * index;
    const resources = `<<${page.resources?.includes('/Font') ? '' : helvetica}${page.resources ?? ''}>>`;
    numbered.set(
      at,
      `<</Type/Page/Parent 2 0 R/Contents ${at + 1} 0 R/Resources${resources}${page.entries ?? ''}>>`,
    );
    numbered.set(at + 1, { dictionary: '', data: page.content });
  }
  for (const [index, object] of objects.entries()) numbered.set(1000 + index, object);
  const head = Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1');
  return Buffer.concat([head, section(numbered, head.length, trailer)]);
}

/** Saves changed objects behind a file, as programs do that only append. */
export function appendUpdate(pdf: Buffer, changed: ReadonlyMap<number, PdfObject>): Buffer {
  const [, previous] = /startxref\s+(\d+)\s+%%EOF\s*$/.exec(pdf.toString('latin1')) ?? [];
  return Buffer.concat([pdf, section(changed, pdf.length, `/Prev ${previous}`)]);
}

function section(objects: ReadonlyMap<number, PdfObject>, startsAt: number, trailer: string): Buffer {
  const parts: Buffer[] = [];
  const rows: string[] = [];
  let at = startsAt;
  for (const [number, object] of objects) {
    const bytes = Buffer.concat([Buffer.from(`${number} 0 obj\n`), body(object), Buffer.from('\nendobj\n')]);
    rows.push(`${number} 1\n${String(at).padStart(10, '0')} 00000 n \n`);
    parts.push(bytes);
    at += bytes.length;
  }
  const end = `xref\n${rows.join('')}trailer\n<</Size 100000/Root 1 0 R${trailer}>>\nstartxref\n${at}\n%%EOF\n`;
  return Buffer.concat([...parts, Buffer.from(end)]);
}

function body(object: PdfObject): Buffer {
  if (typeof object === 'string') return Buffer.from(object, 'latin1');
  const data = Buffer.from(object.data);
  return Buffer.concat([
    Buffer.from(`<<${object.dictionary}/Length ${data.length}>>\nstream\n`, 'latin1'),
    data,
    Buffer.from('\nendstream'),
  ]);
}

/** Operators that show a text in Helvetica at a place. */
export function textAt(x: number, y: number, text: string, size = 12): string {
  return `BT /F1 ${size} Tf ${x} ${y} Td (${text}) Tj ET\n`;
}

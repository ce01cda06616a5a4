import { deflateSync } from 'node:zlib';

export interface WrittenPage {
  content: string;
  /** Of the page's own dictionary: annotations, rotation. */
  more?: string;
  media?: [number, number];
}

export interface WrittenPdf {
  pages: readonly WrittenPage[];
  /** A text file attached to the document. */
  attachment?: string;
  title?: string;
}

/** Text as the fonts F1 (Helvetica) and F2 (STSong-Light, not embedded) take it. */
export const latin = (text: string): string => `(${text}) Tj`;
export const chinese = (text: string): string =>
  `<${Buffer.from(text, 'utf16le').swap16().toString('hex')}> Tj`;

const fonts = [
  '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
  '<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[5 0 R]>>',
  '<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/FontDescriptor 6 0 R>>',
  '<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 752/Descent -271/CapHeight 737/StemV 58>>',
];
/** A grey picture of one pixel, P1, for pages that show a scan. */
const picture = stream(
  '<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8',
  '\x99',
);

/** A small PDF, its contents packed as usual (ISO 32000-1). Objects 1 to 9 are fixed. */
export function writePdf({ pages, attachment, title }: WrittenPdf): Buffer {
  const names = attachment === undefined ? '' : '/Names<</EmbeddedFiles<</Names[(a.txt) 8 0 R]>>>>';
  const kids = pages.map((_, index) => `${10 + 2 * index} 0 R`).join(' ');
  const objects = [
    `<</Type/Catalog/Pages 2 0 R${names}>>`,
    `<</Type/Pages/Kids[${kids}]/Count ${pages.length}>>`,
    ...fonts,
    picture,
    '<</Type/Filespec/F(a.txt)/UF(a.txt)/EF<</F 9 0 R>>>>',
    stream('<</Type/EmbeddedFile', attachment ?? ''),
    ...pages.flatMap(({ content, more = '', media = [420, 300] }, index) => [
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 ${media.join(' ')}]/Contents ${11 + 2 * index} 0 R/Resources<</Font<</F1 3 0 R/F2 4 0 R>>/XObject<</P1 7 0 R>>>>${more}>>`,
      stream('<<', content),
    ]),
  ];
  return assemble(objects, title);
}

function stream(head: string, content: string): string {
  const packed = deflateSync(Buffer.from(content, 'latin1')).toString('latin1');
  return `${head}/Filter/FlateDecode/Length ${packed.length}>>\nstream\n${packed}\nendstream`;
}

function assemble(objects: readonly string[], title?: string): Buffer {
  let file = '%PDF-1.7\n%\xe2\xe3\xcf\xd3\n';
  const offsets = objects.map((object, index) => {
    const at = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const tableAt = file.length;
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const heading = title === undefined ? '' : `/Info<</Title(${title})>>`;
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}trailer\n<</Size ${objects.length + 1}/Root 1 0 R${heading}>>\nstartxref\n${tableAt}\n%%EOF\n`;
  return Buffer.from(file, 'latin1');
}

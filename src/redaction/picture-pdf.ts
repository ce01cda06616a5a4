import { type FileHandle } from 'node:fs/promises';

export interface PicturePage {
  jpeg: Buffer;
  widthPixels: number;
  heightPixels: number;
  /** Points, 1/72 inch. */
  width: number;
  height: number;
}

/**
 * A PDF whose pages are one picture each, and which holds nothing else: no text, no metadata, no date, no identifier
 * (ISO 32000-1). Written page by page, so that its size never becomes our memory.
 */
export class PicturePdf {
  private writtenBytes = 0;
  private readonly offsets: number[] = [];
  private readonly pages: number[] = [];

  constructor(private readonly file: FileHandle) {}

  async start(): Promise<void> {
    await this.write(Buffer.from('%PDF-1.4\n%\xe2\xe3\xcf\xd3\n', 'latin1'));
  }

  /** Objects 1 and 2 are the catalogue and the page tree; each page takes the next three. */
  async add({ jpeg, widthPixels, heightPixels, width, height }: PicturePage): Promise<void> {
    const page = 3 + 3 * this.pages.length;
    const [w, h] = [round(width), round(height)];
    this.pages.push(page);
    await this.object(
      page,
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 ${w} ${h}]/Contents ${page + 1} 0 R/Resources<</XObject<</P ${page + 2} 0 R>>>>>>`,
    );
    const draw = `${w} 0 0 ${h} 0 0 cm /P Do`;
    await this.object(page + 1, `<</Length ${draw.length}>>\nstream\n${draw}\nendstream`);
    await this.object(
      page + 2,
      `<</Type/XObject/Subtype/Image/Width ${widthPixels}/Height ${heightPixels}/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode/Length ${jpeg.length}>>\nstream\n`,
      jpeg,
      '\nendstream',
    );
  }

  async end(): Promise<void> {
    await this.object(1, '<</Type/Catalog/Pages 2 0 R>>');
    const kids = this.pages.map((page) => `${page} 0 R`).join(' ');
    await this.object(2, `<</Type/Pages/Kids[${kids}]/Count ${this.pages.length}>>`);
    const tableAt = this.writtenBytes;
    const count = this.offsets.length;
    const rows = this.offsets
      .slice(1)
      .map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`)
      .join('');
    const table = `xref\n0 ${count}\n0000000000 65535 f \n${rows}`;
    await this.write(
      Buffer.from(`${table}trailer\n<</Size ${count}/Root 1 0 R>>\nstartxref\n${tableAt}\n%%EOF\n`),
    );
  }

  private async object(number: number, ...pieces: (string | Buffer)[]): Promise<void> {
    this.offsets[number] = this.writtenBytes;
    const bytes = [`${number} 0 obj\n`, ...pieces, '\nendobj\n'].map((piece) => Buffer.from(piece as string));
    await this.write(Buffer.concat(bytes));
  }

  private async write(bytes: Buffer): Promise<void> {
    await this.file.writeFile(bytes);
    this.writtenBytes += bytes.length;
  }
}

function round(points: number): number {
  return Math.round(points * 1000) / 1000;
}

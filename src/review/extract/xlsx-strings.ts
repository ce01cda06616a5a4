import { type OfficePackage } from './office-package.js';
import { type PassageCollector } from './passage-collector.js';
import { walkXml } from './walk-xml.js';

/** The shared strings of a workbook, and which of them some cell uses (ECMA-376 part 1, 18.4.9). */
export class XlsxStrings {
  private readonly used = new Set<number>();

  private constructor(private readonly texts: readonly string[]) {}

  static async read(office: OfficePackage): Promise<XlsxStrings> {
    const texts: string[] = [];
    const open: string[] = [];
    let current = '';
    for (const name of office.names(/^xl\/sharedStrings\d*\.xml$/i)) {
      await walkXml(office.chunks(name), {
        open: (element) => {
          open.push(element);
          if (element === 'si') current = '';
        },
        text: (text) => {
          if (open.at(-1) === 't' && !open.includes('rPh')) current += text;
        },
        close: (element) => {
          open.pop();
          if (element === 'si') texts.push(current);
        },
      });
    }
    return new XlsxStrings(texts);
  }

  use(index: number): string {
    this.used.add(index);
    return this.texts[index] ?? '';
  }

  /** To be asked when every sheet was read: text of cells that were overwritten or deleted. */
  concealUnused(collector: PassageCollector): void {
    for (const [index, text] of this.texts.entries()) {
      if (this.used.has(index) || text.trim() === '') continue;
      const place = { zh: `共享字符串 ${index + 1}`, en: `shared string ${index + 1}` };
      collector.conceal('unused-strings', place, text);
    }
  }
}

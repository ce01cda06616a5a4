/** What an XML part gives away while it streams by. */
export type XmlFault = 'doctype' | 'xml-encoding';

/** Encodings in which `<!DOCTYPE` is written in ASCII once NUL bytes are gone, so that it cannot hide. */
const plainEncodings = /^(utf-?8|utf-?16(le|be)?|us-ascii|ascii|iso-8859-1|gb2312|gbk|gb18030)$/i;

const startCharacters = 512;

/**
 * Looks for document type declarations and entities without parsing: neither has a place in office documents
 * (ECMA-376 part 2, 8.1.4; GB/T 33190), and both make a parser fetch files or run out of memory.
 * Bytes go in, in pieces of any size; UTF-16 is seen through by leaving out NUL bytes.
 */
export class XmlWatch {
  private start = '';
  private tail = '';
  private hasDoctype = false;

  /** @param isDrawing pictures by drawing programs name the SVG 1.1 type, which harms nobody; entities are still found */
  constructor(
    private readonly isXmlByName: boolean,
    private readonly isDrawing = false,
  ) {}

  push(chunk: Buffer): void {
    if (this.start.length >= startCharacters && !this.isXml()) return;
    const text = chunk.toString('latin1').replaceAll('\0', '');
    this.start = (this.start + text.slice(0, startCharacters)).slice(0, startCharacters);
    const seen = this.tail + text;
    this.hasDoctype ||= this.isDrawing ? /<!ENTITY/.test(seen) : /<!(?:DOCTYPE|ENTITY)/.test(seen);
    this.tail = seen.slice(-16);
  }

  /** What was found; nothing for parts that are not XML. */
  faults(): XmlFault[] {
    if (!this.isXml()) return [];
    return [
      ...(this.hasDoctype ? ['doctype' as const] : []),
      ...(this.isReadable() ? [] : ['xml-encoding' as const]),
    ];
  }

  /** Also what has shown nothing but space so far: the first element may still come. */
  private isXml(): boolean {
    return this.isXmlByName || /^$|^</.test(this.beginning());
  }

  private isReadable(): boolean {
    const start = this.beginning();
    if (start.startsWith('<?xml') && !start.includes('?>')) return false; // the encoding may stand further on
    const encoding = /^<\?xml[^>]*?\sencoding\s*=\s*["']([^"']*)["']/.exec(start)?.[1] ?? 'utf-8';
    return /^$|^</.test(start) && plainEncodings.test(encoding);
  }

  private beginning(): string {
    return this.start.replace(/^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*/, '');
  }
}

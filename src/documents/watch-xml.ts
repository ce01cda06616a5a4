/** What an XML part gives away while it streams by. */
export type XmlFault = 'doctype' | 'xml-encoding';

/** Encodings in which `<!DOCTYPE` is written in ASCII once NUL bytes are gone, so that it cannot hide. */
const plainEncodings = /^(utf-?8|utf-?16(le|be)?|us-ascii|ascii|iso-8859-1|gb2312|gbk|gb18030)$/i;

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
    const text = chunk.toString('latin1').replaceAll('\0', '');
    if (this.start.length < 512) this.start = (this.start + text).slice(0, 512);
    const seen = this.tail + text;
    this.hasDoctype ||= this.isDrawing ? /<!ENTITY/.test(seen) : /<!(?:DOCTYPE|ENTITY)/.test(seen);
    this.tail = seen.slice(-16);
  }

  /** What was found; nothing for parts that are not XML. */
  faults(): XmlFault[] {
    const start = this.start.replace(/^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*/, '');
    if (!this.isXmlByName && !start.startsWith('<')) return [];
    const encoding = /^<\?xml[^>]*?\sencoding\s*=\s*["']([^"']*)["']/.exec(start)?.[1] ?? 'utf-8';
    const isDeclarationWhole = !start.startsWith('<?xml') || start.includes('?>');
    const isReadable =
      (start === '' || start.startsWith('<')) && isDeclarationWhole && plainEncodings.test(encoding);
    return [
      ...(this.hasDoctype ? ['doctype' as const] : []),
      ...(isReadable ? [] : ['xml-encoding' as const]),
    ];
  }
}

import { TextDecoder } from 'node:util';
import { Parser } from 'htmlparser2';
import { ExtractionFailed } from './extraction-failed.js';

export interface XmlVisitor {
  /** @param name without its prefix: office programs agree on prefixes, others need not */
  open?(name: string, attributes: Record<string, string>): void;
  /** Text may arrive in several pieces. */
  text?(text: string): void;
  close?(name: string): void;
  comment?(text: string): void;
}

const deepest = 1_000;

/**
 * Walks through XML piece by piece, without entities of its own and without fetching anything.
 * @throws ExtractionFailed when elements do not nest, or the bytes are not in the encoding they claim
 */
export async function walkXml(
  chunks: AsyncIterable<Buffer> | Iterable<Buffer>,
  visitor: XmlVisitor,
): Promise<void> {
  const parser = startParser(visitor);
  let decoder: TextDecoder | null = null;
  for await (const chunk of chunks) {
    decoder ??= startDecoder(chunk);
    parser.write(decode(decoder, chunk));
  }
  if (decoder) parser.write(decode(decoder));
  parser.end();
}

function startDecoder(head: Buffer): TextDecoder {
  try {
    return new TextDecoder(encodingOf(head), { fatal: true });
  } catch (cause) {
    throw new ExtractionFailed('damaged', { cause }); // an encoding that nobody knows
  }
}

/** @param chunk the next bytes; none at the end, where the last character must be whole */
function decode(decoder: TextDecoder, chunk?: Buffer): string {
  try {
    return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
  } catch (cause) {
    throw new ExtractionFailed('damaged', { cause });
  }
}

function startParser(visitor: XmlVisitor): Parser {
  let depth = 0;
  let openedAt = -1;
  const parser: Parser = new Parser(
    {
      onopentag: (name, attributes) => {
        depth += 1;
        if (depth > deepest) throw new ExtractionFailed('damaged');
        openedAt = parser.endIndex;
        visitor.open?.(localName(name), attributes);
      },
      ontext: (text) => visitor.text?.(text),
      onclosetag: (name, isImplied) => {
        const isSelfClosed = parser.endIndex === openedAt;
        if (isImplied && !isSelfClosed) throw new ExtractionFailed('damaged');
        depth -= 1;
        visitor.close?.(localName(name));
      },
      oncomment: (text) => visitor.comment?.(text),
    },
    { xmlMode: true, decodeEntities: true },
  );
  return parser;
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** By the byte order mark, by NUL bytes where it is missing, and else as the declaration says (XML 1.0, appendix F). */
function encodingOf(head: Buffer): string {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  if (head[0] === 0 || head[1] === 0) return head[0] === 0 ? 'utf-16be' : 'utf-16le';
  const declared = /^(?:\xef\xbb\xbf)?\s*<\?xml[^>]*?\sencoding\s*=\s*["']([^"']*)["']/.exec(
    head.subarray(0, 512).toString('latin1'),
  )?.[1];
  return declared ?? 'utf-8';
}

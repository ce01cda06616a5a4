import { TextDecoder } from 'node:util';
import { readRange, type FileView } from './file-view.js';
import { XmlWatch } from './watch-xml.js';

export type TextEncoding = 'utf-8' | 'gb18030' | 'utf-16le' | 'utf-16be';

export interface ReadText {
  encoding: TextEncoding;
  /** The first characters, without a byte order mark. */
  start: string;
}

/** Characters that no text holds: C0 controls other than tab, line feed, form feed and return, and DEL. */
const controls = /[\u0000-\u0008\u000b\u000e-\u001f\u007f]/;
const startCharacters = 64 * 1024;

/**
 * Tells whether the whole file is text, and in which encoding; null when it is none.
 * UTF-8 goes first: it hardly ever fits by accident, GB18030 often does.
 */
export async function readText(file: FileView): Promise<ReadText | null> {
  let attempts: Attempt[] | null = null;
  for await (const chunk of readRange(file)) {
    attempts ??= encodingsFor(chunk).map((encoding) => new Attempt(encoding));
    attempts = attempts.filter((attempt) => attempt.push(chunk));
    if (attempts.length === 0) return null;
  }
  const [best] = attempts?.filter((attempt) => attempt.end()) ?? [];
  return best ? { encoding: best.encoding, start: best.start } : null;
}

/** Notepad's "Unicode" is UTF-16 with a byte order mark; without the mark a NUL byte means that it is not text. */
function encodingsFor(head: Buffer): TextEncoding[] {
  if (head[0] === 0xff && head[1] === 0xfe) return ['utf-16le'];
  if (head[0] === 0xfe && head[1] === 0xff) return ['utf-16be'];
  return ['utf-8', 'gb18030'];
}

class Attempt {
  start = '';
  private readonly decoder: TextDecoder;

  constructor(readonly encoding: TextEncoding) {
    this.decoder = new TextDecoder(encoding, { fatal: true });
  }

  /** @returns whether it still reads as text */
  push(chunk: Buffer): boolean {
    return this.accept(() => this.decoder.decode(chunk, { stream: true }));
  }

  /** @returns whether the last character was whole */
  end(): boolean {
    return this.accept(() => this.decoder.decode());
  }

  private accept(decode: () => string): boolean {
    try {
      const text = decode();
      if (this.start.length < startCharacters) this.start = (this.start + text).slice(0, startCharacters);
      return !controls.test(text);
    } catch {
      return false; // the only way in which a fatal decoder says no
    }
  }
}

/** Whether an XML file declares a document type or an entity, in whatever encoding. */
export async function hasDoctype(file: FileView): Promise<boolean> {
  const watch = new XmlWatch(true);
  for await (const chunk of readRange(file)) watch.push(chunk);
  return watch.faults().includes('doctype');
}

import { posix } from 'node:path';
import { readZipEntry } from '../../documents/read-zip-entry.js';
import { type FileView } from '../../documents/file-view.js';
import { listZip, type ZipEntry } from '../../documents/zip-listing.js';
import { LimitReached, type ExtractionLimits } from './extraction-limits.js';
import { attributeOf, childrenOf, readXmlTree, type XmlNode } from './xml-tree.js';

export interface Relationship {
  id: string;
  type: string;
  /** A part of the package, or an address outside. */
  target: string;
  isExternal: boolean;
}

/** The parts of a ZIP container, unpacked one at a time and never beyond the limits. */
export class OfficePackage {
  private readonly entries: Map<string, ZipEntry>;
  private readonly unread: Set<string>;
  private unpackedBytes = 0;

  private constructor(
    private readonly file: FileView,
    entries: readonly ZipEntry[],
    private readonly limits: ExtractionLimits,
  ) {
    this.entries = new Map(entries.map((entry) => [entry.name.replaceAll('\\', '/'), entry]));
    this.unread = new Set([...this.entries.keys()].filter((name) => !name.endsWith('/')));
  }

  /** @throws ZipUnreadable, LimitReached */
  static async open(file: FileView, limits: ExtractionLimits): Promise<OfficePackage> {
    const { entries, hasMoreEntries } = await listZip(file, limits.entries);
    if (hasMoreEntries) throw new LimitReached('too many parts');
    return new OfficePackage(file, entries, limits);
  }

  has(name: string): boolean {
    return this.entries.has(name);
  }

  names(pattern: RegExp): string[] {
    return [...this.entries.keys()].filter((name) => pattern.test(name)).sort(byNumber);
  }

  /** Parts that nobody has asked for yet: whatever a reader does not know may still say something. */
  unreadNames(): string[] {
    return [...this.unread].sort(byNumber);
  }

  markRead(name: string): void {
    this.unread.delete(name);
  }

  /** One part, piece by piece; nothing for a part that is not there. */
  async *chunks(name: string): AsyncGenerator<Buffer> {
    const entry = this.entries.get(name);
    this.unread.delete(name);
    if (!entry) return;
    let entryBytes = 0;
    for await (const chunk of readZipEntry(this.file, entry)) {
      entryBytes += chunk.length;
      this.unpackedBytes += chunk.length;
      const isTooMuch = entryBytes > this.limits.entryBytes || this.unpackedBytes > this.limits.unpackedBytes;
      if (isTooMuch) throw new LimitReached(`${name} is too large`);
      yield chunk;
    }
  }

  async read(name: string): Promise<Buffer> {
    const chunks: Buffer[] = [];
    for await (const chunk of this.chunks(name)) chunks.push(chunk);
    return Buffer.concat(chunks);
  }

  tree(name: string): Promise<XmlNode> {
    return readXmlTree(this.chunks(name));
  }

  /** Where a part leads to; nothing for a part that leads nowhere (ECMA-376 part 2, 9.3). */
  async relationships(name: string): Promise<Relationship[]> {
    const tree = await this.tree(relationshipsOf(name));
    return childrenOf(tree).map((node) => readRelationship(node, name));
  }
}

/** Numbers in names count as numbers: slide 2 goes before slide 10. */
function byNumber(one: string, other: string): number {
  return one.localeCompare(other, 'en', { numeric: true });
}

function relationshipsOf(name: string): string {
  return posix.join(posix.dirname(name), '_rels', `${posix.basename(name)}.rels`);
}

function readRelationship(node: XmlNode, source: string): Relationship {
  const target = attributeOf(node, 'Target') ?? '';
  const isExternal = attributeOf(node, 'TargetMode')?.toLowerCase() === 'external';
  return {
    id: attributeOf(node, 'Id') ?? '',
    type: attributeOf(node, 'Type') ?? '',
    target: isExternal ? target : resolvePart(source, target),
    isExternal,
  };
}

/** A target within the package, seen from the part that names it; a leading slash is the root of the package. */
export function resolvePart(source: string, target: string): string {
  return target.startsWith('/')
    ? posix.normalize(target.slice(1))
    : posix.join(posix.dirname(source), target);
}

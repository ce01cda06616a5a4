import { readAt, type FileView } from './file-view.js';

/** A stream or storage at the top of an OLE compound file (MS-CFB): the container of DOC, XLS, PPT, WPS, ET and DPS. */
export interface CompoundEntry {
  name: string;
  startSector: number;
  sizeBytes: number;
}

export interface CompoundListing {
  entries: CompoundEntry[];
  /** The first bytes of a stream, as far as its first sector reaches. */
  readStart(entry: CompoundEntry): Promise<Buffer>;
}

interface Compound {
  file: FileView;
  header: Buffer;
  sectorBytes: number;
}

interface Node {
  entry: CompoundEntry;
  left: number;
  right: number;
  child: number;
}

const noSector = 0xfffffffa; // this and above mark ends and free sectors
const noNode = 0xffffffff;
/** 65,536 entries in the smallest sectors: no office document comes near, and a chain that loops ends here. */
const longestChain = 16_384;

export function isCompound(head: Buffer): boolean {
  return head.subarray(0, 8).equals(Buffer.from('d0cf11e0a1b11ae1', 'hex'));
}

/** Reads the directory only. Null when the file is cut off or contradicts itself. */
export async function listCompound(file: FileView): Promise<CompoundListing | null> {
  const header = await readAt(file, 0, 512);
  const sectorShift = header.length === 512 ? header.readUInt16LE(30) : 0;
  if (sectorShift !== 9 && sectorShift !== 12) return null;
  const compound = { file, header, sectorBytes: 1 << sectorShift };
  const nodes = await readDirectory(compound);
  const root = nodes[0];
  if (!root) return null;
  return {
    entries: childrenOf(root, nodes),
    readStart: (entry) => readStart(compound, root.entry, entry),
  };
}

async function readDirectory(compound: Compound): Promise<Node[]> {
  const nodes: Node[] = [];
  let sector = compound.header.readUInt32LE(48);
  for (let length = 0; sector < noSector && length < longestChain; length += 1) {
    const bytes = await readSector(compound, sector);
    for (let at = 0; at + 128 <= bytes.length; at += 128) nodes.push(readNode(bytes.subarray(at, at + 128)));
    sector = await nextSector(compound, sector);
  }
  return nodes;
}

function readNode(bytes: Buffer): Node {
  const nameBytes = Math.min(64, Math.max(0, bytes.readUInt16LE(64) - 2)); // without its closing zero
  return {
    entry: {
      name: bytes.toString('utf16le', 0, nameBytes),
      startSector: bytes.readUInt32LE(116),
      sizeBytes: bytes.readUInt32LE(120),
    },
    left: bytes.readUInt32LE(68),
    right: bytes.readUInt32LE(72),
    child: bytes.readUInt32LE(76),
  };
}

/** Only the top: a sheet embedded in a document has its own `Workbook` further down. */
function childrenOf(root: Node, nodes: readonly Node[]): CompoundEntry[] {
  const seen = new Set<number>();
  const waiting = [root.child];
  const found: CompoundEntry[] = [];
  for (let index = waiting.pop(); index !== undefined; index = waiting.pop()) {
    const node = nodes[index];
    if (index === noNode || !node || seen.has(index)) continue;
    seen.add(index);
    found.push(node.entry);
    waiting.push(node.left, node.right);
  }
  return found;
}

async function readStart(compound: Compound, root: CompoundEntry, entry: CompoundEntry): Promise<Buffer> {
  const isMini = entry.sizeBytes < compound.header.readUInt32LE(56);
  if (!isMini) return readSector(compound, entry.startSector);
  const miniBytes = 1 << compound.header.readUInt16LE(32);
  const perSector = compound.sectorBytes / miniBytes;
  let sector = root.startSector; // small streams live inside the stream of the root
  for (let left = Math.floor(entry.startSector / perSector); left > 0 && sector < noSector; left -= 1)
    sector = await nextSector(compound, sector);
  if (sector >= noSector) return Buffer.alloc(0);
  const at = (entry.startSector % perSector) * miniBytes;
  return (await readSector(compound, sector)).subarray(at, at + Math.min(miniBytes, entry.sizeBytes));
}

function readSector({ file, sectorBytes }: Compound, sector: number): Promise<Buffer> {
  return readAt(file, (sector + 1) * sectorBytes, sectorBytes);
}

async function nextSector(compound: Compound, sector: number): Promise<number> {
  const perSector = compound.sectorBytes / 4;
  const table = await findTable(compound, Math.floor(sector / perSector));
  if (table >= noSector) return noSector;
  const at = (table + 1) * compound.sectorBytes + (sector % perSector) * 4;
  const bytes = await readAt(compound.file, at, 4);
  return bytes.length === 4 ? bytes.readUInt32LE(0) : noSector;
}

/** The header names the first 109 table sectors; further ones hang in a chain. */
async function findTable(compound: Compound, index: number): Promise<number> {
  if (index < 109) return compound.header.readUInt32LE(76 + 4 * index);
  const perSector = compound.sectorBytes / 4 - 1;
  let left = index - 109;
  let sector = compound.header.readUInt32LE(68);
  for (let length = 0; sector < noSector && length < longestChain; length += 1) {
    const bytes = await readSector(compound, sector);
    if (bytes.length < compound.sectorBytes) return noSector;
    if (left < perSector) return bytes.readUInt32LE(4 * left);
    left -= perSector;
    sector = bytes.readUInt32LE(4 * perSector);
  }
  return noSector;
}

export interface WrittenStream {
  name: string;
  data: Buffer;
}

const sectorBytes = 512;
const end = 0xfffffffe;
const free = 0xffffffff;

/**
 * An OLE compound file (MS-CFB) with all streams at its top: sector 0 is the table, 1 and 2 the directory,
 * 3 the table of small sectors, 4 the small sectors, then each large stream in a run of its own.
 * `nested` streams lie in a storage, as those of an embedded sheet do.
 */
export function writeCompound(
  streams: readonly WrittenStream[],
  nested: readonly WrittenStream[] = [],
): Buffer {
  const table = Buffer.alloc(sectorBytes, 0xff);
  const mini = Buffer.alloc(sectorBytes);
  const nodes: Buffer[] = [];
  const large: Buffer[] = [];
  let nextMini = 0;
  let nextSector = 5;
  const link = (sector: number, to: number): number => table.writeUInt32LE(to, sector * 4);
  link(0, 0xfffffffd);
  link(1, 2);
  [2, 3, 4].forEach((sector) => link(sector, end));

  const place = ({ data }: WrittenStream): number => {
    if (data.length < 4096) {
      data.copy(mini, nextMini * 64);
      const start = nextMini;
      nextMini += Math.ceil(data.length / 64);
      return start;
    }
    const start = nextSector;
    const sectors = Math.ceil(data.length / sectorBytes);
    for (let index = 0; index < sectors; index += 1)
      link(start + index, index === sectors - 1 ? end : start + index + 1);
    large.push(Buffer.concat([data, Buffer.alloc(sectors * sectorBytes - data.length)]));
    nextSector += sectors;
    return start;
  };

  const hasNested = nested.length > 0;
  const storage = streams.length + 1;
  nodes.push(node('Root Entry', 5, 4, mini.length, { child: 1 }));
  streams.forEach((stream, index) => {
    const isLast = index === streams.length - 1;
    const right = isLast && !hasNested ? free : index + 2;
    nodes.push(node(stream.name, 2, place(stream), stream.data.length, { right }));
  });
  if (hasNested) nodes.push(node('ObjectPool', 1, 0, 0, { child: storage + 1 }));
  nested.forEach((stream, index) => {
    const right = index === nested.length - 1 ? free : storage + index + 2;
    nodes.push(node(stream.name, 2, place(stream), stream.data.length, { right }));
  });
  const directory = Buffer.concat([...nodes, Buffer.alloc(2 * sectorBytes)]).subarray(0, 2 * sectorBytes);
  return Buffer.concat([header(), table, directory, Buffer.alloc(sectorBytes, 0xff), mini, ...large]);
}

function header(): Buffer {
  const bytes = Buffer.alloc(sectorBytes, 0xff);
  bytes.fill(0, 0, 76);
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(bytes);
  bytes.writeUInt16LE(3, 26);
  bytes.writeUInt16LE(0xfffe, 28);
  bytes.writeUInt16LE(9, 30);
  bytes.writeUInt16LE(6, 32);
  bytes.writeUInt32LE(1, 44);
  bytes.writeUInt32LE(1, 48);
  bytes.writeUInt32LE(4096, 56);
  bytes.writeUInt32LE(3, 60);
  bytes.writeUInt32LE(1, 64);
  bytes.writeUInt32LE(end, 68);
  bytes.writeUInt32LE(0, 76);
  return bytes;
}

function node(
  name: string,
  type: number,
  start: number,
  sizeBytes: number,
  { right = free, child = free }: { right?: number; child?: number },
): Buffer {
  const bytes = Buffer.alloc(128);
  bytes.write(name, 0, 'utf16le');
  bytes.writeUInt16LE((name.length + 1) * 2, 64);
  bytes.writeUInt8(type, 66);
  bytes.writeUInt32LE(free, 68);
  bytes.writeUInt32LE(right, 72);
  bytes.writeUInt32LE(child, 76);
  bytes.writeUInt32LE(start, 116);
  bytes.writeUInt32LE(sizeBytes, 120);
  return bytes;
}

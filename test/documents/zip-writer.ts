import { crc32, deflateRawSync } from 'node:zlib';

export interface WrittenEntry {
  name: string;
  data?: Buffer | string;
  isStored?: boolean;
  /** What the headers claim, where that is not the truth. */
  claimedBytes?: number;
  claimedCrc?: number;
  flags?: number;
  /** Unix mode, as in a symbolic link 0o120777. */
  mode?: number;
  localName?: string;
  method?: number;
}

export interface ZipShape {
  prefix?: Buffer;
  suffix?: Buffer;
  comment?: string;
  hasZip64?: boolean;
}

/** A ZIP file byte by byte (APPNOTE 6.3), able to lie wherever an attacker could. */
export function writeZip(entries: readonly WrittenEntry[], shape: ZipShape = {}): Buffer {
  const parts: Buffer[] = [shape.prefix ?? Buffer.alloc(0)];
  const directory: Buffer[] = [];
  let at = 0;
  for (const entry of entries) {
    const { local, central } = writeEntry(entry, at, shape.hasZip64 ?? false);
    parts.push(local);
    directory.push(central);
    at += local.length;
  }
  const central = Buffer.concat(directory);
  const end = shape.hasZip64
    ? Buffer.concat([zip64End(entries.length, central.length, at), endRecord(0xffff, 0xffffffff, 0xffffffff)])
    : endRecord(entries.length, central.length, at, shape.comment);
  return Buffer.concat([...parts, central, end, shape.suffix ?? Buffer.alloc(0)]);
}

function writeEntry(entry: WrittenEntry, at: number, hasZip64: boolean): { local: Buffer; central: Buffer } {
  const data = Buffer.from(entry.data ?? '');
  const packed = entry.isStored ? data : deflateRawSync(data);
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  common.writeUInt16LE(entry.flags ?? 0x800, 2);
  common.writeUInt16LE(entry.method ?? (entry.isStored ? 0 : 8), 4);
  common.writeUInt32LE(entry.claimedCrc ?? crc32(data), 10);
  common.writeUInt32LE(packed.length, 14);
  common.writeUInt32LE(entry.claimedBytes ?? data.length, 18);

  const localName = Buffer.from(entry.localName ?? entry.name);
  const localHead = Buffer.from(common);
  localHead.writeUInt16LE(localName.length, 22);
  const local = Buffer.concat([Buffer.from('PK\x03\x04'), localHead, localName, packed]);

  const name = Buffer.from(entry.name);
  const extra = hasZip64 ? zip64Extra(data.length, packed.length, at) : Buffer.alloc(0);
  const head = Buffer.from(common);
  head.writeUInt16LE(name.length, 22);
  head.writeUInt16LE(extra.length, 24);
  if (hasZip64) head.fill(0xff, 14, 22);
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(((entry.mode ?? 0o100644) << 16) >>> 0, 6);
  rest.writeUInt32LE(hasZip64 ? 0xffffffff : at, 10);
  const madeByUnix = Buffer.from([20, 3]);
  return { local, central: Buffer.concat([Buffer.from('PK\x01\x02'), madeByUnix, head, rest, name, extra]) };
}

function endRecord(count: number, sizeBytes: number, at: number, comment = ''): Buffer {
  const end = Buffer.alloc(18);
  end.writeUInt16LE(count, 4);
  end.writeUInt16LE(count, 6);
  end.writeUInt32LE(sizeBytes, 8);
  end.writeUInt32LE(at, 12);
  end.writeUInt16LE(Buffer.byteLength(comment), 16);
  return Buffer.concat([Buffer.from('PK\x05\x06'), end, Buffer.from(comment)]);
}

function zip64Extra(dataBytes: number, packedBytes: number, at: number): Buffer {
  const extra = Buffer.alloc(28);
  extra.writeUInt16LE(1, 0);
  extra.writeUInt16LE(24, 2);
  [dataBytes, packedBytes, at].forEach((value, index) =>
    extra.writeBigUInt64LE(BigInt(value), 4 + 8 * index),
  );
  return extra;
}

function zip64End(count: number, sizeBytes: number, at: number): Buffer {
  const end = Buffer.alloc(76);
  end.write('PK\x06\x06', 0, 'latin1');
  end.writeBigUInt64LE(44n, 4);
  [count, count, sizeBytes, at].forEach((value, index) =>
    end.writeBigUInt64LE(BigInt(value), 24 + 8 * index),
  );
  end.write('PK\x06\x07', 56, 'latin1');
  end.writeBigUInt64LE(BigInt(at + sizeBytes), 64);
  end.writeUInt32LE(1, 72);
  return end;
}

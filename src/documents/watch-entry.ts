import { crc32 } from 'node:zlib';
import { hasExternalTemplate } from './find-external-template.js';
import { XmlWatch } from './watch-xml.js';
import { type ZipFaultCode } from './zip-fault.js';
import { ZipUnreadable, type ZipEntry } from './zip-listing.js';

const largestRelationshipsBytes = 4 * 1024 * 1024;

/** Looks at an entry while it is unpacked, and keeps none of it but a relationships part. */
export class EntryWatch {
  private readonly xml: XmlWatch;
  private readonly isRelationships: boolean;
  private readonly relationships: Buffer[] = [];
  private start = Buffer.alloc(0);
  private unpackedBytes = 0;
  private crc = 0;

  constructor(private readonly entry: ZipEntry) {
    this.xml = new XmlWatch(/\.(?:xml|rels|vml)$/i.test(entry.name), /\.svg$/i.test(entry.name));
    this.isRelationships = /\.rels$/i.test(entry.name);
  }

  /** @throws ZipUnreadable as soon as there is more than the directory claims: nothing further is unpacked */
  push(chunk: Buffer): void {
    this.unpackedBytes += chunk.length;
    if (this.unpackedBytes > this.entry.unpackedBytes)
      throw new ZipUnreadable('more than the directory claims');
    this.crc = crc32(chunk, this.crc);
    this.xml.push(chunk);
    if (this.start.length < 4) this.start = Buffer.concat([this.start, chunk.subarray(0, 4)]);
    if (this.isRelationships && !this.hasTooManyRelationships) this.relationships.push(chunk);
  }

  /** @throws ZipUnreadable when the whole is not what the directory claims */
  end(): ZipFaultCode[] {
    const isWhole = this.unpackedBytes === this.entry.unpackedBytes && this.crc === this.entry.crc;
    if (!isWhole) throw new ZipUnreadable(`${this.entry.name} is damaged`);
    const faults: ZipFaultCode[] = this.xml.faults();
    if (this.hasTooManyRelationships || hasExternalTemplate(Buffer.concat(this.relationships)))
      faults.push('external-template');
    if (/(?:^|\/)vbaProject\.bin$/i.test(this.entry.name)) faults.push('macros');
    return faults;
  }

  /** Whether the entry is a ZIP container itself. */
  get isContainer(): boolean {
    return this.start.toString('latin1').startsWith('PK\x03\x04');
  }

  /** Too many to look through: what cannot be checked is not trusted. */
  private get hasTooManyRelationships(): boolean {
    return this.isRelationships && this.unpackedBytes > largestRelationshipsBytes;
  }
}

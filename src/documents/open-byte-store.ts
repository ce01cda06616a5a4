import type { FileSettings } from '../platform/file-settings.js';
import { openBucket } from './bucket.js';
import type { ByteStore } from './byte-store.js';
import { LocalByteStore } from './local-byte-store.js';
import { S3ByteStore } from './s3-byte-store.js';

/** The store that the settings ask for. Nothing is touched before it is started. @param directory for local bytes and for those that arrive */
export function openByteStore({ objectStore }: FileSettings, directory: string): ByteStore {
  const local = new LocalByteStore(directory);
  return objectStore === null ? local : new S3ByteStore(openBucket(objectStore), local);
}

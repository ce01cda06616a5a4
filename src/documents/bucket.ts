import { S3mini, S3ServiceError } from 's3mini';
import type { ObjectStoreSettings } from '../platform/file-settings.js';
import { Fault, UnavailableFault } from '../platform/faults.js';
import { patientFetch } from './patient-fetch.js';

/** A bucket of an S3-compatible object store, and what its answers mean. */
export interface Bucket {
  client: S3mini;
  /** Runs a request. @throws Fault, UnavailableFault in words for an administrator; never with a key or an address in them */
  ask<T>(doing: string, request: (client: S3mini) => Promise<T>): Promise<T>;
  /** The size in bytes of what is stored under a key; null for nothing. */
  sizeOf(key: string): Promise<number | null>;
}

/** @param waits between one attempt and the next, in milliseconds; their number is that of the repetitions */
export function openBucket(settings: ObjectStoreSettings, waits?: readonly number[]): Bucket {
  const client = new S3mini({
    accessKeyId: settings.accessKey,
    secretAccessKey: settings.secretKey,
    endpoint: settings.address,
    region: settings.region,
    fetch: patientFetch(waits),
  });
  const ask: Bucket['ask'] = async (doing, request) => {
    try {
      return await request(client);
    } catch (error) {
      throw tellFault(error, doing);
    }
  };
  return {
    client,
    ask,
    sizeOf: (key) => ask('looking for a file', (bucket) => sizeOf(bucket, key)),
  };
}

async function sizeOf(client: S3mini, key: string): Promise<number | null> {
  try {
    return await client.getContentLength(key);
  } catch (error) {
    if (statusOf(error) === 404) return null;
    throw error;
  }
}

/** The client wraps some of its errors; the answer of the server is the innermost. */
function statusOf(error: unknown): number | null {
  if (error instanceof S3ServiceError) return error.status;
  return error instanceof Error && error.cause !== undefined ? statusOf(error.cause) : null;
}

/** The answers themselves are left out: they repeat the signed request. */
function tellFault(error: unknown, doing: string): Error {
  if (error instanceof Fault) return error;
  const status = statusOf(error);
  const where = `the object store (S3_ENDPOINT) failed while ${doing}`;
  if (status === 403 || status === 401)
    return new Fault(
      `${where}: it refuses the key; check S3_ACCESS_KEY, S3_SECRET_KEY and S3_REGION, and that the key may list, read and write the bucket`,
    );
  if (status === 404) return new Fault(`${where}: it has no such bucket or upload; check S3_BUCKET`);
  if (status !== null && status < 500) return new Fault(`${where}: it answered ${status}`);
  return new UnavailableFault(
    status === null ? `${where}: it does not answer` : `${where}: it answered ${status}`,
  );
}

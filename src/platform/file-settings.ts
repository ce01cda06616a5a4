import { z } from 'zod';

/** What the settings say about files: where their bytes are kept, who scans them, and how large they may be. */
export interface FileSettings {
  /** Null keeps bytes in a local folder. */
  objectStore: ObjectStoreSettings | null;
  /** Null: uploads are not scanned. */
  clamdUrl: string | null;
  /** Mebibytes by kind of file; `total` is for all files of a case. What is left out keeps its default. */
  limitMebibytes: Readonly<Record<string, number>>;
  indexNumber: IndexNumberSettings;
}

export interface ObjectStoreSettings {
  /** With the bucket: either in the path, or as the first part of the host. */
  address: string;
  region: string;
  accessKey: string;
  secretKey: string;
}

export interface IndexNumberSettings {
  pattern: string;
  /** Stands for `{unit}` and `{org}`. */
  unit: string;
  /** Stands for `{class}` where an item brings none of its own. */
  class: string | null;
}

/** Kinds as the definitions name them (`accept`), and what a case may hold in all. */
const limited = ['document', 'spreadsheet', 'presentation', 'image', 'text', 'audio', 'video', 'total'];
const limits = z.string().transform((text, context) => {
  const pairs = text.split(/[\s,]+/).filter((pair) => pair !== '');
  const read = pairs.map((pair) => /^([a-z]+)=([1-9]\d{0,5})$/.exec(pair));
  if (read.some((found) => !found || !limited.includes(found[1] ?? '')))
    context.addIssue({
      code: 'custom',
      message: `must be mebibytes by kind, for example "video=4096 image=20"; kinds are ${limited.join(', ')}`,
    });
  return Object.fromEntries(read.map((found) => [found?.[1] ?? '', Number(found?.[2])]));
});

const webAddress = z
  .string()
  .refine(
    (value) => URL.canParse(value) && /^https?:\/\/[^/?#@]+\/?$/.test(value),
    'must be the address of the object store without a path, for example https://s3.example.gov.cn',
  );

export const fileSettingsShape = {
  S3_ENDPOINT: webAddress.optional(),
  S3_BUCKET: z
    .string()
    .regex(
      /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
      'must be the name of a bucket: 3 to 63 small letters, digits, - and .',
    )
    .optional(),
  S3_REGION: z
    .string()
    .regex(/^[\w-]+$/, 'must be a region, for example cn-north-1')
    .optional(),
  S3_ACCESS_KEY: z.string().optional(),
  S3_SECRET_KEY: z.string().optional(),
  CLAMD_URL: z
    .string()
    .refine(
      (value) => /^tcp:\/\/(?:[\w.-]+|\[[\da-f:]+\]):\d{1,5}\/?$/i.test(value) || /^(?:unix:)?\//.test(value),
      'must be tcp://host:port or the path of a socket, for example /run/clamav/clamd.ctl',
    )
    .optional(),
  UPLOAD_LIMITS: limits.optional(),
  INDEX_NUMBER_PATTERN: z.string().min(1).default('{unit}-{year}-{serial:5}'),
  INDEX_NUMBER_UNIT: z
    .string()
    .regex(/^[A-Za-z0-9]{1,20}$/, 'must be letters and digits')
    .default('GK'),
  INDEX_NUMBER_CLASS: z
    .string()
    .regex(/^[A-Za-z0-9]{1,20}$/, 'must be letters and digits')
    .optional(),
};
export type GivenFileSettings = z.infer<z.ZodObject<typeof fileSettingsShape>>;

const storeNames = ['S3_ENDPOINT', 'S3_BUCKET', 'S3_REGION', 'S3_ACCESS_KEY', 'S3_SECRET_KEY'] as const;

/** Part of an object store is no object store: every name that is missing is told. */
export function faultsOfHalfStore(given: Readonly<Record<string, unknown>>): string[] {
  const missing = storeNames.filter((name) => given[name] === undefined);
  if (missing.length === storeNames.length) return [];
  return missing.map((name) => `${name}: is missing; an object store needs ${storeNames.join(', ')}`);
}

export function fileSettingsOf(given: GivenFileSettings): FileSettings {
  return {
    objectStore: objectStoreOf(given),
    clamdUrl: given.CLAMD_URL ?? null,
    limitMebibytes: given.UPLOAD_LIMITS ?? {},
    indexNumber: {
      pattern: given.INDEX_NUMBER_PATTERN,
      unit: given.INDEX_NUMBER_UNIT,
      class: given.INDEX_NUMBER_CLASS ?? null,
    },
  };
}

function objectStoreOf(given: GivenFileSettings): ObjectStoreSettings | null {
  const { S3_ENDPOINT, S3_BUCKET, S3_REGION, S3_ACCESS_KEY, S3_SECRET_KEY } = given;
  if (!S3_ENDPOINT || !S3_BUCKET || !S3_REGION || !S3_ACCESS_KEY || !S3_SECRET_KEY) return null;
  const endpoint = new URL(S3_ENDPOINT);
  const isInHost = endpoint.hostname.startsWith(`${S3_BUCKET}.`);
  return {
    address: isInHost ? endpoint.origin : `${endpoint.origin}/${S3_BUCKET}`,
    region: S3_REGION,
    accessKey: S3_ACCESS_KEY,
    secretKey: S3_SECRET_KEY,
  };
}

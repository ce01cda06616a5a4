import { isAbsolute, join, resolve } from 'node:path';
import { z } from 'zod';
import {
  channelSettingsOf,
  channelSettingsShape,
  faultsOfHalfChannel,
  type ChannelSettings,
} from './channel-settings.js';
import { ConfigurationFault } from './faults.js';
import { fileSettingsOf, fileSettingsShape, faultsOfHalfStore, type FileSettings } from './file-settings.js';

const port = z.coerce.number().int().min(0).max(65_535);
const server = (schemes: string[]) =>
  z
    .string()
    .refine(
      (value) => URL.canParse(value) && schemes.includes(new URL(value).protocol.slice(0, -1)),
      `must be an address that begins with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}`,
    );

const settingsSchema = z.object({
  DATABASE_URL: server(['postgres', 'postgresql']).optional(),
  REDIS_URL: server(['redis', 'rediss']).optional(),
  SMTP_URL: server(['smtp', 'smtps']).optional(),
  MAIL_FROM: z.email().default('gongkai@localhost.localdomain'),
  PORT: port.default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  ROLE: z.enum(['all', 'api', 'worker']).default('all'),
  DATA_DIR: z.string().min(1).default('.data'),
  BASE_URL: server(['http', 'https']).optional(),
  /** Fills an empty database with the demo bureau; without DATABASE_URL that is what happens anyway. */
  DEMO: z.enum(['yes', 'no']).optional(),
  LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'),
  ...fileSettingsShape,
  ...channelSettingsShape,
});

export interface Settings {
  databaseUrl: string | null;
  redisUrl: string | null;
  smtpUrl: string | null;
  mailFrom: string;
  port: number;
  host: string;
  role: 'all' | 'api' | 'worker';
  /** Where files, packages, keys and the embedded database live. */
  dataDirectory: string;
  baseUrl: string;
  isDemoWanted: boolean;
  logLevel: string;
  files: FileSettings;
  channels: ChannelSettings;
}

/** Reads the environment. Every wrong setting is told at once, by name and never by value: a value may be a secret. */
export function readSettings(environment: Record<string, string | undefined>, root: string): Settings {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = settingsSchema.safeParse(given);
  const halves = [...faultsOfHalfStore(given), ...faultsOfHalfChannel(given)];
  if (!parsed.success || halves.length > 0) {
    const issues = parsed.error?.issues.map((issue) => `${String(issue.path[0])}: ${issue.message}`) ?? [];
    const lines = [...issues, ...halves].map((line) => `  ${line}`);
    throw new ConfigurationFault(`these settings can't be used:\n${lines.join('\n')}`);
  }
  const { DATABASE_URL, REDIS_URL, SMTP_URL, ...rest } = parsed.data;
  return {
    databaseUrl: DATABASE_URL ?? null,
    redisUrl: REDIS_URL ?? null,
    smtpUrl: SMTP_URL ?? null,
    mailFrom: rest.MAIL_FROM,
    port: rest.PORT,
    host: rest.HOST,
    role: rest.ROLE,
    dataDirectory: isAbsolute(rest.DATA_DIR) ? rest.DATA_DIR : resolve(join(root, rest.DATA_DIR)),
    baseUrl: rest.BASE_URL ?? `http://${rest.HOST}:${rest.PORT}`,
    isDemoWanted: rest.DEMO === undefined ? DATABASE_URL === undefined : rest.DEMO === 'yes',
    logLevel: rest.LOG_LEVEL,
    files: fileSettingsOf(rest),
    channels: channelSettingsOf(rest),
  };
}

import type { Pool } from 'pg';
import { businessTime } from '../platform/time.js';
import type { Call } from './command.js';
import { fail, ok, warn, type Finding } from './doctor-finding.js';
import { findPending, openDatabase } from './open-database.js';

const oldestVersion = 130_000;
const mostSkewMilliseconds = 5_000;

/** @returns what was found, and today by the database's clock, or by this machine's when no database answers */
export async function checkDatabase(call: Call): Promise<{ findings: Finding[]; today: string }> {
  try {
    const database = await openDatabase(call.settings());
    const { pool } = database;
    try {
      const server = await readServer(pool);
      return {
        findings: [...judgeServer(server), await judgeMigrations(pool, call.root)],
        today: businessTime(server.now).today,
      };
    } finally {
      await database.close();
    }
  } catch (error) {
    const { code = '' } = error as { code?: string };
    const isOurs = error instanceof Error && error.name.endsWith('Fault');
    const why = isOurs ? error.message : code;
    const findings = [
      fail(
        'postgresql',
        `没有应答（${why}），请检查 DATABASE_URL 和数据库服务`,
        `does not answer (${why}); check DATABASE_URL and the server`,
      ),
    ];
    return { findings, today: businessTime(new Date()).today };
  }
}

export interface Server {
  versionNumber: number;
  version: string;
  /** `libc`, `icu` or `builtin`; PostgreSQL before 15 does not say. */
  localeProvider: string;
  ctype: string;
  encoding: string;
  fsync: string;
  synchronousCommit: string;
  fullPageWrites: string;
  now: Date;
  skewMilliseconds: number;
}

const serverText = `
select current_setting('server_version_num')::int as "versionNumber", current_setting('server_version') as version,
  coalesce(case to_jsonb(d) ->> 'datlocprovider' when 'i' then 'icu' when 'b' then 'builtin' end, 'libc') as "localeProvider",
  d.datctype as ctype, pg_encoding_to_char(d.encoding) as encoding, current_setting('fsync') as fsync,
  current_setting('synchronous_commit') as "synchronousCommit", current_setting('full_page_writes') as "fullPageWrites", clock_timestamp() as now
from pg_database d where d.datname = current_database()`;

async function readServer(pool: Pool): Promise<Server> {
  await pool.query('select 1'); // a connection first, so that opening one is no part of the skew
  const before = Date.now();
  const { rows } = await pool.query<Omit<Server, 'skewMilliseconds'>>(serverText);
  const [server] = rows;
  if (!server) throw new Error('PostgreSQL answered nothing where one row was due');
  return { ...server, skewMilliseconds: server.now.getTime() - (before + Date.now()) / 2 };
}

/** What a server must be for the promises to hold: it keeps what it confirmed, and it knows Chinese letters. */
export function judgeServer(server: Server): Finding[] {
  const { versionNumber, version, localeProvider, ctype, encoding } = server;
  const isPlain = localeProvider === 'libc' && ['C', 'POSIX'].includes(ctype);
  const skewSeconds = Math.round(server.skewMilliseconds / 1000);
  const durable = [
    ['fsync', server.fsync],
    ['full_page_writes', server.fullPageWrites],
  ] as const;
  return [
    versionNumber >= oldestVersion
      ? ok('postgresql', version)
      : fail('postgresql', `${version} 太旧，须 13 或更新`, `${version} is too old; 13 or newer is needed`),
    isPlain
      ? fail(
          'lc_ctype',
          `${ctype}：不认汉字，请用 C.UTF-8 或 zh_CN.UTF-8 重建数据库`,
          `${ctype} knows no Chinese letters; create the database anew with C.UTF-8 or zh_CN.UTF-8`,
        )
      : ok('lc_ctype', `${ctype} (${localeProvider})`),
    encoding === 'UTF8'
      ? ok('encoding', encoding)
      : fail('encoding', `${encoding}，须为 UTF8`, `${encoding}; it must be UTF8`),
    ...durable.map(([name, value]) =>
      value === 'on'
        ? ok(name, value)
        : fail(name, `${value}：断电会丢数据，请设为 on`, `${value}: a power cut loses data; set it to on`),
    ),
    server.synchronousCommit === 'off'
      ? fail(
          'sync_commit',
          'synchronous_commit 是 off：已答复的可能丢失，请设为 on',
          'synchronous_commit is off: what was confirmed may be lost; set it to on',
        )
      : ok('sync_commit', server.synchronousCommit),
    Math.abs(server.skewMilliseconds) <= mostSkewMilliseconds
      ? ok('clock', `相差 ${skewSeconds} 秒`, `${skewSeconds} s apart`)
      : warn(
          'clock',
          `数据库与本机的时钟相差 ${skewSeconds} 秒，请校时（NTP）；期限以数据库为准`,
          `the database's clock and this machine's are ${skewSeconds} s apart; set them by NTP. Deadlines follow the database`,
        ),
  ];
}

async function judgeMigrations(pool: Pool, root: string): Promise<Finding> {
  try {
    const pending = await findPending(pool, root);
    if (pending.length === 0) return ok('migrations', '最新', 'up to date');
    const names = pending.map(({ name }) => name).join(', ');
    return fail(
      'migrations',
      `待执行 ${names}；请运行 gongkai migrate up`,
      `pending ${names}; run gongkai migrate up`,
    );
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    return fail('migrations', words, words);
  }
}

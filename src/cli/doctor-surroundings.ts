import { accessSync, constants, existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Redis } from 'ioredis';
import { createTransport } from 'nodemailer';
import { readCalendar } from '../calendars/calendars.js';
import { fail, ok, warn, type Finding } from './doctor-finding.js';

const waitMilliseconds = 3_000;

export function checkNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return ok('node', version);
  return fail(
    'node',
    `${version} 太旧，请安装 20.19 或更新版本`,
    `${version} is too old; install 20.19 or newer`,
  );
}

/** @param today by the database's clock, or by this machine's when there is none */
export function checkCalendar(root: string, today: string): Finding {
  try {
    const { data } = readCalendar(join(root, 'workflows', 'calendars', 'cn.json'));
    return judgeCoverage(data.covers.to, today);
  } catch (error) {
    const words = (error as Error).message;
    return fail('calendar', words, words);
  }
}

/** The yearly notice comes in November or December; after 20 December its absence is an alarm: January's dates are guesses. */
export function judgeCoverage(coversTo: string, today: string): Finding {
  const year = Number(today.slice(0, 4));
  const told = { zh: `放假安排已公布至 ${coversTo}`, en: `holidays are announced up to ${coversTo}` };
  const mend = {
    zh: '请导入放假通知（gongkai calendar import）',
    en: 'import the holiday notice (gongkai calendar import)',
  };
  if (coversTo < today)
    return fail('calendar', `${told.zh}，已经过期；${mend.zh}`, `${told.en}, which is past; ${mend.en}`);
  if (Number(coversTo.slice(0, 4)) > year || today.slice(5) <= '12-20')
    return ok('calendar', told.zh, told.en);
  return fail(
    'calendar',
    `${told.zh}，${year + 1} 年尚缺；${mend.zh}`,
    `${told.en}, ${year + 1} is missing; ${mend.en}`,
  );
}

export async function checkMail(url: string | null): Promise<Finding> {
  if (url === null) return ok('mail', '未设 SMTP_URL，用内置信箱', 'no SMTP_URL: the built-in mailbox');
  const transport = createTransport({
    url,
    connectionTimeout: waitMilliseconds,
    greetingTimeout: waitMilliseconds,
    socketTimeout: waitMilliseconds,
    dnsTimeout: waitMilliseconds,
  });
  try {
    await transport.verify();
    return ok('mail', '邮件服务器应答正常', 'the SMTP server answers');
  } catch (error) {
    const { code = '' } = error as { code?: string }; // the message may hold the address with its password
    return fail(
      'mail',
      `邮件服务器不可用（${code}），请检查 SMTP_URL`,
      `the SMTP server can't be used (${code}); check SMTP_URL`,
    );
  } finally {
    transport.close();
  }
}

/** A Redis that evicts keys loses wake-ups; the sweeper still fires, but later. */
export async function checkRedis(url: string): Promise<Finding> {
  const redis = new Redis(url, {
    lazyConnect: true,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
    connectTimeout: waitMilliseconds,
  });
  redis.on('error', () => undefined); // told by the call that fails
  try {
    await redis.connect();
    const [, policy] = (await redis.config('GET', 'maxmemory-policy').catch(() => [])) as string[];
    if (policy === 'noeviction') return ok('redis', 'maxmemory-policy noeviction');
    if (policy === undefined)
      return warn(
        'redis',
        '不允许查看 maxmemory-policy，请确认它是 noeviction',
        'maxmemory-policy may not be read; make sure that it is noeviction',
      );
    return fail(
      'redis',
      `maxmemory-policy 是 ${policy}，请改为 noeviction`,
      `maxmemory-policy is ${policy}; set it to noeviction`,
    );
  } catch {
    return fail('redis', 'Redis 没有应答，请检查 REDIS_URL', 'Redis does not answer; check REDIS_URL');
  } finally {
    redis.disconnect();
  }
}

export function checkFolder(folder: string): Finding {
  const existing = nearestExisting(folder);
  try {
    accessSync(existing, constants.W_OK | constants.X_OK);
    return ok('data', `${folder} 可写`, `${folder} can be written`);
  } catch {
    return fail(
      'data',
      `${existing} 不可写，请改权限或 DATA_DIR`,
      `${existing} can't be written; change its rights or DATA_DIR`,
    );
  }
}

function nearestExisting(folder: string): string {
  return existsSync(folder) || dirname(folder) === folder ? folder : nearestExisting(dirname(folder));
}

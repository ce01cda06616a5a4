import { randomInt } from 'node:crypto';
import { hashPassword, passwordFaults } from '../access/passwords.js';
import { optionOf, say, UsageFault, type Call, type Command, type ExitCode } from './command.js';
import { withServices } from './open-database.js';

const administrators = ['system-admin', 'security-admin', 'audit-admin'];

export const createAdmin: Command = {
  name: 'user create-admin',
  usage: '<用户名 username> --email <邮箱> [--role system-admin|security-admin|audit-admin] [--name <姓名>]',
  help: {
    zh: '建立管理员（三员之一），密码只显示一次',
    en: 'create one of the three administrators; the password is shown once',
  },
  options: { role: { type: 'string' }, email: { type: 'string' }, name: { type: 'string' } },
  takes: [1, 1],
  run: create,
};

export const resetPassword: Command = {
  name: 'user reset-password',
  usage: '<用户名 username>',
  help: { zh: '重设密码并解锁，密码只显示一次', en: 'set a new password and unlock; it is shown once' },
  takes: [1, 1],
  run: reset,
};

function create(call: Call): Promise<ExitCode> {
  const username = call.words[0] ?? '';
  const role = optionOf(call, 'role') ?? 'system-admin';
  const email = optionOf(call, 'email');
  const name = optionOf(call, 'name') ?? username;
  const faults: string[] = [];
  if (!administrators.includes(role)) faults.push(`--role: ${administrators.join(' | ')}`);
  if (email === undefined || !/^[^@\s]+@[^@\s]+$/.test(email))
    faults.push('--email: 请填写邮箱 (an e-mail address, where notices go)');
  if (faults.length > 0) throw new UsageFault(faults.join('\n'));
  return withServices(call, async ({ pool, registerPeople }) => {
    const { rowCount } = await pool.query('select from person where username = $1', [username]);
    if (rowCount !== 0)
      throw new UsageFault(
        `用户“${username}”已经存在；忘记密码请用 user reset-password。 User "${username}" exists; use user reset-password.`,
      );
    const password = makePassword(username);
    await registerPeople.person({
      username,
      nameZh: name,
      nameEn: name,
      email: email ?? '',
      language: call.language,
      password,
      roles: [{ role }],
    });
    tellPassword(call, username, password);
    return 0;
  });
}

/** Whoever knew the old password is signed out. */
function reset(call: Call): Promise<ExitCode> {
  const username = call.words[0] ?? '';
  return withServices(call, async ({ transactions }) => {
    const password = makePassword(username);
    const hash = await hashPassword(password);
    const changed = await transactions.run(async (tx) => {
      const people = await tx.query<{ id: string }>(
        'update person set password_hash = $2, failed_attempts = 0, locked_until = null where username = $1 and is_active returning id',
        [username, hash],
      );
      await tx.query('delete from session where person_id = any ($1::text[])', [people.map(({ id }) => id)]);
      return people.length;
    });
    if (changed === 0)
      throw new UsageFault(`没有在用的用户“${username}”。 There is no active user "${username}".`);
    tellPassword(call, username, password);
    return 0;
  });
}

function tellPassword(call: Call, username: string, password: string): void {
  say(call, { zh: `${username} 的密码（只显示这一次）：`, en: `Password of ${username}, shown this once:` });
  say(call, password);
}

const signs = 'abcdefghjkmnpqrstuvwxyz23456789'; // none that is read as another

/** Twenty signs, about 99 bits, in groups that can be read out over the telephone. */
export function makePassword(username: string): string {
  const group = () => Array.from({ length: 4 }, () => signs.charAt(randomInt(signs.length))).join('');
  for (;;) {
    const password = Array.from({ length: 5 }, group).join('-');
    if (passwordFaults(password, username).length === 0) return password; // a short user name may stand in it by chance
  }
}

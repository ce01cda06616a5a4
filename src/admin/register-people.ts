import { hashPassword, passwordFaults } from '../access/passwords.js';
import type { Directories } from '../access/directories.js';
import { RequestFault } from '../platform/faults.js';
import type { Transactions } from '../platform/transactions.js';

export interface NewSection {
  id: string;
  zh: string;
  en: string;
  shortNames: string[];
  isBusiness: boolean;
}
export interface NewPerson {
  username: string;
  nameZh: string;
  nameEn: string;
  email: string;
  language: 'zh' | 'en';
  password: string;
  roles: { role: string; section?: string }[];
}

const administrators = ['system-admin', 'security-admin', 'audit-admin'];

/** Sections, people and the roles they hold. Registering what is there already changes it to what is given. */
export class RegisterPeople {
  constructor(
    private readonly transactions: Transactions,
    private readonly directories: Directories,
  ) {}

  async sections(sections: readonly NewSection[]): Promise<void> {
    await this.transactions.run(async (tx) => {
      for (const { id, zh, en, shortNames, isBusiness } of sections) {
        await tx.query(
          `insert into section (id, zh, en, short_names, is_business) values ($1, $2, $3, $4, $5)
           on conflict (id) do update set zh = excluded.zh, en = excluded.en, short_names = excluded.short_names, is_business = excluded.is_business`,
          [id, zh, en, shortNames, isBusiness],
        );
      }
    });
    await this.directories.refresh();
  }

  /** @throws RequestFault with everything that is wrong with the person */
  async person(person: NewPerson): Promise<void> {
    const faults = [...passwordFaults(person.password, person.username), ...roleFaults(person)];
    if (faults.length > 0) throw new RequestFault(faults);
    const hash = await hashPassword(person.password);
    await this.transactions.run(async (tx) => {
      await tx.query(
        `insert into person (id, username, name_zh, name_en, email, language, password_hash) values ($1, $1, $2, $3, $4, $5, $6)
         on conflict (id) do update set name_zh = excluded.name_zh, name_en = excluded.name_en, email = excluded.email, language = excluded.language, password_hash = excluded.password_hash`,
        [person.username, person.nameZh, person.nameEn, person.email, person.language, hash],
      );
      await tx.query('delete from holding where person_id = $1', [person.username]);
      for (const { role, section } of person.roles)
        await tx.query('insert into holding (person_id, role, section_id) values ($1, $2, $3)', [
          person.username,
          role,
          section ?? null,
        ]);
    });
    await this.directories.refresh();
  }
}

/** 三员分立: system, security and audit administration are three people (等保 GB/T 22239 8.1.5). */
function roleFaults({ roles, username }: NewPerson): string[] {
  const faults: string[] = [];
  if (!/^[a-z][a-z0-9.-]{1,59}$/.test(username))
    faults.push(
      '用户名由小写字母、数字、点和连字符组成 (user names are lower-case letters, digits, dots and hyphens)',
    );
  if (roles.filter(({ role }) => administrators.includes(role)).length > 1)
    faults.push('系统、安全、审计管理员不得由一人兼任 (nobody is two of the three administrators)');
  return faults;
}

import type { NewPerson } from '../admin/register-people.js';

export const demoPassword = 'gongkai-demo';

interface DemoPerson extends Omit<NewPerson, 'password' | 'email' | 'language'> {
  does: string;
}

/** One person for each part that is played in the office; demo databases only. */
export const demoPeople: readonly DemoPerson[] = [
  {
    username: 'drafter',
    nameZh: '陈起草',
    nameEn: 'Chen (drafter)',
    does: '起草人 files policies and interpretations',
    roles: [{ role: 'drafter', section: 'office' }, { role: 'case-officer' }],
  },
  {
    username: 'section-head',
    nameZh: '林科长',
    nameEn: 'Lin (section head)',
    does: '科室负责人 heads the section',
    roles: [{ role: 'section-head', section: 'office' }, { role: 'intake-officer' }],
  },
  {
    username: 'reviewer',
    nameZh: '黄审查',
    nameEn: 'Huang (reviewer)',
    does: '保密审查员 clears for confidentiality',
    roles: [{ role: 'reviewer' }],
  },
  {
    username: 'office-lead',
    nameZh: '吴主任',
    nameEn: 'Wu (office lead)',
    does: '办公室主任 supervises, gets escalations',
    roles: [{ role: 'office-lead' }, { role: 'publisher' }],
  },
  {
    username: 'director',
    nameZh: '郑局长',
    nameEn: 'Zheng (director)',
    does: '局长 approves, last rung of the ladder',
    roles: [{ role: 'director' }, { role: 'leader' }],
  },
  {
    username: 'archivist',
    nameZh: '周档案',
    nameEn: 'Zhou (archivist)',
    does: '档案员 hands over each quarter',
    roles: [{ role: 'archivist' }],
  },
  {
    username: 'auditor',
    nameZh: '王审计',
    nameEn: 'Wang (auditor)',
    does: '审计员 checks the ledger',
    roles: [{ role: 'auditor' }, { role: 'audit-admin' }],
  },
  {
    username: 'sysadmin',
    nameZh: '赵系统',
    nameEn: 'Zhao (system administrator)',
    does: '系统管理员 runs the system',
    roles: [{ role: 'system-admin' }],
  },
  {
    username: 'secadmin',
    nameZh: '孙安全',
    nameEn: 'Sun (security administrator)',
    does: '安全管理员 people, roles, clock halts',
    roles: [{ role: 'security-admin' }],
  },
];

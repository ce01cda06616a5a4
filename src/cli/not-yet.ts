import { complain, type Command } from './command.js';

export const backup = notYet(
  'backup',
  { zh: '备份数据库与文件', en: 'back up database and files' },
  'pg_dump',
);
export const restore = notYet('restore', { zh: '从备份恢复', en: 'restore a backup' }, 'pg_restore');

/** A door that stays put before there is a room behind it: it says so instead of pretending. */
function notYet(name: string, help: Command['help'], tool: string): Command {
  return {
    name,
    usage: '<目录 folder>',
    help: { zh: `${help.zh}（本版本尚未提供）`, en: `${help.en} (not in this release)` },
    takes: [0, 1],
    run: (call) => {
      complain(call, {
        zh: `${name} 本版本尚未提供。请用 ${tool} 处理数据库，并复制 DATA_DIR 下的 files、archive 和 audit-key.pem。`,
        en: `${name} is not in this release. Use ${tool} for the database and copy files, archive and audit-key.pem in DATA_DIR.`,
      });
      return 2;
    },
  };
}

import { join } from 'node:path';
import { migrate } from '../platform/migrate.js';
import { say, UsageFault, type Call, type Command, type ExitCode } from './command.js';
import { findPending, withDatabase } from './open-database.js';

export const migrateDatabase: Command = {
  name: 'migrate',
  usage: '[status|up]',
  help: { zh: '查看或执行数据库迁移', en: 'show or apply the migrations of the database' },
  takes: [0, 1],
  run,
};

/** `status` exits 1 while something is pending, so that a script can ask. */
function run(call: Call): Promise<ExitCode> {
  const [what = 'status'] = call.words;
  if (what !== 'status' && what !== 'up')
    throw new UsageFault(`只能是 status 或 up，而不是“${what}”。 Either status or up, not "${what}".`);
  return withDatabase(call, async ({ url, pool }) => {
    if (what === 'up') return tellApplied(call, await migrate(url, join(call.root, 'migrations')));
    const pending = await findPending(pool, call.root);
    for (const { name } of pending) say(call, { zh: `待执行 ${name}`, en: `pending ${name}` });
    if (pending.length === 0) say(call, { zh: '数据库是最新的。', en: 'The database is up to date.' });
    else say(call, { zh: '请运行 gongkai migrate up。', en: 'Run gongkai migrate up.' });
    return pending.length === 0 ? 0 : 1;
  });
}

function tellApplied(call: Call, applied: readonly string[]): ExitCode {
  for (const name of applied) say(call, { zh: `已执行 ${name}`, en: `applied ${name}` });
  say(call, { zh: '数据库是最新的。', en: 'The database is up to date.' });
  return 0;
}

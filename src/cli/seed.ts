import { join } from 'node:path';
import pino from 'pino';
import { compose } from '../app/compose.js';
import { demoPassword, demoPeople } from '../app/demo-people.js';
import { seedDemo } from '../app/seed-demo.js';
import { migrate } from '../platform/migrate.js';
import { complain, say, type Call, type Command, type ExitCode } from './command.js';
import { withDatabase } from './open-database.js';

export const seed: Command = {
  name: 'seed',
  usage: '',
  help: {
    zh: '在空数据库中建立示例单位（仅演示库）',
    en: 'make the demo bureau in an empty database (demo databases only)',
  },
  takes: [0, 0],
  run,
};

function run(call: Call): Promise<ExitCode> {
  return withDatabase(call, async ({ url, pool }, settings) => {
    await migrate(url, join(call.root, 'migrations'));
    const { rows } = await pool.query<{ isDemo: boolean }>('select is_demo as "isDemo" from installation');
    if (rows[0]?.isDemo === false) return refuse(call);
    const services = compose({ ...settings, isDemoWanted: true }, pool, call.root, pino({ level: 'silent' }));
    await services.pinDefinitions.run();
    await services.directories.refresh();
    await seedDemo(services, call.root);
    say(call, {
      zh: `示例单位已就绪：${demoPeople.map(({ username }) => username).join('、')}，密码均为 ${demoPassword}。`,
      en: `The demo bureau is ready: ${demoPeople.map(({ username }) => username).join(', ')}, each with the password ${demoPassword}.`,
    });
    return 0;
  });
}

/** Everybody knows the passwords of the demo: they must never open a bureau's own database. */
function refuse(call: Call): ExitCode {
  complain(call, {
    zh: '这是正式库，不能写入示例人员。请另建一个空数据库。',
    en: "This is a bureau's own database; the demo people do not belong there. Use an empty database.",
  });
  return 1;
}

import { say, sayJson, type Call, type Command, type ExitCode } from './command.js';
import { checkCalendar, checkFolder, checkMail, checkNode, checkRedis } from './doctor-surroundings.js';
import { checkDatabase } from './doctor-database.js';
import type { Finding } from './doctor-finding.js';

export const doctor: Command = {
  name: 'doctor',
  usage: '[--json]',
  help: {
    zh: '体检：数据库、时钟、日历、邮件、队列、目录，各说明怎么办',
    en: 'check database, clock, calendar, mail, queue and folders, with what to do',
  },
  options: { json: { type: 'boolean' } },
  takes: [0, 0],
  run,
};

/** Every check runs, whatever the others found: who mends one thing wants to know of the rest. */
async function run(call: Call): Promise<ExitCode> {
  const settings = call.settings();
  const { findings, today } = await checkDatabase(call);
  const all: Finding[] = [
    checkNode(process.versions.node),
    ...findings,
    checkCalendar(call.root, today),
    await checkMail(settings.smtpUrl),
    ...(settings.redisUrl === null ? [] : [await checkRedis(settings.redisUrl)]),
    checkFolder(settings.dataDirectory),
  ];
  if (call.options['json'] === true) sayJson(call, { findings: all });
  else
    for (const { level, about, ...words } of all)
      say(call, `${level.padEnd(4)}  ${about.padEnd(12)}  ${words[call.language]}`);
  return all.some(({ level }) => level === 'fail') ? 1 : 0;
}

import { demoPassword, demoPeople } from './demo-people.js';
import type { Running } from './start.js';

/** What a newcomer reads after the first start: where it is, who is there, what to try. */
export function welcome({ url, mailboxUrl }: Running): string {
  const people = demoPeople
    .map(({ username, nameZh, does }) => `  ${username.padEnd(13)} ${nameZh}  ${does}`)
    .join('\n');
  return `
公开 Gongkai 已启动 (is running)

  工作台与接口 (API)         ${url}/api/openapi.json
  公开门户 (public items)    ${url}/public
  演示邮箱 (demo mailbox)    ${url}/mailbox${mailboxUrl === null ? '  (SMTP_URL is set: mail goes there)' : ''}
  健康状态 (health)          ${url}/health/ready

演示人员，密码均为 ${demoPassword} (demo people, one password):
${people}

试一试 (try): 另开一个终端 (in another terminal)
  npm run story              一份真实通知从起草到归档的全过程 (a real notice from draft to archive)
  npx gongkai rules check    检查全部规则 (prove every definition)

按 Ctrl-C 结束 (Ctrl-C ends it); 数据保存在 .data/ (data stays in .data/)
`;
}

import type { Pool } from 'pg';
import type { Actor } from '../engine/case-file.js';
import { optionOf, say, sayJson, UsageFault, type Call, type Command, type ExitCode } from './command.js';
import { withServices } from './open-database.js';

export const archiveRun: Command = {
  name: 'archive run',
  usage: '<季度 quarter> --as <用户名 username> [--recipient archives|library] [--json]',
  help: {
    zh: '打包一个季度的公开信息，或作零报告',
    en: 'pack the disclosures of a quarter, or a nil return',
  },
  options: { as: { type: 'string' }, recipient: { type: 'string' }, json: { type: 'boolean' } },
  takes: [1, 1],
  run,
};

function run(call: Call): Promise<ExitCode> {
  const username = optionOf(call, 'as');
  if (username === undefined)
    throw new UsageFault('缺少 --as：以哪位档案员的名义。 --as is missing: in which archivist’s name.');
  return withServices(call, async ({ pool, store, runQuarter }) => {
    const actor = await archivistCalled(pool, username);
    await store.start();
    const submission = await runQuarter.run(
      call.words[0] ?? '',
      optionOf(call, 'recipient') ?? 'archives',
      actor,
    );
    const { quarter, recipient, version, state, kind, itemCount, directory, packageSha256 } = submission;
    if (call.options['json'] === true) sayJson(call, submission);
    else if (kind === 'nil-return')
      say(call, {
        zh: `${quarter} ${recipient} 第 ${version} 版：零报告（${state}），${directory ?? ''}`,
        en: `${quarter} ${recipient} version ${version}: nil return (${state}), ${directory ?? ''}`,
      });
    else
      say(call, {
        zh: `${quarter} ${recipient} 第 ${version} 版：${itemCount} 件（${state}），${directory ?? ''}，摘要 ${packageSha256 ?? ''}`,
        en: `${quarter} ${recipient} version ${version}: ${itemCount} items (${state}), ${directory ?? ''}, digest ${packageSha256 ?? ''}`,
      });
    return 0;
  });
}

/** The record names a person, also when a script asked; and only an archivist hands over. */
async function archivistCalled(pool: Pool, username: string): Promise<Actor> {
  const { rows } = await pool.query<{ id: string; roles: Actor['roles'] }>(
    `select p.id, coalesce((select jsonb_agg(jsonb_build_object('role', h.role, 'section', h.section_id)) from holding h where h.person_id = p.id), '[]') as roles
     from person p where p.username = $1 and p.is_active`,
    [username],
  );
  const [person] = rows;
  if (!person) throw new UsageFault(`没有用户“${username}”。 There is no user "${username}".`);
  if (!person.roles.some(({ role }) => role === 'archivist'))
    throw new UsageFault(`“${username}”不是档案员，不能送交。 "${username}" is not an archivist.`);
  return { kind: 'person', ...person };
}

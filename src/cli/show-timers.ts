import type { Pool } from 'pg';
import { say, sayJson, type Call, type Command, type ExitCode } from './command.js';
import { withServices } from './open-database.js';

export const timersStatus: Command = {
  name: 'timers status',
  usage: '[--json]',
  help: { zh: '定时器概况：待触发、已到期、逾时未触发', en: 'timers at a glance: armed, due, late, oldest' },
  options: { json: { type: 'boolean' } },
  takes: [0, 0],
  run: (call) => withServices(call, ({ pool }) => status(call, pool)),
};

export const timersReconcile: Command = {
  name: 'timers reconcile',
  usage: '[--json]',
  help: {
    zh: '核对：该有而没有的、到期而未触发的、不该还在的定时器',
    en: 'timers against clocks: missing, not fired, stray',
  },
  options: { json: { type: 'boolean' } },
  takes: [0, 0],
  run: (call) => withServices(call, ({ pool }) => reconcile(call, pool)),
};

/** The sweeper fires within about two seconds; what is older was not fired by anybody. */
const lateAfterSeconds = 10;

interface Status {
  now: Date;
  armed: number;
  due: number;
  late: number;
  fired: number;
  superseded: number;
  firedByQueue: number;
  firedBySweep: number;
  oldestDueAt: Date | null;
  nextAt: Date | null;
  halt: string | null;
}

const statusText = `
select n.now,
  count(*) filter (where t.state = 'armed')::int as armed,
  count(*) filter (where t.state = 'armed' and t.fire_at <= n.now)::int as due,
  count(*) filter (where t.state = 'armed' and t.fire_at <= n.now - make_interval(secs => $1))::int as late,
  count(*) filter (where t.state = 'fired')::int as fired,
  count(*) filter (where t.state = 'superseded')::int as superseded,
  count(*) filter (where t.fired_by = 'queue')::int as "firedByQueue",
  count(*) filter (where t.fired_by = 'sweep')::int as "firedBySweep",
  min(t.fire_at) filter (where t.state = 'armed' and t.fire_at <= n.now) as "oldestDueAt",
  min(t.fire_at) filter (where t.state = 'armed' and t.fire_at > n.now) as "nextAt",
  (select reason from clock_halt where released_at is null) as halt
from (select business_now() as now) n left join timer t on true group by n.now`;

/** Exits 1 when something is late or firing is halted: a monitor can ask by this alone. */
async function status(call: Call, pool: Pool): Promise<ExitCode> {
  const { rows } = await pool.query<Status>(statusText, [lateAfterSeconds]);
  const [told] = rows;
  if (!told) return 1;
  if (call.options['json'] === true) sayJson(call, told);
  else tellStatus(call, told);
  return told.late > 0 || told.halt !== null ? 1 : 0;
}

function tellStatus(
  call: Call,
  { armed, due, late, fired, superseded, firedByQueue, firedBySweep, oldestDueAt, nextAt, halt }: Status,
): void {
  say(call, {
    zh: `待触发 ${armed}，其中已到期 ${due}，逾时 ${late}`,
    en: `armed ${armed}, of them due ${due}, late ${late}`,
  });
  say(call, {
    zh: `已触发 ${fired}（队列 ${firedByQueue}，巡检 ${firedBySweep}），已作废 ${superseded}`,
    en: `fired ${fired} (queue ${firedByQueue}, sweep ${firedBySweep}), superseded ${superseded}`,
  });
  if (nextAt)
    say(call, { zh: `下一个：${inBeijing(nextAt)}`, en: `next: ${inBeijing(nextAt)} (Beijing time)` });
  if (oldestDueAt)
    say(call, {
      zh: `最早到期而未触发：${inBeijing(oldestDueAt)}`,
      en: `oldest due and not fired: ${inBeijing(oldestDueAt)} (Beijing time)`,
    });
  if (late > 0)
    say(call, {
      zh: '有到期未触发的定时器：请检查是否有 ROLE=worker 或 all 的进程在运行。',
      en: 'Some are late: check that a process with ROLE=worker or all is running.',
    });
  if (halt !== null)
    say(call, {
      zh: `触发已停：${halt}；须由安全管理员查看后解除。`,
      en: `Firing is halted: ${halt}; a security administrator must look and release it.`,
    });
}

interface Mismatch {
  kind: 'missing' | 'not-fired' | 'stray';
  number: string;
  clock: string;
  rung: string;
  at: Date | null;
}

/** What is armed is compared with what the clocks say. A deadline counts as rung when its timer fired or its breach is on record. */
const reconcileText = `
select 'missing' as kind, c.number, k.name as clock, 'breach' as rung, k.due_at as at
from clock k join cases c on c.id = k.case_id
where k.state = 'running' and k.due_at is not null
  and not exists (select from timer t where t.case_id = k.case_id and t.clock = k.name and t.rung = 'breach' and t.fire_at = k.due_at and t.state in ('armed', 'fired'))
  and not exists (select from jsonb_array_elements(k.breaches) b where (b ->> 'dueAt')::timestamptz = k.due_at)
union all
select 'not-fired', c.number, t.clock, t.rung, t.fire_at
from timer t join cases c on c.id = t.case_id
where t.state = 'armed' and t.fire_at <= business_now() - make_interval(secs => $1)
union all
select 'stray', c.number, t.clock, t.rung, t.fire_at
from timer t join cases c on c.id = t.case_id left join clock k on k.case_id = t.case_id and k.name = t.clock
where t.state = 'armed' and k.state is distinct from 'running'
order by at, number, clock, rung limit 10000`;

async function reconcile(call: Call, pool: Pool): Promise<ExitCode> {
  const { rows } = await pool.query<Mismatch>(reconcileText, [lateAfterSeconds]);
  if (call.options['json'] === true) sayJson(call, { mismatches: rows });
  else if (rows.length === 0)
    say(call, {
      zh: '一致：每个计时中的时限都有定时器，到期的都已触发。',
      en: 'In agreement: every running clock has its timer, and what was due has fired.',
    });
  else for (const row of rows) say(call, tellMismatch(row));
  return rows.length === 0 ? 0 : 1;
}

function tellMismatch({ kind, number, clock, rung, at }: Mismatch): { zh: string; en: string } {
  const when = at ? inBeijing(at) : '';
  switch (kind) {
    case 'missing':
      return {
        zh: `${number} ${clock}：${when} 到期，但没有定时器`,
        en: `${number} ${clock}: due at ${when}, but no timer stands for it`,
      };
    case 'not-fired':
      return {
        zh: `${number} ${clock}/${rung}：${when} 应触发而未触发`,
        en: `${number} ${clock}/${rung}: was due at ${when} and has not fired`,
      };
    case 'stray':
      return {
        zh: `${number} ${clock}/${rung}：时限已不在计时，定时器仍在（${when}）`,
        en: `${number} ${clock}/${rung}: the clock no longer runs, the timer does (${when})`,
      };
  }
}

function inBeijing(instant: Date): string {
  return new Date(instant.getTime() + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
}

import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pino from 'pino';
import { compose } from '../dist/app/compose.js';
import { seedDemo } from '../dist/app/seed-demo.js';
import { openPool } from '../dist/platform/database.js';
import { startEmbeddedPostgres } from '../dist/platform/embedded-postgres.js';
import { migrate } from '../dist/platform/migrate.js';
import { readSettings } from '../dist/platform/settings.js';
import { median, round } from './median.mjs';
import { newFolder, removeFolder } from './product.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const herd = 10_000;
const rounds = 5;

/** Ten thousand deadlines at one instant: each case marked late, its event and its notice appended. Beside one set-based statement that writes the same rows. */
export async function run(report) {
  const folder = newFolder();
  const postgres = await startEmbeddedPostgres({ directory: join(folder, 'postgres') });
  await migrate(postgres.url, join(root, 'migrations'));
  const pool = openPool(postgres.url, 8, 'bench');
  const services = compose(
    readSettings({ DATA_DIR: folder, DATABASE_URL: postgres.url, DEMO: 'yes' }, root),
    pool,
    root,
    pino({ level: 'silent' }),
  );
  await services.pinDefinitions.run();
  await services.directories.refresh();
  await seedDemo(services, root);
  const model = await openModel(services);
  const measured = { product: [], floor: [], ratio: [] };
  for (let turn = 0; turn <= rounds; turn += 1) {
    const byProduct = await timed(pool, model, () => services.drainDueTimers.run('sweep'));
    const byHand = await timed(pool, model, async () => (await pool.query(floorText)).rowCount);
    if (turn === 0) continue; // the first turn warms both up
    measured.product.push(byProduct);
    measured.floor.push(byHand);
    measured.ratio.push(byProduct / byHand);
  }
  report({
    name: 'herd: timers drained with every effect durable',
    value: round(median(measured.product)),
    unit: '1/s',
  });
  report({
    name: 'herd: the same rows by one set-based statement',
    value: round(median(measured.floor)),
    unit: '1/s',
  });
  report({ name: 'herd, share of the floor', value: round(median(measured.ratio)), unit: 'ratio' });
  await pool.end();
  await postgres.stop();
  removeFolder(folder);
}

/** One real case with a running clock; the herd are copies of its rows. */
async function openModel({ actOnCase }) {
  const fields = { title: '送交', quarter: '2016Q3', quarterEndsOn: '2016-09-30', recipient: 'archives' };
  const system = { kind: 'system', id: 'system', roles: [{ role: 'system' }] };
  return (
    await actOnCase.open(
      'archive-delivery',
      {
        kind: 'open',
        owner: 'archivist',
        section: null,
        data: fields,
        occurredAt: '2016-10-01T00:00:00.000Z',
      },
      system,
      randomUUID(),
    )
  ).id;
}

async function timed(pool, model, drain) {
  await pool.query(`update timer set state = 'superseded' where state = 'armed'`);
  await pool.query(copyText, [model, herd]);
  await pool.query('vacuum analyze cases, clock, timer, event, outbox');
  const begun = performance.now();
  const fired = await drain();
  const seconds = (performance.now() - begun) / 1000;
  const { rows } = await pool.query(
    `select count(*) filter (where state = 'armed')::int as armed from timer`,
  );
  if (fired < herd || rows[0].armed !== 0)
    throw new Error(`${fired} of ${herd} timers fired, ${rows[0].armed} are left`);
  return herd / seconds;
}

const copyText = `
with herd as (select gen_random_uuid() as id from generate_series(1, $2::int)),
cases as (insert into cases select h.id, 'herd-' || h.id, c.type, c.version, c.state, c.title, c.revision, c.seq, c.head, c.section_id, c.owner_id, c.opened_at, c.closed_at, c.next_due_at, false, c.exposed from cases c, herd h where c.id = $1),
files as (insert into case_file select h.id, f.file from case_file f, herd h where f.case_id = $1),
clocks as (insert into clock select h.id, k.name, k.facts, '[]', k.state, k.due_at from clock k, herd h where k.case_id = $1),
events as (insert into event select h.id, e.seq, gen_random_uuid(), e.command_digest, e.actor_id, e.action, e.recorded_at, e.body, e.hash from event e, herd h where e.case_id = $1)
insert into timer (case_id, clock, rung, armed_seq, fire_at) select h.id, 'delivery', 'breach', 1, date_trunc('second', business_now()) from herd h`;

const floorText = `
with due as (select id, case_id, clock, fire_at, business_now() as now from timer where state = 'armed' and fire_at <= business_now()),
bodies as (
  select d.*, c.seq + 1 as seq, c.head, jsonb_build_object('seq', c.seq + 1, 'commandId', gen_random_uuid(), 'recordedAt', d.now, 'action', 'breached', 'by', 'system', 'clock', d.clock, 'rung', 'breach',
    'fireAt', d.fire_at, 'breached', jsonb_build_array(jsonb_build_object('clock', d.clock, 'breach', jsonb_build_object('dueOn', '2016-10-08', 'dueAt', d.fire_at, 'recordedAt', d.now)))) as body
  from due d join cases c on c.id = d.case_id),
moved as (update cases c set seq = b.seq, head = sha256(convert_to(encode(b.head, 'hex') || b.body::text, 'UTF8')), is_late = true from bodies b where c.id = b.case_id),
breached as (update clock k set breaches = k.breaches || jsonb_build_object('dueOn', '2016-10-08', 'dueAt', b.fire_at, 'recordedAt', b.now) from bodies b where k.case_id = b.case_id and k.name = b.clock),
events as (insert into event (case_id, seq, command_id, actor_id, action, recorded_at, body, hash) select case_id, seq, (body ->> 'commandId')::uuid, 'system', 'breached', now, body, sha256(convert_to(encode(head, 'hex') || body::text, 'UTF8')) from bodies),
effects as (insert into outbox (case_id, seq, no, effect, payload, instant) select case_id, seq, 0, 'notify-rung', jsonb_build_object('clock', clock, 'rung', 'breach', 'kind', 'breach', 'to', '["office-lead"]'::jsonb, 'copy', '["case-owner"]'::jsonb, 'dueOn', '2016-10-08', 'dueAt', fire_at), fire_at from bodies)
update timer t set state = 'fired', fired_seq = b.seq, fired_at = clock_timestamp(), fired_by = 'sweep' from bodies b where t.id = b.id returning t.id`;

import { Agent, get } from 'node:http';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '../dist/platform/embedded-postgres.js';
import { round } from './median.mjs';
import { fillPortal } from './portal-items.mjs';
import { newFolder, removeFolder, startProduct } from './product.mjs';

const items = 50_000;
const perSecond = 100;
const seconds = 20;
const warmUpSeconds = 3;

/**
 * Readers of the portal come at fixed times, whether or not those before them have been answered: what is slow is felt by
 * all who come meanwhile, and counted from the time at which each of them came.
 */
export async function run(report) {
  const folder = newFolder();
  const postgres = await startEmbeddedPostgres({ directory: join(folder, 'postgres') });
  const product = await startProduct(folder, { DATABASE_URL: postgres.url, DEMO: 'yes' });
  const pool = new pg.Pool({ connectionString: postgres.url, max: 4 });
  pool.on('error', () => undefined); // the server ends before the last idle connection has said goodbye
  await fillPortal(pool, folder, items);
  const { rows } = await pool.query('select case_id as id from portal_item order by case_id limit 4000');
  const addresses = addressesOf(rows.map(({ id }) => id));
  const agent = new Agent({ keepAlive: true, maxSockets: 200 });
  await readers(product.url, agent, addresses, warmUpSeconds);
  const answers = await readers(product.url, agent, addresses, seconds);
  tell(report, answers);
  agent.destroy();
  await product.stop();
  await pool.end();
  await postgres.stop();
  removeFolder(folder);
}

function tell(report, answers) {
  const name = `portal, ${items} items, ${perSecond} requests/s`;
  const failed = answers.filter(({ status }) => status !== 200).length;
  for (const share of [0.5, 0.95, 0.99])
    report({ name: `${name}, p${share * 100}`, value: quantile(answers, share), unit: 'ms' });
  report({ name: `${name}, slowest`, value: quantile(answers, 1), unit: 'ms' });
  report({ name: `${name}, failed`, value: failed, unit: 'requests' });
  for (const kind of new Set(answers.map((answer) => answer.kind)))
    report({
      name: `${name}, p99 of ${kind}`,
      value: quantile(
        answers.filter((answer) => answer.kind === kind),
        0.99,
      ),
      unit: 'ms',
    });
}

function quantile(answers, share) {
  const sorted = answers.map(({ milliseconds }) => milliseconds).sort((left, right) => left - right);
  return round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]);
}

/** What people ask a portal for: mostly single items, then lists and searches, few of them the same. */
function addressesOf(ids) {
  const words = ['养老', '法律援助', '公证 通知', '社区矫正办法', '2016 12号', '仲裁', '人民调解经费', '援'];
  const types = ['policy-document', 'penalty-listing', 'power-list', 'budget-disclosure'];
  const list = (conditions) => `/public/items?${new URLSearchParams(conditions)}`;
  const one = (no) => ids[(no * 7919) % ids.length];
  return [
    ['item', (no) => `/public/items/${one(no)}`],
    ['home', () => '/public'],
    ['item', (no) => `/public/items/${one(no + 1)}?lang=en`],
    ['search', (no) => list({ q: `${words[no % words.length]}${no % 3 === 0 ? ` 第${no}号` : ''}` })],
    ['catalogue', (no) => list({ page: 1 + ((no * 131) % 2_500) })],
    ['item', (no) => `/api/v1/public/items/${one(no + 2)}`],
    ['download', (no) => `/api/v1/public/items/${one(no)}/files/document`],
    ['catalogue', (no) => list({ type: types[no % 4], year: 2001 + (no % 15), page: 1 + (no % 5) })],
    ['search', (no) => list({ q: words[no % words.length], year: 2001 + (no % 15) })],
    ['feed', (no) => (no % 2 === 0 ? '/feed.xml' : `/feed.xml?type=${types[no % 4]}`)],
  ];
}

async function readers(url, agent, addresses, forSeconds) {
  const begun = performance.now();
  const answers = [];
  for (let no = 0; no < perSecond * forSeconds; no += 1) {
    const comesAt = begun + (no * 1_000) / perSecond;
    const early = comesAt - performance.now();
    if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
    const [kind, addressOf] = addresses[no % addresses.length];
    answers.push(read(url + addressOf(Math.floor(no / addresses.length)), agent, comesAt, kind));
  }
  return Promise.all(answers);
}

/** @param comesAt from when on it is counted: a reader who was sent off late has waited all the same */
function read(address, agent, comesAt, kind) {
  return new Promise((resolve) => {
    const answered = (status) => resolve({ kind, status, milliseconds: performance.now() - comesAt });
    get(address, { agent }, (response) => {
      response.resume();
      response.on('end', () => answered(response.statusCode));
    }).on('error', () => answered(0));
  });
}

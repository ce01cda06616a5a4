import { createHash, randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '../dist/platform/embedded-postgres.js';
import { median, round } from './median.mjs';
import { newFolder, removeFolder, startProduct } from './product.mjs';

const concurrency = 16;
const rounds = 5;
const roundMilliseconds = 3_000;

/** Acknowledged actions per second through HTTP, beside hand-written SQL that writes the same rows; the two take turns. */
export async function run(report) {
  const folder = newFolder();
  const postgres = await startEmbeddedPostgres({ directory: join(folder, 'postgres') });
  const product = await startProduct(folder, { DATABASE_URL: postgres.url, DEMO: 'yes' });
  const pool = new pg.Pool({ connectionString: postgres.url, max: concurrency });
  pool.on('error', () => undefined); // the server ends before the last idle connection has said goodbye
  const agent = new Agent({ keepAlive: true, maxSockets: concurrency });
  const token = (
    await call(agent, product.url, '', '/api/v1/session', { username: 'drafter', password: 'gongkai-demo' })
  ).token;
  const open = () =>
    call(agent, product.url, token, '/api/v1/cases', {
      type: 'policy-document',
      fields: { title: '通知', attribute: 'proactive' },
      commandId: randomUUID(),
    });
  const cases = await Promise.all(Array.from({ length: concurrency }, open));
  const floorCases = await Promise.all(Array.from({ length: concurrency }, open));
  const act = (index) =>
    call(agent, product.url, token, `/api/v1/cases/${cases[index].id}/actions`, {
      action: 'save',
      data: { summary: randomUUID() },
      commandId: randomUUID(),
    });
  const floor = (index) => writeByHand(pool, floorCases[index].id);
  const measured = { product: [], floor: [], ratio: [] };
  for (let turn = 0; turn <= rounds; turn += 1) {
    const done = await perSecond(act);
    const byHand = await perSecond(floor);
    if (turn === 0) continue; // the first turn warms both up
    measured.product.push(done);
    measured.floor.push(byHand);
    measured.ratio.push(done / byHand);
  }
  report({
    name: `acknowledged actions through HTTP, concurrency ${concurrency}`,
    value: round(median(measured.product)),
    unit: '1/s',
  });
  report({
    name: `the same rows by hand-written SQL, concurrency ${concurrency}`,
    value: round(median(measured.floor)),
    unit: '1/s',
  });
  report({ name: 'actions, share of the floor', value: round(median(measured.ratio)), unit: 'ratio' });
  agent.destroy();
  await product.stop();
  await pool.end();
  await postgres.stop();
  removeFolder(folder);
}

async function perSecond(work) {
  const end = performance.now() + roundMilliseconds;
  let done = 0;
  const one = async (index) => {
    while (performance.now() < end) {
      await work(index);
      done += 1;
    }
  };
  const begun = performance.now();
  await Promise.all(Array.from({ length: concurrency }, (_, index) => one(index)));
  return (done * 1000) / (performance.now() - begun);
}

/** One transaction as somebody would write it who knows the tables: lock, read, update, append, commit. */
async function writeByHand(pool, id) {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const locked = {
      name: 'lock',
      text: `select c.seq, c.revision, encode(c.head, 'hex') as head, f.file from cases c join case_file f on f.case_id = c.id where c.id = $1 for update`,
      values: [id],
    };
    const [{ seq, revision, head, file }] = (await client.query(locked)).rows;
    const body = {
      seq: seq + 1,
      action: 'save',
      by: 'drafter',
      from: 'draft',
      to: 'draft',
      occurredAt: new Date().toISOString(),
      recordedAt: new Date().toISOString(),
      revision: revision + 1,
      words: {},
      facts: [],
      breached: [],
      changed: { summary: head },
      commandId: randomUUID(),
    };
    const hash = createHash('sha256')
      .update(head + JSON.stringify(body))
      .digest();
    file.fields.summary = randomUUID();
    await client.query({
      name: 'case',
      text: 'update cases set seq = seq + 1, revision = revision + 1, head = $2 where id = $1',
      values: [id, hash],
    });
    await client.query({
      name: 'file',
      text: 'update case_file set file = $2 where case_id = $1',
      values: [id, JSON.stringify(file)],
    });
    await client.query({
      name: 'event',
      text: `insert into event (case_id, seq, command_id, command_digest, actor_id, action, recorded_at, body, hash) values ($1, $2, $3, $4, 'drafter', 'save', clock_timestamp(), $5, $4)`,
      values: [id, seq + 1, body.commandId, hash, JSON.stringify(body)],
    });
    await client.query({ name: 'drop-task', text: 'delete from task where case_id = $1', values: [id] });
    await client.query({
      name: 'task',
      text: `insert into task (case_id, seq, no, person_id, state, since) values ($1, $2, 1, 'drafter', 'open', clock_timestamp())`,
      values: [id, seq + 1],
    });
    await client.query('commit');
  } finally {
    client.release();
  }
}

function call(agent, url, token, path, body) {
  const payload = JSON.stringify(body);
  const headers = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(payload),
    authorization: `Bearer ${token}`,
  };
  return new Promise((resolve, reject) => {
    const sent = request(url + path, { method: 'POST', agent, headers }, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        if (response.statusCode >= 300) reject(new Error(`${response.statusCode} ${text}`));
        else resolve(JSON.parse(text));
      });
    });
    sent.on('error', reject);
    sent.end(payload);
  });
}

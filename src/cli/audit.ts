import { createHash } from 'node:crypto';
import { createWriteStream, existsSync, renameSync } from 'node:fs';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import type { Pool, PoolClient } from 'pg';
import {
  headLine,
  makeSeal,
  readCheckpoint,
  type CheckpointHead,
  type CheckpointSeal,
} from './checkpoint-file.js';
import { fingerprintOf, knownPublicKey, openSigningKey } from './checkpoint-key.js';
import {
  complain,
  optionOf,
  say,
  sayJson,
  UsageFault,
  type Call,
  type Command,
  type ExitCode,
} from './command.js';
import { requireMigrated, withDatabase } from './open-database.js';
import { readHeads, walkChains, type BadChain } from './walk-chains.js';

export const auditVerify: Command = {
  name: 'audit verify',
  usage: '[--checkpoint <文件 file>] [--json]',
  help: {
    zh: '逐条验证全部审计链，并与检查点比对',
    en: 'prove every audit chain, and the heads against a checkpoint',
  },
  options: { checkpoint: { type: 'string' }, json: { type: 'boolean' } },
  takes: [0, 0],
  run: verify,
};

export const auditCheckpoint: Command = {
  name: 'audit checkpoint',
  usage: '<文件 file>',
  help: {
    zh: '导出签名的审计检查点，请交他人另处保存',
    en: 'export a signed checkpoint, to be kept elsewhere by somebody else',
  },
  takes: [1, 1],
  run: makeCheckpoint,
};

function verify(call: Call): Promise<ExitCode> {
  const file = optionOf(call, 'checkpoint');
  if (file !== undefined && !existsSync(file))
    throw new UsageFault(`没有文件 ${file}。 There is no file ${file}.`);
  return withDatabase(call, async ({ pool }, { dataDirectory }) => {
    await requireMigrated(pool, call.root);
    const report = await inSnapshot(pool, async (client) => {
      const walked = await walkChains(client);
      return file === undefined
        ? { ...walked, seal: null, doubts: [] }
        : { ...walked, ...(await compare(client, file, dataDirectory)), events: walked.events };
    });
    const bad = report.bad.length + report.doubts.length;
    if (call.options['json'] === true)
      sayJson(call, { cases: report.cases, events: report.events, bad: report.bad, doubts: report.doubts });
    else tellVerdict(call, report);
    return bad === 0 ? 0 : 1;
  });
}

interface Verdict {
  cases: number;
  events: number;
  bad: BadChain[];
  seal: CheckpointSeal | null;
  doubts: string[];
}

function tellVerdict(call: Call, { cases, events, bad, seal, doubts }: Verdict): void {
  for (const { number, seq, why } of bad)
    say(call, { zh: `${number} 第 ${seq} 条有误：${why}`, en: `${number} entry ${seq}: ${why}` });
  for (const doubt of doubts) say(call, doubt);
  if (bad.length + doubts.length > 0) return;
  say(call, {
    zh: `完好：${cases} 件，${events} 条，逐条相符。`,
    en: `Sound: ${cases} cases, ${events} entries, each follows from the one before.`,
  });
  if (seal)
    say(call, {
      zh: `与 ${seal.madeAt} 的检查点一致（${seal.cases} 件，${seal.events} 条）；密钥指纹 ${fingerprintOf(seal.publicKey)}，请与记录核对。`,
      en: `They agree with the checkpoint of ${seal.madeAt} (${seal.cases} cases, ${seal.events} entries); key fingerprint ${fingerprintOf(seal.publicKey)}: compare it with the one on record.`,
    });
}

/**
 * A chain that was rewritten from its first entry proves itself. Only what was kept elsewhere shows it: each head of the
 * checkpoint must still be an entry of the chain.
 */
async function compare(
  client: PoolClient,
  file: string,
  dataDirectory: string,
): Promise<{ seal: CheckpointSeal; doubts: string[] }> {
  const doubts: string[] = [];
  const { seal, isIntact } = await readCheckpoint(file, async (heads) => {
    doubts.push(...(await missingHeads(client, heads)));
  });
  if (!isIntact)
    doubts.unshift(
      `${file}：内容与签名不符，检查点本身被改动过。 The checkpoint itself was changed: its signature does not fit.`,
    );
  const known = knownPublicKey(dataDirectory);
  if (known !== null && known !== seal.publicKey)
    doubts.unshift(
      `${file}：不是本系统的密钥签的（${fingerprintOf(seal.publicKey)}）。 It was not signed with the key of this installation.`,
    );
  return { seal, doubts };
}

async function missingHeads(client: PoolClient, heads: readonly CheckpointHead[]): Promise<string[]> {
  const { rows } = await client.query<{ number: string; seq: number }>(
    `select h.number, h.seq from unnest($1::uuid[], $2::text[], $3::int[], $4::text[]) as h(id, number, seq, head)
     left join event e on e.case_id = h.id and e.seq = h.seq where e.hash is null or encode(e.hash, 'hex') <> h.head order by h.number`,
    [
      heads.map((head) => head.case),
      heads.map(({ number }) => number),
      heads.map(({ seq }) => seq),
      heads.map(({ head }) => head),
    ],
  );
  return rows.map(
    ({ number, seq }) =>
      `${number} 第 ${seq} 条与检查点不同：此链在检查点之后被改写。 ${number} entry ${seq} is not what the checkpoint holds: the chain was rewritten since.`,
  );
}

function makeCheckpoint(call: Call): Promise<ExitCode> {
  const file = call.words[0] ?? '';
  if (existsSync(file))
    throw new UsageFault(
      `${file} 已存在，检查点从不覆盖。 ${file} exists; a checkpoint is never overwritten.`,
    );
  return withDatabase(call, async ({ pool }, { dataDirectory }): Promise<ExitCode> => {
    await requireMigrated(pool, call.root);
    const key = openSigningKey(dataDirectory);
    const draft = `${file}.partial`;
    const seal = await inSnapshot(pool, async (client) => {
      const { rows } = await client.query<{ now: Date }>('select business_now() as now');
      return makeSeal(
        { madeAt: rows[0]?.now.toISOString() ?? '', ...(await writeHeads(client, draft)) },
        key,
      );
    });
    await append(draft, `${JSON.stringify(seal)}\n`);
    const { madeAt, cases, events, headsSha256, signature, publicKey } = seal;
    await pool.query(
      'insert into audit_checkpoint (made_at, case_count, event_count, heads_sha256, signature, public_key) values ($1, $2, $3, $4, $5, $6)',
      [madeAt, cases, events, headsSha256, signature, publicKey],
    );
    renameSync(draft, file);
    say(call, {
      zh: `已导出 ${file}：${cases} 件，${events} 条；密钥指纹 ${fingerprintOf(publicKey)}。请交审计员另处保存。`,
      en: `Exported ${file}: ${cases} cases, ${events} entries; key fingerprint ${fingerprintOf(publicKey)}. Have the auditor keep it elsewhere.`,
    });
    complain(call, {
      zh: '提示：只在数据库之外保存的检查点才能证明没有改写。',
      en: 'Note: only a checkpoint kept outside this machine proves that nothing was rewritten.',
    });
    return 0;
  });
}

async function writeHeads(
  client: PoolClient,
  file: string,
): Promise<{ cases: number; events: number; headsSha256: string }> {
  const hash = createHash('sha256');
  const out = createWriteStream(file);
  let [cases, events] = [0, 0];
  for await (const heads of readHeads(client)) {
    const text = heads
      .map(({ id, number, seq, hash: head }) => headLine({ case: id, number, seq, head }))
      .join('');
    hash.update(text);
    cases += heads.length;
    events += heads.reduce((sum, { seq }) => sum + seq, 0);
    if (!out.write(text)) await once(out, 'drain');
  }
  out.end();
  await finished(out);
  return { cases, events, headsSha256: hash.digest('hex') };
}

async function append(file: string, text: string): Promise<void> {
  const out = createWriteStream(file, { flags: 'a', flush: true });
  out.end(text);
  await finished(out);
}

/** One picture of the database for the whole walk, however long it takes. */
async function inSnapshot<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    return await work(client);
  } finally {
    await client.query('rollback');
    client.release();
  }
}

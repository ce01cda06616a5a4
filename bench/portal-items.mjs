import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const fileBytes = Buffer.from(`%PDF-1.4\n${'% 公开文件\n'.repeat(8_000)}%%EOF\n`);
const fileDigest = createHash('sha256').update(fileBytes).digest('hex');

/**
 * Published items by SQL, as a bureau has after decades: seven types, 25 years, Chinese titles and summaries. The triggers
 * that ask for clearances, and those that let nobody write the portal's rows, are off while it is filled; the portal's own rows are made by the function that always makes them.
 */
export async function fillPortal(pool, dataDirectory, items) {
  const folder = join(dataDirectory, 'files', fileDigest.slice(0, 2));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, fileDigest), fileBytes);
  const client = await pool.connect();
  try {
    await client.query('set statement_timeout = 0');
    await client.query('set session_replication_role = replica');
    await client.query(
      `insert into stored_bytes (sha256, size_bytes, media_type) values ($1, $2, 'application/pdf')`,
      [fileDigest, fileBytes.length],
    );
    await client.query(definitionsText);
    await client.query(casesText, [items]);
    await client.query(fieldsText, [fileDigest]);
    await client.query(`update cases c set exposed = posted.seals
      from (select case_id, jsonb_object_agg(field, seal) as seals from publication group by case_id) posted where posted.case_id = c.id`);
    await client.query('analyze cases, publication'); // and no table that is still empty: plans made of it would last
    const [{ indexdef }] = (
      await client.query(`select indexdef from pg_indexes where indexname = 'portal_item_words'`)
    ).rows;
    await client.query('drop index portal_item_words'); // it is quicker built at once
    await Promise.all([0, 1].map((half) => refreshHalf(pool, half)));
    await client.query(`update portal_item set changed_at = changed_at - interval '1 day'`); // they have been there for a while
    await client.query(indexdef);
    await client.query('vacuum analyze');
  } finally {
    client.release(true);
  }
}

async function refreshHalf(pool, half) {
  const client = await pool.connect();
  try {
    await client.query('set statement_timeout = 0');
    await client.query('set session_replication_role = replica');
    await client.query(
      'select refresh_portal_item(id) from cases where get_byte(uuid_send(id), 0) % 2 = $1',
      [half],
    );
  } finally {
    client.release(true);
  }
}

const types = `array['policy-document', 'penalty-listing', 'power-list', 'budget-disclosure', 'document-cleanup', 'public-opinion-response', 'channel-release']`;
/** The form tells which words are searched; the first version of each type will do. */
const definitionsText = `
insert into used_definition (type, version, sha256, body)
select type, 1, '', '{"form": {"title": {"kind": "text"}, "documentNumber": {"kind": "document-number"}, "madeOn": {"kind": "date"}, "summary": {"kind": "long-text"}, "document": {"kind": "file"}}}'
from unnest(${types}) type on conflict do nothing`;
const casesText = `
insert into cases (id, number, type, version, state, title, revision, seq, head, owner_id, opened_at)
select gen_random_uuid(), 'B' || no, (${types})[1 + no % 7], 1, 'published', '', 1, 1, '', 'drafter',
  timestamptz '2001-01-01' + no * interval '25 years' / $1::int
from generate_series(1, $1::int) no`;
/** The digest is of the canonical text, as everywhere. */
const fieldsText = `
insert into publication (case_id, field, seal, canonical, index_number, posted_at)
select case_id, field, encode(sha256(convert_to(canonical, 'UTF8')), 'hex'), canonical, index_number, opened_at
from (
  select c.id as case_id, field, 'GK-B-' || substr(c.number, 2) as index_number, c.opened_at, case field
    when 'title' then to_jsonb('关于' || (array['做好', '进一步加强', '规范', '印发', '公布', '调整'])[1 + no % 6] || (array['养老服务', '法律援助', '公证办理', '社区矫正', '人民调解', '律师执业', '普法宣传', '司法鉴定', '行政复议', '仲裁'])[1 + no % 10]
      || (array['工作', '事项', '经费', '管理', '人员', '机构', '监督'])[1 + no % 7] || '的' || (array['通知', '意见', '办法', '公告', '规定'])[1 + no % 5] || '第' || no || '号')::text
    when 'documentNumber' then to_jsonb('示司发〔' || extract(year from c.opened_at) || '〕' || (1 + no % 900) || '号')::text
    when 'madeOn' then to_jsonb(c.opened_at::date)::text
    when 'summary' then to_jsonb('为贯彻落实上级部署，现就' || (array['养老服务', '法律援助', '公证办理', '社区矫正', '人民调解'])[1 + no % 5] || '工作提出如下要求：一、提高认识，加强领导；二、明确责任，按期完成；三、加强监督，及时公开。各县司法局请照此办理并于月底前报告进展情况。')::text
    else '{"name":"文件' || no || '.pdf","sha256":"' || $1 || '"}' end as canonical
  from (select *, substr(number, 2)::int as no from cases) c, unnest(array['title', 'documentNumber', 'madeOn', 'summary', 'document']) field
) texts`;

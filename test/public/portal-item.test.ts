import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PortalSource } from '../../src/public/portal-source.js';
import { act, published, submitted } from '../service/policy-document.js';
import { runService, type RunningService } from '../service/running-service.js';

let service: RunningService;
beforeAll(async () => {
  service = await runService();
  await service.moveTo('2016-06-28T09:00:00+08:00');
}, 120_000);
afterAll(() => service.end());

interface Row {
  is_shown: boolean;
  title: string;
  summary: string | null;
  words: string;
  taken_down_why: string | null;
  corrections: { fields: string[] }[];
}
async function rowOf(id: string): Promise<Row | undefined> {
  const { rows } = await service.pool.query<Row>('select * from portal_item where case_id = $1', [id]);
  return rows[0];
}

describe('the portal’s row of an item', () => {
  it('does not exist before the item is public', async () => {
    const id = await submitted(service);
    expect(await rowOf(id)).toBeUndefined();
  });

  it('is there as soon as the case exposes what is posted, and not before', async () => {
    const id = await published(service, '关于公证的通知');
    expect(await rowOf(id)).toMatchObject({ is_shown: true, title: '关于公证的通知', corrections: [] });
    await service.pool.query(`update cases set exposed = '{}' where id = $1`, [id]);
    expect(await rowOf(id)).toMatchObject({ is_shown: false, title: '', summary: null, words: '' });
  });

  it('has its year and type among its words, where no search of a reader reaches them', async () => {
    const id = await published(service, '关于仲裁的通知');
    expect((await rowOf(id))?.words).toMatch(/'#policy-document'.*'=2016'/);
    const found = `select case_id from portal_item where case_id = $1 and words @@ portal_query($2)`;
    for (const words of ['#policy', '#policy-document', 'policy', '#'])
      expect((await service.pool.query(found, [id, words])).rows).toEqual([]);
    expect((await service.pool.query(found, [id, '仲裁 =2016'])).rows).toHaveLength(1); // by its index number
  });

  it('shows of a case only the digests that it exposes', async () => {
    const id = await published(service, '只露出标题');
    await service.pool.query(
      `update cases set exposed = jsonb_build_object('title', exposed ->> 'title') where id = $1`,
      [id],
    );
    const { rows } = await service.pool.query('select field from portal_field where case_id = $1', [id]);
    expect(rows).toEqual([{ field: 'title' }]);
    expect((await rowOf(id))?.words).not.toContain('明司');
  });

  it('keeps no word of what is taken down, also when another program takes it down', async () => {
    const id = await published(service, '撤下的标题');
    await service.pool.query(
      `update publication set taken_down_at = business_now(), taken_down_why = '内容有误' where case_id = $1`,
      [id],
    );
    expect(await rowOf(id)).toMatchObject({
      is_shown: false,
      title: '',
      words: '',
      taken_down_why: '内容有误',
    });
  });

  it('follows take-down and revision through the service', async () => {
    const id = await published(service, '将撤下的通知');
    await act(service, id, 'office-lead', 'take-down', { reason: '已废止' });
    expect(await rowOf(id)).toMatchObject({ is_shown: false, title: '' });
    await service.services.relay.run();
    expect(await rowOf(id)).toMatchObject({ is_shown: false, taken_down_why: '已废止' });
  });
});

describe('the portal’s connection', () => {
  it('is refused every write by PostgreSQL itself', async () => {
    const source = new PortalSource(service.databaseUrl);
    await expect(source.rows(`update portal_item set title = '改了'`)).rejects.toThrow(
      'read-only transaction',
    );
    await expect(source.rows('delete from publication')).rejects.toThrow('read-only transaction');
    await source.onModuleDestroy();
  });
});

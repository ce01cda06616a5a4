import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Review } from '../../src/review/read-review.js';
import { renderSheet } from '../../src/review/render-sheet.js';
import { allNo } from '../checklist.js';
import { act, openDraft, draftFields, refusal, stateOf } from './policy-document.js';
import { runService, type RunningService, signedInAs } from './running-service.js';

let service: RunningService;
beforeAll(async () => {
  service = await runService();
  await service.moveTo('2016-06-28T09:00:00+08:00');
});
afterAll(() => service.end());

const clearance = { opinion: '不涉密', checklist: allNo };
const review = (id: string, who = 'reviewer'): Promise<Review> =>
  service.services.readReview.run(id, signedInAs(who));

async function inReview(text: string, summary = '分解年度任务'): Promise<string> {
  const { id } = await openDraft(service, { ...draftFields, summary });
  const document = await service.keep(id, { field: 'document', name: '通知.txt', text, by: 'drafter' });
  const plan = { field: 'interpretationPlan', name: '方案.txt', text: '提纲：背景、依据。', by: 'drafter' };
  await act(service, id, 'drafter', 'submit', { document, interpretationPlan: await service.keep(id, plan) });
  await act(service, id, 'section-head', 'agree', { opinion: '同意送审' });
  return id;
}

async function hitsOf(id: string) {
  const { items } = await review(id);
  return items.flatMap(({ contents }) =>
    contents.flatMap(({ digest, hits }) => hits.map((hit) => ({ ...hit, content: digest }))),
  );
}

async function settle(
  id: string,
  verdict: 'false-alarm' | 'may-stay' | 'must-go',
  { who = 'reviewer', reason = '', commandId = randomUUID() } = {},
): Promise<void> {
  const verdicts = (await hitsOf(id)).map(({ content, id: hit }) => ({
    content,
    hit,
    verdict,
    ...(reason === '' ? {} : { reason }),
  }));
  await service.services.giveVerdicts.run(id, verdicts, signedInAs(who), commandId);
}

describe('a hit', () => {
  it('is shown with its place and its reason, and blocks the clearance until a person has settled it', async () => {
    const id = await inReview('联系人王某，手机13800138000。');
    const [hit] = await hitsOf(id);
    expect(hit).toMatchObject({ rule: 'mobile-phone', text: '13800138000', verdict: null });
    expect(await refusal(act(service, id, 'reviewer', 'clear', clearance))).toEqual(['open-hits']);
    await settle(id, 'false-alarm');
    await act(service, id, 'reviewer', 'clear', clearance);
    expect(await stateOf(service, id)).toBe('approval');
  });

  it('in the words of a field counts as one in a file does', async () => {
    const id = await inReview('请照办。', '咨询请找张某，身份证号11010519491231002X。');
    expect((await hitsOf(id)).map(({ rule }) => rule)).toContain('identity-number');
    expect(await refusal(act(service, id, 'reviewer', 'clear', clearance))).toEqual(['open-hits']);
  });

  it('that has to go blocks, and so does everything in new bytes', async () => {
    const id = await inReview('手机13800138000。');
    await settle(id, 'must-go');
    expect(await refusal(act(service, id, 'reviewer', 'clear', clearance))).toEqual(['open-hits']);
    await act(service, id, 'reviewer', 'return', { reason: '请删去手机号' });
    const text = '手机138****8000，车牌闽C12345。';
    const document = await service.keep(id, { field: 'document', name: '通知.txt', text, by: 'drafter' });
    await act(service, id, 'drafter', 'submit', { document });
    await act(service, id, 'section-head', 'agree', { opinion: '同意送审' });
    expect((await hitsOf(id)).map(({ rule, verdict }) => ({ rule, verdict }))).toEqual([
      { rule: 'licence-plate', verdict: null },
    ]);
  });

  it('may stay only for a reason', async () => {
    const id = await inReview('办公电话：手机13800138001。');
    expect(await refusal(settle(id, 'may-stay'))).toEqual(['missing-need']);
    await settle(id, 'may-stay', { reason: '公开的服务电话' });
    expect((await hitsOf(id))[0]?.verdict).toMatchObject({
      verdict: 'may-stay',
      reason: '公开的服务电话',
      by: 'reviewer',
    });
  });

  it('is settled by nobody who drafted: the service says so and the database insists', async () => {
    const id = await inReview('手机13800138002。');
    const [hit] = await hitsOf(id);
    expect(await refusal(settle(id, 'false-alarm', { who: 'drafter' }))).toEqual(['own-work']);
    const insert = `insert into hit_verdict (case_id, content, hit, verdict, by_id, command_id, recorded_at) values ($1, $2, $3, 'false-alarm', 'drafter', $4, now())`;
    await expect(service.pool.query(insert, [id, hit?.content, hit?.id, randomUUID()])).rejects.toThrow(
      'may not settle what was found in it',
    );
  });

  it('that is not there any more is refused, and the same command counts once', async () => {
    const id = await inReview('手机13800138003。');
    const [hit] = await hitsOf(id);
    const gone = [{ content: hit?.content ?? '', hit: '0'.repeat(16), verdict: 'false-alarm' as const }];
    expect(
      await refusal(service.services.giveVerdicts.run(id, gone, signedInAs('reviewer'), randomUUID())),
    ).toEqual(['hit-gone']);
    const commandId = randomUUID();
    await settle(id, 'false-alarm', { commandId });
    await settle(id, 'false-alarm', { commandId });
    expect(await refusal(settle(id, 'must-go', { commandId }))).toEqual(['command-reused']);
    const said = await service.pool.query('select from hit_verdict where case_id = $1', [id]);
    expect(said.rowCount).toBe(1);
  });

  it('of a quoted document goes when that document is public', async () => {
    const quoting = await inReview('根据明司办〔2016〕77号文件精神办理。');
    expect((await hitsOf(quoting)).map(({ rule }) => rule)).toEqual(['unpublished-document']);
    const id = await openAs('明司办〔2016〕77号');
    await act(service, id, 'reviewer', 'clear', clearance);
    await act(service, id, 'leader', 'approve');
    await service.services.relay.run();
    await service.services.sendToChannels.run();
    expect(await stateOf(service, id)).toBe('published');
    expect(await hitsOf(quoting)).toEqual([]);
  });
});

async function openAs(documentNumber: string): Promise<string> {
  const { id } = await openDraft(service, { ...draftFields, documentNumber });
  const document = await service.keep(id, {
    field: 'document',
    name: 'a.txt',
    text: '请照办。',
    by: 'drafter',
  });
  const plan = { field: 'interpretationPlan', name: 'b.txt', text: '提纲', by: 'drafter' };
  await act(service, id, 'drafter', 'submit', { document, interpretationPlan: await service.keep(id, plan) });
  await act(service, id, 'section-head', 'agree', { opinion: '同意' });
  return id;
}

describe('a file', () => {
  it('that was not searched yet cannot be cleared, by the service or beside it', async () => {
    const { id } = await openDraft(service, draftFields);
    const bytes = Buffer.from(`尚未检查 ${randomUUID()}`);
    const kept = {
      caseId: id,
      field: 'document',
      name: '新.txt',
      mediaType: 'text/plain',
      by: 'drafter',
      bytes,
    };
    const document = await service.services.transactions.run((tx) =>
      service.services.documents.keep(tx, kept),
    );
    const planBytes = Buffer.from('提纲');
    const plan = { ...kept, field: 'interpretationPlan', bytes: planBytes };
    const interpretationPlan = await service.services.transactions.run((tx) =>
      service.services.documents.keep(tx, plan),
    );
    await act(service, id, 'drafter', 'submit', { document, interpretationPlan });
    await act(service, id, 'section-head', 'agree', { opinion: '同意' });
    expect(await refusal(act(service, id, 'reviewer', 'clear', clearance))).toEqual(['not-searched']);
    const seals = JSON.stringify({ document: 'a'.repeat(64) });
    const insert = `insert into finding (case_id, seq, outcome, by_id, seals, recorded_at) select id, seq, 'cleared', 'reviewer', $2, now() from cases where id = $1`;
    await expect(service.pool.query(insert, [id, seals])).rejects.toThrow('was not searched');
    await service.search();
    await act(service, id, 'reviewer', 'clear', clearance);
  });

  it('without text is a finding for a person, never a pass', async () => {
    const id = await inReview('   \n');
    expect((await hitsOf(id)).map(({ rule }) => rule)).toEqual(['unreadable']);
    expect(await refusal(act(service, id, 'reviewer', 'clear', clearance))).toEqual(['open-hits']);
  });

  it('with open hits is not cleared beside the service either', async () => {
    const id = await inReview('手机13800138009。');
    const seals = JSON.stringify({ document: 'a'.repeat(64) });
    const insert = `insert into finding (case_id, seq, outcome, by_id, seals, recorded_at) select id, seq, 'cleared', 'reviewer', $2, now() from cases where id = $1`;
    await expect(service.pool.query(insert, [id, seals])).rejects.toThrow('is open');
  });
});

describe('the review sheet', () => {
  it('shows seals, hits, answers and who decided, in both languages, with everything escaped', async () => {
    const id = await inReview('手机13800138004。', '概述<script>alert(1)</script>');
    await settle(id, 'may-stay', { reason: '值班电话' });
    await act(service, id, 'reviewer', 'clear', clearance);
    const shown = await review(id);
    const facts = {
      printedOn: '2016-06-28',
      dateOf: () => '2016-06-28',
      nameOf: (name: string) => ({ zh: `${name}甲`, en: name }),
      checklistOf: (finding: Review['findings'][number]) =>
        service.services.readReview.checklistBehind(finding),
    };
    const zh = renderSheet(shown, facts, 'zh');
    for (const word of ['保密审查表', '值班电话', '可以公开', 'reviewer甲', '涉及国家秘密', shown.number])
      expect(zh).toContain(word);
    expect(zh).toContain(shown.items.find(({ field }) => field === 'document')?.seal);
    expect(zh).not.toContain('<script>');
    expect(zh).toContain('主动公开');
    expect(zh).not.toContain('proactive');
    const items = Object.keys(
      service.services.definitions.vocabulary.checklists['confidentiality']?.items ?? {},
    );
    const places = items.map((item) =>
      zh.indexOf(
        service.services.definitions.vocabulary.checklists['confidentiality']?.items[item]?.zh ?? '?',
      ),
    );
    expect(places).toEqual([...places].sort((left, right) => left - right));
    expect(renderSheet(shown, facts, 'en')).toContain('holds a state secret');
  });
});

describe('what is withheld', () => {
  it('is listed with the day on which it is looked at again', async () => {
    const id = await inReview('请照办。');
    await act(service, id, 'reviewer', 'withhold', {
      nonDisclosureBasis: ['regs-2007-art-8'],
      reason: '危及社会稳定',
    });
    const entry = (await service.services.readWithheld.run()).find((one) => one.id === id);
    expect(entry).toMatchObject({ isWhole: true, reason: '危及社会稳定', nextReviewOn: '2016-12-31' });
  });
});

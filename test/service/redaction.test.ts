import { randomUUID } from 'node:crypto';
import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { RedactDocument } from '../../src/redaction/redact-document.js';
import { RedactInWorker } from '../../src/redaction/redact-in-worker.js';
import { RedactionFailed } from '../../src/redaction/redaction-reasons.js';
import { allNo } from '../checklist.js';
import { paragraph, run, writeDocx } from '../redaction/docx-writer.js';
import { act, actionsOf } from './policy-document.js';
import { RedactionDoor } from './redaction-desk.js';
import { signedInAs } from './running-service.js';

jest.setTimeout(120_000); // each file is a thread that translates its sources first, and a busy machine is slow
let door: RedactionDoor;
beforeAll(async () => {
  door = await RedactionDoor.open();
});
afterAll(() => door.close());

const number = '13850912345';
const letter = `联系人电话${number}，请照办。再说一次：${number}。`;
const phone = { find: number, kind: 'phone' as const };

/** Before the reviewer, who settles everything that was found in the document. */
async function settled(verdict: 'false-alarm' | 'must-go'): Promise<{ id: string; document: string }> {
  const { id, document } = await door.draftWith('通知.txt', letter);
  await door.bring(id, '方案.txt', '提纲：背景、依据。', 'interpretationPlan');
  await act(door.service, id, 'drafter', 'submit');
  await act(door.service, id, 'section-head', 'agree', { opinion: '同意送审' });
  const item = await door.reviewed(id);
  const verdicts = (item?.contents ?? []).flatMap(({ digest, hits }) =>
    hits.map((hit) => ({ content: digest, hit: hit.id, verdict })),
  );
  await door.service.services.giveVerdicts.run(id, verdicts, signedInAs('reviewer'), randomUUID());
  return { id, document };
}

/** Returned by the leader with the document cleared, its numbers held to be a service line. */
async function returnedCleared(): Promise<{ id: string; document: string }> {
  const { id, document } = await settled('false-alarm');
  await act(door.service, id, 'reviewer', 'clear', { opinion: '不涉密', checklist: allNo });
  expect(await door.reviewed(id)).toMatchObject({ state: 'cleared' });
  await act(door.service, id, 'leader', 'return', { reason: '请遮盖电话' });
  return { id, document };
}

describe('a proposal', () => {
  it('names each text that the search found once, with its mask, ready to be sent', async () => {
    const { id, document } = await door.draftWith('通知.txt', letter);
    const { status, body } = await door.proposal(id, document);
    expect(status).toBe(200);
    expect(body).toMatchObject({ document, state: 'searched', byHand: [] });
    expect(body.spans).toEqual([
      expect.objectContaining({ ...phone, mask: '138****2345', rule: 'mobile-phone' }),
    ]);
    const spans = body.spans.map(({ find, kind }) => ({ find, kind }));
    expect((await door.redact(id, { document, spans })).status).toBe(201);
  });

  it('holds what a person said must go, and leaves out what is a false alarm', async () => {
    const going = await settled('must-go');
    const { body } = await door.proposal(going.id, going.document);
    expect(body.spans.map(({ find }) => find)).toEqual([number]);
    const staying = await settled('false-alarm');
    expect((await door.proposal(staying.id, staying.document)).body).toMatchObject({ spans: [], byHand: [] });
  });

  it('waits until the file was searched', async () => {
    const { id, document } = await door.draftWith('通知.txt', letter);
    await door.service.pool.query(`update content_scan set state = 'pending', hits = null, done_at = null`);
    expect((await door.proposal(id, document)).body).toMatchObject({ state: 'waiting', spans: [] });
    await door.service.search();
  });

  it('does not cover the marking of a secret and leaves it to a person', async () => {
    const { id, document } = await door.draftWith('通知.txt', `机密★10年\n联系人电话${number}。`);
    const { body } = await door.proposal(id, document);
    expect(body.spans.map(({ find }) => find)).toEqual([number]);
    expect(body.byHand.map(({ rule }) => rule)).toEqual(['secret-marking']);
  });

  it('is for those who may see the case, and for files that are in it', async () => {
    const { id, document } = await door.draftWith('通知.txt', letter);
    expect((await door.proposal(id, document, 'reviewer')).status).toBe(404);
    expect((await door.proposal(id, randomUUID())).status).toBe(404);
  });
});

describe('a redaction', () => {
  it('brings in the next version of the field, in which the text is gone, and leaves the old one on record', async () => {
    const { id, document } = await door.draftWith('通知.txt', letter);
    const { status, body } = await door.redact(id, { document, spans: [phone] });
    expect(status).toBe(201);
    expect(body.file).toMatchObject({ name: '通知（已遮盖）.txt', mediaType: 'text/plain' });
    expect(body.report).toMatchObject({ form: 'text', covered: [{ mask: '138****2345', times: 2 }] });
    expect(body.case).toMatchObject({ id });
    const covered = '联系人电话138****2345，请照办。再说一次：138****2345。';
    expect((await door.content(id, body.file.file)).toString()).toBe(covered);
    expect((await door.content(id, document)).toString()).toBe(letter);
    const versions = (await door.documents(id)).map(({ version, name }) => ({ version, name }));
    expect(versions).toEqual([
      { version: 1, name: '通知.txt' },
      { version: 2, name: '通知（已遮盖）.txt' },
    ]);
    expect(await door.leftovers()).toEqual([]);
  });

  it('has the new bytes searched, and the text is not found in them', async () => {
    const { id, document } = await door.draftWith('通知.txt', letter);
    expect((await door.reviewed(id))?.openHits).toBe(2);
    const { file } = (await door.redact(id, { document, spans: [phone] })).body;
    const item = await door.reviewed(id);
    expect(item).toMatchObject({ state: 'new', openHits: 0 });
    expect(item?.contents).toMatchObject([{ digest: file.sha256, state: 'searched', hits: [] }]);
  });

  it('needs a new clearance: that of the old bytes does not pass to the new ones', async () => {
    const { id, document } = await returnedCleared();
    expect((await door.redact(id, { document, spans: [phone] })).status).toBe(201);
    expect(await door.reviewed(id)).toMatchObject({ state: 'changed', clearedBy: 'reviewer' });
  });

  it('is refused to a reviewer, who may see the case and not edit it', async () => {
    const { id, document } = await returnedCleared();
    const before = await actionsOf(door.service, id);
    const { status, body } = await door.redact(id, { document, spans: [phone] }, 'reviewer');
    expect(status).toBe(422);
    expect(body.reasons.map(({ code }) => code)).toEqual(['wrong-role']);
    expect(await actionsOf(door.service, id)).toEqual(before);
    expect(await door.leftovers()).toEqual([]);
  });

  it('does not exist for whoever may not see the case', async () => {
    const { id, document } = await door.draftWith('通知.txt', letter);
    expect((await door.redact(id, { document, spans: [phone] }, 'reviewer')).status).toBe(404);
  });

  it('of texts that are not there is refused with every reason, and changes nothing', async () => {
    const { id, document } = await door.draftWith('通知.txt', letter);
    const before = await actionsOf(door.service, id);
    const spans = [phone, { find: '13900000000', kind: 'phone' }, { find: '李四', mask: '李*' }];
    const { status, body } = await door.redact(id, { document, spans });
    expect(status).toBe(422);
    expect(body.reasons.map(({ code }) => code)).toEqual(['not-found', 'not-found']);
    expect(body.reasons[0]).toMatchObject({
      detail: expect.stringContaining('第 2 处') as unknown,
      detailEn: expect.stringContaining('Text 2') as unknown,
    });
    expect(JSON.stringify(body)).not.toContain('13900000000');
    expect(await actionsOf(door.service, id)).toEqual(before);
    expect(await door.documents(id)).toHaveLength(1);
    expect(await door.leftovers()).toEqual([]);
  });

  it('that is not asked for properly is refused at the door', async () => {
    const { id, document } = await door.draftWith('通知.txt', letter);
    for (const spans of [[], [{ find: '1' }], [{ find: number, kind: 'telephone' }]])
      expect((await door.redact(id, { document, spans })).status).toBe(400);
    const again = { document, spans: [phone], hidden: true };
    expect((await door.redact(id, again)).status).toBe(400);
  });

  it('sent twice under one id counts once, and with other texts it is a mistake', async () => {
    const { id, document } = await door.draftWith('通知.txt', letter);
    const asked = { document, spans: [phone], commandId: randomUUID() };
    const first = await door.redact(id, asked);
    const actions = await actionsOf(door.service, id);
    expect(await door.redact(id, asked)).toEqual(first);
    const other = await door.redact(id, { ...asked, spans: [{ find: number, mask: '***' }] });
    expect(other).toMatchObject({ status: 409, body: { code: 'command-reused' } });
    expect(await actionsOf(door.service, id)).toEqual(actions);
    expect(await door.documents(id)).toHaveLength(2);
  });

  it('goes through a Word document, whichever runs the text lies in, and gives the same bytes each time', async () => {
    const docx = writeDocx(paragraph(run('联系电话13850'), run('912345。')));
    const { id, document } = await door.draftWith('通知.docx', docx);
    const asked = { document, spans: [phone], commandId: randomUUID() };
    const { status, body } = await door.redact(id, asked);
    expect(status).toBe(201);
    expect(body).toMatchObject({ file: { name: '通知（已遮盖）.docx' }, report: { form: 'docx' } });
    const item = await door.reviewed(id);
    expect(item?.contents.flatMap(({ hits }) => hits.map(({ text }) => text))).not.toContain(number);
    expect((await door.redact(id, asked)).body.file).toEqual(body.file);
  });

  it('of a table keeps the mark without which a spreadsheet misreads it', async () => {
    const { id, document } = await door.draftWith('名单.csv', `电话\n${number}\n`);
    const { body } = await door.redact(id, { document, spans: [phone] });
    expect(body.file).toMatchObject({ name: '名单（已遮盖）.csv', mediaType: 'text/csv' });
    expect((await door.content(id, body.file.file)).toString()).toBe('\ufeff电话\n138****2345\n');
  });

  it('says of a kind in which nothing can be covered what to do first', async () => {
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
      'base64',
    );
    const { id, document } = await door.draftWith('图.png', png, 'attachments');
    const { status, body } = await door.redact(id, { document, spans: [phone] });
    expect(status).toBe(422);
    expect(body.reasons[0]?.detail).toContain('转换成 PDF');
  });

  it('in a field of several files says that the original is still among them', async () => {
    const { id, document } = await door.draftWith('附件.txt', letter, 'attachments');
    const { body } = await door.redact(id, { document, spans: [phone] });
    expect(body.report.notices.map(({ code }) => code)).toEqual(['original-listed']);
  });

  it('may go to another field', async () => {
    const { id, document } = await door.draftWith('附件.txt', letter, 'attachments');
    const { body } = await door.redact(id, { document, spans: [phone], field: 'document' });
    expect(body.report.notices).toEqual([]);
    const fields = (await door.documents(id)).map(({ field, name }) => ({ field, name }));
    expect(fields).toEqual([
      { field: 'attachments', name: '附件.txt' },
      { field: 'document', name: '附件（已遮盖）.txt' },
    ]);
  });

  it('that takes too long ends in words and leaves nothing behind', async () => {
    const { id, document } = await door.draftWith('通知.txt', letter);
    const { services, dataDirectory } = door.service;
    const hasty = new RedactInWorker({ memoryMebibytes: 512, timeSeconds: 0.01 });
    const folder = join(dataDirectory, 'redacting');
    const { readCase, uploadDocument, store } = services;
    const redactDocument = new RedactDocument(readCase, uploadDocument, store, hasty, folder);
    const order = { caseId: id, document, spans: [phone], commandId: randomUUID() };
    await expect(redactDocument.run(order, signedInAs('drafter'))).rejects.toThrow(RedactionFailed);
    expect(await door.documents(id)).toHaveLength(1);
    expect(await door.leftovers()).toEqual([]);
  });

  it('removes the uncovered text that a killed process left', async () => {
    const left = join(door.service.dataDirectory, 'redacting', 'elsewhere.1.gone.1');
    mkdirSync(left, { recursive: true });
    writeFileSync(join(left, 'source'), letter);
    const longAgo = new Date('2016-01-01T00:00:00Z');
    utimesSync(left, longAgo, longAgo);
    const { id, document } = await door.draftWith('通知.txt', letter);
    await door.redact(id, { document, spans: [phone] });
    expect(await door.leftovers()).toEqual([]);
  });
});

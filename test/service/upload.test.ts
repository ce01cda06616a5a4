import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { docx, gif, movie, pdf, png } from '../documents/sample-files.js';
import { eicar, StandInClamd } from '../documents/stand-in-clamd.js';
import { accessKey, bucketName, region, secretKey, StandInS3 } from '../documents/stand-in-s3.js';
import { eventually } from '../setup/wait.js';
import { openDraft } from './policy-document.js';
import { UploadDoor, type Answer } from './upload-door.js';

let door: UploadDoor;
let caseId: string;

async function openDoor(settings: Record<string, string> = {}): Promise<void> {
  door = await UploadDoor.open(settings);
  caseId = (await openDraft(door.service)).id;
}
const sha256 = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex');
const codesOf = ({ body }: Answer) => (body['reasons'] as { code: string }[]).map(({ code }) => code);

async function rowsOnRecord(): Promise<number> {
  const { rows } = await door.service.pool.query<{ count: number }>(
    'select (select count(*) from document) + (select count(*) from stored_bytes) as count',
  );
  return rows[0]?.count ?? -1;
}

describe('the door for files', () => {
  beforeEach(() => openDoor());
  afterEach(() => door.close());

  it('keeps every version of a field with who, when, size and digest, and gives each back unchanged', async () => {
    const [first, second] = [Buffer.from('通知（一稿）'), Buffer.from('通知（二稿）')];
    for (const bytes of [first, second])
      expect(
        (await door.send(caseId, { field: 'document', name: '关于“两稿”的通知(1).txt', bytes })).status,
      ).toBe(201);

    const listed = await door.get(`/api/v1/cases/${caseId}/documents`, 'drafter');
    const { documents } = (await listed.json()) as { documents: { id: string }[] };
    const brought = {
      field: 'document',
      uploadedBy: 'drafter',
      uploadedAt: expect.stringMatching(/^2016-06-28T01:/) as unknown,
    };
    expect(documents).toMatchObject([
      { ...brought, version: 1, sha256: sha256(first), sizeBytes: first.length },
      { ...brought, version: 2, sha256: sha256(second), sizeBytes: second.length },
    ]);

    const content = await door.get(
      `/api/v1/cases/${caseId}/documents/${documents[0]?.id}/content`,
      'drafter',
    );
    expect(Buffer.from(await content.arrayBuffer())).toEqual(first);
    expect(Object.fromEntries(content.headers)).toMatchObject({
      'content-type': 'text/plain',
      'content-length': String(first.length),
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent('关于“两稿”的通知')}%281%29.txt`,
      'content-security-policy': "sandbox; default-src 'none'",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    });
  });

  it('shows files to nobody who may not see the case, and none of another case', async () => {
    const sent = await door.send(caseId, { field: 'document', name: '通知.txt', bytes: '内部稿' });
    const { file } = sent.body['file'] as { file: string };
    const other = (await openDraft(door.service)).id;
    for (const [path, person] of [
      [`/api/v1/cases/${caseId}/documents`, 'archivist'],
      [`/api/v1/cases/${caseId}/documents/${file}/content`, 'archivist'],
      [`/api/v1/cases/${caseId}/documents/${file}/content`, 'drafter-2'],
      [`/api/v1/cases/${other}/documents/${file}/content`, 'drafter'],
      [`/api/v1/cases/${caseId}/documents/..%2f..%2fetc%2fpasswd/content`, 'drafter'],
    ] as const)
      expect([path, person, (await door.get(path, person)).status]).toEqual([path, person, 404]);
  });

  it('answers the same to the same command and brings nothing twice', async () => {
    const file = {
      field: 'document',
      name: '通知.txt',
      bytes: '正文',
      commandId: '11111111-1111-4111-8111-111111111111',
    };
    const [first, again] = [await door.send(caseId, file), await door.send(caseId, file)];
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.body['file']).toEqual(first.body['file']);
    expect(await rowsOnRecord()).toBe(2);

    const attached = {
      field: 'attachments',
      name: '附件.txt',
      bytes: '附件一',
      commandId: '22222222-2222-4222-8222-222222222222',
    };
    const listed = await door.send(caseId, attached);
    await door.send(caseId, { field: 'attachments', name: '附件.txt', bytes: '附件二' });
    expect((await door.send(caseId, attached)).body['file']).toEqual(listed.body['file']);
    expect(await rowsOnRecord()).toBe(6);

    const changed = await door.send(caseId, { ...file, bytes: '另一正文' });
    expect([changed.status, changed.body['code']]).toEqual([409, 'command-reused']);
  });

  it('refuses a command id that is none', async () => {
    const refused = await door.send(caseId, {
      field: 'document',
      name: 'a.txt',
      bytes: 'a',
      commandId: 'again',
    });
    expect([refused.status, refused.body['detail']]).toEqual([
      400,
      '“commandId”应为 UUID (commandId must be a UUID)',
    ]);
  });

  it('takes a film as an interpretation and as nothing else', async () => {
    const film = { name: '解读.mp4', bytes: movie('isom'), type: 'video/mp4' };
    expect((await door.send(caseId, { field: 'interpretation', ...film })).status).toBe(201);
    const refused = await door.send(caseId, { field: 'document', ...film });
    expect([refused.status, codesOf(refused)]).toEqual([422, ['kind-not-accepted']]);
    expect(refused.body['detail']).toContain('这里不接受视频');
    const disguised = await door.send(caseId, { field: 'document', name: '正文', bytes: movie('isom') });
    expect(codesOf(disguised)).toEqual(['kind-not-accepted']);
  });

  it.each<[string, { name: string; bytes: Buffer | string }, string[]]>([
    [
      'a zip bomb',
      {
        name: '通知.docx',
        bytes: docx([{ name: 'word/media/a.bin', data: Buffer.alloc(48 * 1024 * 1024) }]),
      },
      ['zip-bomb-ratio'],
    ],
    [
      'a DOCX with external entities',
      {
        name: '通知.docx',
        bytes: docx([
          {
            name: 'word/evil.xml',
            data: '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
          },
        ]),
      },
      ['doctype'],
    ],
    [
      'a name that leads out of the folder',
      { name: '../../etc/cron.d/通知.pdf', bytes: pdf },
      ['unsafe-name'],
    ],
    ['a picture that is a PDF as well', { name: '图.gif', bytes: Buffer.concat([gif, pdf]) }, ['hidden-pdf']],
    [
      'a picture with an archive behind it',
      { name: '图.png', bytes: Buffer.concat([png, docx()]) },
      ['hidden-archive'],
    ],
    [
      'a program under another name',
      { name: '通知.pdf', bytes: Buffer.from('MZ\x90\0\x03\0\0\0', 'latin1') },
      ['executable'],
    ],
    ['an empty file', { name: '通知.pdf', bytes: '' }, ['empty-file']],
  ])('refuses %s with its reason, and keeps nothing', async (_, file, codes) => {
    const refused = await door.send(caseId, { field: 'attachments', ...file });
    expect([refused.status, codesOf(refused)]).toEqual([422, codes]);
    expect(refused.headers.get('content-type')).toContain('application/problem+json');
    expect(String(refused.body['detail'])).toMatch(/请/);
    expect(await door.files()).toEqual([]);
    expect(await rowsOnRecord()).toBe(0);
  });

  it('refuses what no field is there for before it receives it', async () => {
    const refused = await door.send(caseId, { field: 'title', name: '通知.txt', bytes: '正文' });
    expect([refused.status, refused.body['code']]).toEqual([422, 'unknown-field']);
    const unknown = await door.send('11111111-1111-4111-8111-111111111111', {
      field: 'document',
      name: 'a.txt',
      bytes: 'a',
    });
    expect(unknown.status).toBe(404);
    expect(await door.files()).toEqual([]);
  });

  it('keeps nothing of an upload that breaks off', async () => {
    await door.breakOff(caseId, async () => (await door.files()).length > 0);
    await eventually(async () => (await door.files()).length === 0);
    expect(await rowsOnRecord()).toBe(0);
    expect((await door.send(caseId, { field: 'document', name: '通知.txt', bytes: '正文' })).status).toBe(
      201,
    );
  });
});

describe('the door for files with settings', () => {
  afterEach(() => door.close());

  it('holds to the limits of each kind and of the case', async () => {
    await openDoor({ UPLOAD_LIMITS: 'text=1 total=2' });
    const bytes = (count: number) => `${count}${'a'.repeat(count)}`;
    const send = (size: number) =>
      door.send(caseId, { field: 'attachments', name: `${size}.txt`, bytes: bytes(size) });
    const tooLarge = await send(1024 * 1024);
    expect([tooLarge.status, codesOf(tooLarge)]).toEqual([413, ['too-large']]);
    expect((await send(1_000_000)).status).toBe(201);
    expect((await send(1_000_001)).status).toBe(201);
    const tooMany = await send(1_000_002);
    expect([tooMany.status, codesOf(tooMany)]).toEqual([413, ['total-too-large']]);
  });

  it('lets nothing in that the scanner finds, and nothing at all while the scanner is away', async () => {
    const clamd = new StandInClamd();
    await clamd.open();
    await openDoor({ CLAMD_URL: clamd.url });
    const file = { field: 'document', name: '通知.txt', bytes: '正文' };
    expect((await door.send(caseId, file)).status).toBe(201);
    const found = await door.send(caseId, { ...file, bytes: eicar });
    expect([found.status, codesOf(found)]).toEqual([422, ['infected']]);

    await clamd.close();
    const away = await door.send(caseId, { ...file, bytes: '另一正文' });
    expect([away.status, codesOf(away)]).toEqual([503, ['scan-unavailable']]);
    expect(away.headers.get('retry-after')).toBe('1');
    expect(away.body['detail']).toContain('暂时无法查毒，请稍后再试');
    expect(await door.files()).toEqual([sha256('正文')]);
    expect(await rowsOnRecord()).toBe(2);
  });

  it('keeps bytes in a bucket where one is set, and refuses politely while it is away', async () => {
    const bucket = new StandInS3();
    await bucket.open();
    await openDoor({
      S3_ENDPOINT: bucket.endpoint,
      S3_BUCKET: bucketName,
      S3_REGION: region,
      S3_ACCESS_KEY: accessKey,
      S3_SECRET_KEY: secretKey,
    });
    const sent = await door.send(caseId, { field: 'document', name: '通知.txt', bytes: '正文' });
    const { file } = sent.body['file'] as { file: string };
    expect([...bucket.objects.keys()]).toEqual([`${sha256('正文').slice(0, 2)}/${sha256('正文')}`]);
    expect(
      await (await door.get(`/api/v1/cases/${caseId}/documents/${file}/content`, 'drafter')).text(),
    ).toBe('正文');

    bucket.faults.push(503, 503, 503, 503);
    const away = await door.send(caseId, { field: 'document', name: '通知.txt', bytes: '另一正文' });
    expect([away.status, away.body['code']]).toEqual([503, 'unavailable']);
    expect(await door.files()).toEqual([]);
    await bucket.close();
  });
});

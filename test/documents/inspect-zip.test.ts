import { defaultUploadLimits, type UploadLimits } from '../../src/documents/upload-limits.js';
import { withFile } from '../../src/documents/file-view.js';
import { EntryWatch } from '../../src/documents/watch-entry.js';
import { listZip, ZipUnreadable, type ZipEntry } from '../../src/documents/zip-listing.js';
import { docx, officeParts } from './sample-files.js';
import { UploadDesk } from './upload-desk.js';
import { writeZip } from './zip-writer.js';

const desk = new UploadDesk();
beforeEach(() => desk.open());
afterEach(async () => {
  const left = await desk.staged();
  await desk.close();
  expect(left).toEqual([]); // whatever the outcome
});

const withZip = (zip: Partial<UploadLimits['zip']>): { limits: UploadLimits } => ({
  limits: { ...defaultUploadLimits, zip: { ...defaultUploadLimits.zip, ...zip } },
});
describe('a container is refused', () => {
  const megabyte = Buffer.alloc(1024 * 1024);

  it('when an entry, or all together, unfold too far', async () => {
    const limits = withZip({ ratioFromBytes: 100_000 });
    expect(
      (await desk.refusals('炸弹.docx', docx([{ name: 'word/a.xml', data: megabyte }]), limits))[0],
    ).toMatchObject({
      code: 'zip-bomb-ratio',
      zh: expect.stringContaining('word/a.xml') as string,
    });
    const many = Array.from({ length: 30 }, (_, index) => ({
      name: `word/${index}`,
      data: Buffer.alloc(50_000),
    }));
    expect(await desk.codes('炸弹.docx', docx(many), limits)).toEqual(['zip-bomb-ratio']);
    await expect(
      desk.send('重复.docx', docx([{ name: 'word/a.bin', data: megabyte }])),
    ).resolves.toBeDefined();
  });

  it('when it is too large unpacked, or claims to be', async () => {
    expect(
      await desk.codes(
        '大.docx',
        docx([{ name: 'word/a.bin', data: megabyte }]),
        withZip({ unpackedBytes: 1_000_000 }),
      ),
    ).toEqual(['zip-bomb-size']);
    const claim = docx([{ name: 'word/a.bin', data: 'a', claimedBytes: 0xfffffff0 }]);
    expect(await desk.codes('大.docx', claim)).toEqual(['zip-bomb-ratio', 'zip-bomb-size']);
  });

  it('when it holds more than its directory claims, without unpacking further', async () => {
    const liar = docx([{ name: 'word/a.bin', data: Buffer.alloc(64 * 1024 * 1024), claimedBytes: 100 }]);
    expect(await desk.codes('谎.docx', liar)).toEqual(['zip-damaged']);
  });

  it('when it holds too many entries', async () => {
    const entries = Array.from({ length: 10_000 }, (_, index) => ({ name: `word/${index}.bin` }));
    expect(await desk.codes('多.docx', docx(entries))).toEqual(['zip-bomb-entries']);
  });

  it('when containers are nested too deep, or unfold too far together', async () => {
    const sheet = (more: Parameters<typeof writeZip>[0]): Buffer =>
      writeZip([...officeParts('xl/workbook.xml'), ...more]);
    const embedded = (data: Buffer): Buffer => docx([{ name: 'word/embeddings/a.xlsx', data }]);
    await expect(desk.send('嵌入.docx', embedded(sheet([])))).resolves.toBeDefined();

    const reasons = await desk.refusals(
      '套娃.docx',
      embedded(sheet([{ name: 'xl/embeddings/b.xlsx', data: sheet([]) }])),
    );
    expect(reasons.map(({ code }) => code)).toEqual(['zip-bomb-depth']);
    expect(reasons[0]?.zh).toContain('word/embeddings/a.xlsx › xl/embeddings/b.xlsx');

    const half = Buffer.alloc(600_000);
    const together = docx([
      { name: 'word/a.bin', data: half },
      { name: 'word/embeddings/a.xlsx', data: sheet([{ name: 'xl/a.bin', data: half }]) },
    ]);
    expect(await desk.codes('合计.docx', together, withZip({ unpackedBytes: 1_000_000 }))).toEqual([
      'zip-bomb-size',
    ]);

    const inner = embedded(sheet([{ name: 'xl/a.bin', data: megabyte }]));
    expect(await desk.codes('炸弹.docx', inner, withZip({ unpackedBytes: 1_000_000 }))).toEqual([
      'zip-bomb-size',
    ]);
    expect(
      await desk.codes('炸弹.docx', embedded(sheet([{ name: 'xl/c.bin' }])), withZip({ entries: 6 })),
    ).toEqual(['zip-bomb-entries']);
  });

  it.each<[string, Parameters<typeof docx>[0], string]>([
    ['a path that leads out', [{ name: '../../etc/cron.d/job' }], 'zip-path'],
    ['the same with backslashes', [{ name: 'word\\..\\..\\job.exe' }], 'zip-path'],
    ['an absolute path', [{ name: '/etc/passwd' }], 'zip-path'],
    ['a drive', [{ name: 'C:/windows/a.dll' }], 'zip-path'],
    ['a symbolic link', [{ name: 'word/link', data: '/etc/passwd', mode: 0o120777 }], 'zip-link'],
    ['a device', [{ name: 'word/device', mode: 0o020666 }], 'zip-link'],
    ['two entries of one name', [{ name: 'WORD/Document.xml', data: '<a/>' }], 'zip-duplicate'],
    ['an unusual compression', [{ name: 'word/a.bin', data: 'a', method: 12 }], 'zip-method'],
    ['a broken checksum', [{ name: 'word/a.bin', data: 'a', claimedCrc: 1 }], 'zip-damaged'],
    [
      'two names for one entry',
      [{ name: 'word/a.xml', localName: 'word/b.xml', data: '<a/>' }],
      'zip-damaged',
    ],
    ['macros', [{ name: 'word/vbaProject.bin', data: 'x' }], 'macros'],
    [
      'an external entity',
      [
        {
          name: 'word/styles.xml',
          data: '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
        },
      ],
      'doctype',
    ],
    [
      'a document type behind a long comment',
      [{ name: 'word/styles.xml', data: `<!--${'a'.repeat(65_520)}--><!DOCTYPE a><a/>` }],
      'doctype',
    ],
    [
      'a document type across two pieces',
      [{ name: 'word/styles.xml', data: `<!--${'a'.repeat(65_525)}--><!DOCTYPE a><a/>`, isStored: true }],
      'doctype',
    ],
    [
      'a document type in UTF-16',
      [
        {
          name: 'word/styles.xml',
          data: Buffer.from('\ufeff<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a><a/>', 'utf16le'),
        },
      ],
      'doctype',
    ],
    [
      'a document type in a part without the name of one',
      [{ name: 'word/part.dat', data: ' <!DOCTYPE a><a/>' }],
      'doctype',
    ],
    [
      'a document type behind much space',
      [{ name: 'word/part.dat', data: `${' '.repeat(2000)}<!DOCTYPE a><a/>` }],
      'doctype',
    ],
    [
      'an encoding behind much space',
      [{ name: 'word/a.xml', data: `<?xml version="1.0"${' '.repeat(2000)}encoding="UTF-7"?><a/>` }],
      'xml-encoding',
    ],
    [
      'XML in an encoding that hides it',
      [{ name: 'word/styles.xml', data: '<?xml version="1.0" encoding="UTF-7"?><a/>' }],
      'xml-encoding',
    ],
    ['XML that is none', [{ name: 'word/styles.xml', data: 'Lo§' }], 'xml-encoding'],
    [
      'an entity in a drawing',
      [{ name: 'word/media/a.svg', data: '<!DOCTYPE svg [<!ENTITY a "b">]><svg/>' }],
      'doctype',
    ],
  ])('for %s', async (_, more, code) => expect(await desk.codes('通知.docx', docx(more))).toEqual([code]));

  it('for a document type in its list of contents or its main part', async () => {
    const [contents, relations, main] = officeParts('word/document.xml');
    const evil = '<?xml version="1.0"?><!DOCTYPE a SYSTEM "http://example.org/a.dtd"><a/>';
    for (const parts of [
      [{ ...contents, data: evil }, relations, main],
      [contents, relations, { ...main, data: evil }],
    ])
      expect(await desk.codes('通知.docx', writeZip(parts as Parameters<typeof writeZip>[0]))).toEqual([
        'doctype',
      ]);
    expect(await desk.codes('通知.ofd', writeZip([{ name: 'OFD.xml', data: evil }]))).toEqual(['doctype']);
  });

  const relation = (type: string, rest: string): string =>
    `<?xml version="1.0"?><Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" ${rest}/></Relationships>`;
  const withRelations = (data: string | Buffer): Buffer =>
    docx([{ name: 'word/_rels/settings.xml.rels', data }]);

  it.each<[string, string | Buffer]>([
    [
      'from the net',
      relation('attachedTemplate', 'Target="http://example.org/a.dotm" TargetMode="External"'),
    ],
    ['from a share', relation('attachedTemplate', `TargetMode='External' Target='file://server/a.dotm'`)],
    ['written with references', relation('attachedTemplate', 'Target="a" TargetMode="&#x45;xter&#110;al"')],
    ['behind a bracket in an attribute', relation('attachedTemplate', 'Target="a>b" TargetMode="External"')],
    [
      'in UTF-16',
      Buffer.from(`\ufeff${relation('attachedTemplate', 'Target="a" TargetMode="External"')}`, 'utf16le'),
    ],
    ['as a linked object', relation('oleObject', 'Target="http://example.org/a" TargetMode="External"')],
  ])('when it loads a template or an object from outside: %s', async (_, data) =>
    expect(await desk.codes('通知.docx', withRelations(data))).toEqual(['external-template']),
  );

  it('but not for hyperlinks, templates of its own, and drawings that name their type', async () => {
    for (const data of [
      relation('hyperlink', 'Target="https://www.gov.cn/" TargetMode="External"'),
      relation('attachedTemplate', 'Target="template.dotx" TargetMode="Internal"'),
    ])
      await expect(desk.send('通知.docx', withRelations(data))).resolves.toBeDefined();
    const drawing = '<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x"><svg/>';
    await expect(
      desk.send('通知.docx', docx([{ name: 'word/media/a.svg', data: drawing }])),
    ).resolves.toBeDefined();
  });

  it('with one reason for many faults of a kind, and no tricks in the names it repeats', async () => {
    const [reason, ...others] = await desk.refusals(
      '通知.docx',
      docx([{ name: `../\u202e${'长'.repeat(200)}` }, { name: '../b' }, { name: '../c' }]),
    );
    expect(others).toEqual([]);
    expect(reason?.zh).toMatch(/（位置：\.\.\/长{116}…，另有 2 处）$/);
  });

  it('when it is cut off anywhere', async () => {
    const whole = docx();
    for (const length of [40, 200, whole.length - 30, whole.length - 1])
      expect(await desk.codes('通知.docx', whole.subarray(0, length))).not.toEqual([]);
  });

  it('when an entry lies inside another, so that few bytes unfold to many', async () => {
    const inside = { name: 'word/b.bin', data: 'b' };
    const quoted = writeZip([inside], { prefix: Buffer.from('x') });
    const around = {
      name: 'word/a.bin',
      data: quoted.subarray(0, quoted.indexOf('PK\x01\x02')),
      isStored: true,
    };
    const bytes = docx([around, inside]);
    const listed = bytes.lastIndexOf('PK\x01\x02');
    bytes.writeUInt32LE(bytes.indexOf('PK\x03\x04', bytes.indexOf('word/a.bin')), listed + 42);
    expect(await desk.codes('通知.docx', bytes)).toEqual(['zip-damaged']);
  });
});

describe('an entry that unfolds', () => {
  it('is left as soon as it exceeds what the directory claims', async () => {
    const path = await desk.write(docx([{ name: 'word/a.bin', data: 'abc' }]));
    const { entries } = await withFile(path, (file) => listZip(file, 10));
    const watch = new EntryWatch(entries[3] as ZipEntry);
    watch.push(Buffer.from('abc'));
    expect(() => watch.push(Buffer.from('d'))).toThrow(ZipUnreadable);
  });
});

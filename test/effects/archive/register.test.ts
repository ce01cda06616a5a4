import { describe, expect, it } from '@jest/globals';
import type { ArchiveItem } from '../../../src/effects/archive/archive-item.js';
import { itemMetadata } from '../../../src/effects/archive/item-metadata.js';
import { placeFiles } from '../../../src/effects/archive/place-files.js';
import { csvCell, registerCsv } from '../../../src/effects/archive/register-csv.js';
import { registerHtml } from '../../../src/effects/archive/register-html.js';
import { registerNotes } from '../../../src/effects/archive/register-notes.js';
import { registerRows } from '../../../src/effects/archive/register-rows.js';
import { gigabytes, quarterWords } from '../../../src/effects/archive/register-words.js';
import { registerXml } from '../../../src/effects/archive/register-xml.js';
import { archiveFile, notice, submission } from './sample-submission.js';

const rowsOf = (...items: ArchiveItem[]) => registerRows(placeFiles(items));
const htmlOf = (...items: ArchiveItem[]) => {
  const placed = placeFiles(items);
  return registerHtml({ ...submission, items }, registerRows(placed), placed);
};

describe('the register of a quarter (文件目录)', () => {
  it('has one line per item, body and attachments and interpretation together', () => {
    expect(
      rowsOf(notice, { ...notice, caseNumber: '2016-0002', indexNumber: undefined, remark: '替换件' }),
    ).toMatchObject([
      {
        no: 1,
        fileReference: '',
        responsible: '三明市司法局',
        title: notice.title,
        madeOn: '2016-06-28',
        secrecy: '公开',
        names: [
          '电子档案/2016-政策文件/SM00105_2016-00034-正文.pdf',
          '电子档案/2016-政策文件/SM00105_2016-00034-任务分解表.pdf',
          '电子档案/2016-政策文件/SM00105_2016-00034-解读.pdf',
        ],
        remark: '索引号 SM00105/2016-00034；文号 明司〔2016〕34号',
        sizeBytes: 45,
      },
      { no: 2, remark: '文号 明司〔2016〕34号；替换件' },
    ]);
  });

  it('is XML in the fields and the order of 档发〔2012〕7号', () => {
    const item = {
      ...notice,
      title: '甲<乙>&"丙"\u0000',
      files: notice.files.slice(0, 1),
      fileReference: 'J001-WS·2016-Y-BGS-0001',
    };
    expect(registerXml(submission, rowsOf(item))).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<文件目录 移交单位="三明市司法局" 接收单位="三明市档案馆" 季度="2016Q3" 件数="1">
  <文件>
    <顺序号>1</顺序号>
    <档号>J001-WS·2016-Y-BGS-0001</档号>
    <责任者>三明市司法局</责任者>
    <题名>甲&lt;乙&gt;&amp;&quot;丙&quot;\ufffd</题名>
    <日期>2016-06-28</日期>
    <密级>公开</密级>
    <电子档案名称>电子档案/2016-政策文件/SM00105_2016-00034-正文.pdf</电子档案名称>
    <备注>索引号 SM00105/2016-00034；文号 明司〔2016〕34号</备注>
  </文件>
</文件目录>
`);
  });

  it('is CSV that a spreadsheet reads as Chinese text', () => {
    const csv = registerCsv(rowsOf({ ...notice, title: '甲,"乙"\n丙', files: notice.files.slice(0, 1) }));
    expect(csv).toBe(
      '\ufeff"顺序号","档号","责任者","题名","日期","密级","电子档案名称","备注"\r\n' +
        '"1","","三明市司法局","甲,""乙""\n丙","2016-06-28","公开","电子档案/2016-政策文件/SM00105_2016-00034-正文.pdf",' +
        '"索引号 SM00105/2016-00034；文号 明司〔2016〕34号"\r\n',
    );
  });

  it.each([
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\rx',
    '＝1',
    '＋1',
    '－1',
    '＠x',
    ' =1',
    '\u3000＝1',
    '\ufeff=1',
  ])('does not let a spreadsheet run the cell %j', (text) => {
    expect(csvCell(text)).toBe(`"'${text}"`);
  });

  it('leaves ordinary cells as they are', () => {
    expect(['公开', '2016-06-28', '', 'a=b'].map(csvCell)).toEqual(['"公开"', '"2016-06-28"', '""', '"a=b"']);
  });
});

describe('the hand-over form', () => {
  it('states both counts, the size in gigabytes to three decimals, the carrier and the digest algorithm', () => {
    const big = { ...notice, files: [{ ...notice.files[0]!, sizeBytes: 1_610_612_736 }] };
    const html = htmlOf(big);
    for (const line of [
      '<tr><th scope="row">纸质件数</th><td>1 件</td></tr>',
      '<tr><th scope="row">电子件数</th><td>1 件，1 个文件</td></tr>',
      '<tr><th scope="row">数据量</th><td>1.500 GB（1610612736 字节；1 GB = 1024³ 字节）</td></tr>',
      '<tr><th scope="row">载体</th><td>光盘 1 张</td></tr>',
      '<tr><th scope="row">摘要算法</th><td>SHA-256</td></tr>',
    ])
      expect(html).toContain(line);
    expect(html).not.toContain('不一致');
    expect(gigabytes(536_871)).toBe('0.001');
  });

  it('describes only what is in the package', () => {
    const described = (item: ArchiveItem) =>
      /<th scope="row">内容描述<\/th><td>(.*?)<\/td>/.exec(htmlOf(item))?.[1];
    expect(described(notice)).toBe('2016年第3季度主动公开的文件，附解读材料、元数据、审查记录、审计链');
    const bare = { ...notice, files: notice.files.slice(0, 1), review: [], audit: [] };
    expect(described(bare)).toBe('2016年第3季度主动公开的文件，附元数据');
  });

  it('has room for the four checks and the signatures of both sides', () => {
    const html = htmlOf(notice);
    for (const check of ['真实性', '完整性', '可用性', '安全性'])
      expect(html).toContain(`<tr><th scope="row">${check}</th><td></td><td></td></tr>`);
    for (const signer of ['经办人（签字、日期）', '负责人（签字、日期）', '单位（盖章、日期）'])
      expect(html).toContain(`<tr><th scope="row">${signer}</th><td></td><td></td></tr>`);
    expect(html).toContain('@page { size: A4;');
  });

  it('lists the digest of every electronic file', () => {
    for (const { sha256 } of notice.files)
      expect(htmlOf(notice)).toContain(`<td class="digest">${sha256}</td>`);
  });

  it('says so when the halls would find unequal counts', () => {
    expect(htmlOf(notice, { ...notice, caseNumber: '2' })).toContain(
      '纸质 1 件与电子 2 件不一致，请在移交前核对。',
    );
  });

  it('shows a title as text, whatever is in it', () => {
    const html = htmlOf({ ...notice, title: '<script>alert(1)</script>', remark: '"><img src=x>' });
    expect(html).not.toContain('<script');
    expect(html).not.toContain('<img');
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  });

  it('names the package that it replaces', () => {
    const html = registerHtml(
      { ...submission, version: 2, replacesSha256: 'ab'.repeat(32) },
      rowsOf(notice),
      placeFiles([notice]),
    );
    expect(html).toContain('2016Q3（第 2 版）');
    expect(html).toContain('ab'.repeat(32));
  });
});

describe('the nil return (零报告)', () => {
  it('is a sheet to sign that says there was nothing', () => {
    const html = htmlOf();
    expect(html).toContain('<h1>主动公开文件送交零报告</h1>');
    expect(html).toContain('本单位 2016年第3季度无应送交的主动公开文件，特此零报告。');
    expect(html).toContain('<tr><th scope="row">送交件数</th><td>纸质 0 件，电子 0 件</td></tr>');
    expect(html).toContain('单位（盖章、日期）');
    expect(html).not.toContain('检验项目');
  });

  it('says the same in the notes and leaves the registers empty', () => {
    expect(registerNotes(submission, [])).toContain('本季度无应送交的主动公开文件（零报告）。');
    expect(registerXml(submission, [])).toContain('件数="0">\n</文件目录>');
    expect(registerCsv([]).split('\r\n')).toHaveLength(2);
  });
});

describe('the notes (说明文件)', () => {
  it('open as Chinese in any editor and say what there is and how it is checked', () => {
    const notes = registerNotes(submission, rowsOf(notice));
    expect(notes.startsWith('\ufeff说明文件\r\n')).toBe(true);
    expect(notes).toContain('电子 1 件，3 个文件，0.000 GB（45 字节）；纸质 1 件。');
    expect(notes).toContain('node data/校验程序/verify.mjs');
    expect(notes.replace(/\r\n/g, '')).not.toContain('\n');
    expect(quarterWords('2016Q3')).toBe('2016年第3季度');
  });
});

describe('an item’s metadata', () => {
  it('has the known elements of DA/T 46, the catalogue, every file, and the interpretation linked both ways', () => {
    const [document, , interpretation] = notice.files;
    const item = {
      ...notice,
      files: [document!, interpretation!],
      catalogue: { '主题"分类': '司法&行政', 摘要: '' },
    };
    expect(itemMetadata(placeFiles([item])[0]!, '三明市司法局')).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<电子文件元数据>
  <聚合层次>件</聚合层次>
  <来源>三明市司法局</来源>
  <电子文件号>2016-0001</电子文件号>
  <索引号>SM00105/2016-00034</索引号>
  <题名>关于印发《政务公开工作主要任务分解表》的通知</题名>
  <文件编号>明司〔2016〕34号</文件编号>
  <责任者>三明市司法局</责任者>
  <责任处室>办公室</责任处室>
  <业务类型>policy-document</业务类型>
  <类别>政策文件</类别>
  <成文日期>2016-06-28</成文日期>
  <发布日期>2016-07-26</发布日期>
  <公开属性>主动公开</公开属性>
  <密级>公开</密级>
  <保管期限>永久</保管期限>
  <公开目录>
    <要素 名称="主题&quot;分类">司法&amp;行政</要素>
  </公开目录>
  <电子文件 标识="f1" 组成="正文" 名称="SM00105_2016-00034-正文.pdf" 原名称="正文.pdf" 格式="application/pdf" 字节数="15" 摘要算法="SHA-256" 摘要值="${document!.sha256}"/>
  <电子文件 标识="f2" 组成="解读材料" 名称="SM00105_2016-00034-解读.pdf" 原名称="解读.pdf" 格式="application/pdf" 字节数="15" 摘要算法="SHA-256" 摘要值="${interpretation!.sha256}"/>
  <关系 类型="被解读" 从="f1" 到="f2"/>
  <关系 类型="解读" 从="f2" 到="f1"/>
</电子文件元数据>
`);
  });
});

describe('the places of files', () => {
  const pathsOf = (...items: ArchiveItem[]) =>
    placeFiles(items).flatMap(({ files, metadataPath, reviewPath, auditPath }) => [
      ...files.map(({ path }) => path),
      metadataPath,
      reviewPath,
      auditPath,
    ]);

  it('never fall together, whatever the files and the items are called', () => {
    const item = (caseNumber: string, ...names: string[]): ArchiveItem => ({
      ...notice,
      caseNumber,
      indexNumber: undefined,
      files: names.map((name) => archiveFile('document', name, name)),
    });
    const paths = pathsOf(
      item('A', '正文.PDF', '正文.pdf', '元数据.xml', '1-x.pdf'),
      item('A-1', 'x.pdf'),
      item('a', '正文.pdf', '../../x'),
    );
    expect(new Set(paths.map((path) => path.toLowerCase())).size).toBe(paths.length);
    expect(paths.slice(0, 4)).toEqual([
      'data/电子档案/2016-政策文件/A-正文.PDF',
      'data/电子档案/2016-政策文件/A-正文（2）.pdf',
      'data/电子档案/2016-政策文件/A-元数据（2）.xml',
      'data/电子档案/2016-政策文件/A-1-x.pdf',
    ]);
    expect(paths).toContain('data/电子档案/2016-政策文件/A-1-x（2）.pdf');
    expect(paths).toContain('data/电子档案/2016-政策文件/a-_.._x');
  });
});

import fc from 'fast-check';
import { readNotice } from '../../src/imports/read-notice.js';
import {
  codes,
  contentOf,
  directory,
  founding,
  foundingText,
  pointOf,
  taskOf,
  tasksOf,
  uncertainIds,
} from './founding-notice.js';

const withLine = (line: number, put: string | null): string =>
  foundingText
    .split('\n')
    .flatMap((text, at) => (at + 1 === line ? (put ?? []) : text))
    .join('\n');

describe('a damaged notice', () => {
  it('offers both days when its date can be read twice', () => {
    const read = readNotice(foundingText.replace('2016628', '2016111'), directory);
    expect(read.madeOn).toBeNull();
    expect(pointOf(read, 'made-on')).toMatchObject({
      proposed: null,
      candidates: ['2016-01-11', '2016-11-01'],
      certain: false,
    });
  });
  it('shows a date that no day fits, and asks for it', () => {
    const read = readNotice(foundingText.replace('2016628', '2016/68/28'), directory);
    expect(pointOf(read, 'made-on')).toMatchObject({
      found: '2016/68/28',
      proposed: null,
      where: { lines: [12] },
    });
    expect(read.tableTitle).toBe(founding.tableTitle);
  });
  it('asks which of two cited numbers is the parent', () => {
    const read = readNotice(
      foundingText.replace('文件精神', '和《要点》（国办发〔2016〕19号）文件精神'),
      directory,
    );
    expect(pointOf(read, 'parent-number')).toMatchObject({
      proposed: null,
      candidates: ['明政办函〔2016〕34号', '国办发〔2016〕19号'],
    });
  });
  it('asks when signature and title name different issuers', () => {
    expect(pointOf(readNotice(withLine(10, '三明市司法局'), directory), 'issuer')).toMatchObject({
      proposed: null,
      candidates: ['三明市司法局', '三明市司法局办公室'],
    });
  });
  it('does not guess a section that is not in the list, nor one that two could be', () => {
    const read = readNotice(foundingText.replace('律管科、', '宣教科、'), directory);
    expect(pointOf(read, 'section:宣教科')).toMatchObject({ proposed: null, candidates: [], certain: false });
    const twins = {
      ...directory,
      sections: { ...directory.sections, rules: { zh: '法规科研科', shortNames: ['法规科'] } },
    };
    expect(pointOf(readNotice(foundingText, twins), 'section:法规科')).toMatchObject({
      proposed: null,
      candidates: ['legal', 'rules'],
    });
  });
  it('recognizes an abbreviation that nobody has listed, as a guess', () => {
    const bare = {
      ...directory,
      sections: { ...directory.sections, legal: { zh: '法规和司法鉴定科', shortNames: [] } },
    };
    expect(pointOf(readNotice(foundingText, bare), 'section:法规科')).toMatchObject({
      proposed: 'legal',
      certain: false,
    });
  });
  it('asks for the type of a task whose title names none, or two', () => {
    expect(pointOf(readNotice(withLine(142, '其他工作'), directory), 'task-13/types')).toMatchObject({
      proposed: null,
      certain: false,
    });
    expect(pointOf(readNotice(withLine(142, '门户网站公开预算'), directory), 'task-13/types')).toMatchObject({
      proposed: null,
      candidates: ['budget-disclosure', 'channel-release'],
    });
  });
  it('reads a heading with a lost bracket and asks', () => {
    const read = readNotice(foundingText.replace('(三)', '三)'), directory);
    expect(tasksOf(read)).toEqual(tasksOf(founding));
    expect(uncertainIds(read)).toContain('group-3');
  });
  it('asks about a requirement of several paragraphs, which could hide a task', () => {
    const read = readNotice(withLine(148, '每季度报送。\n\n另有要求。'), directory);
    expect(taskOf(read, 13)?.requirement).toBe('每季度报送。\n另有要求。');
    expect(uncertainIds(read)).toContain('task-13/requirement');
  });
  it('asks which of two lead sections leads', () => {
    const read = readNotice(withLine(144, '办公室、财务室'), directory);
    expect(taskOf(read, 13)?.lead).toBeNull();
    expect(pointOf(read, 'task-13/lead')).toMatchObject({ proposed: null, candidates: ['办公室', '财务室'] });
  });
  it('reads a lone section after a blank as responsible, and asks', () => {
    const read = readNotice(withLine(144, '   '), directory);
    expect(taskOf(read, 13)).toMatchObject({ lead: null, responsible: [{ proposedId: 'all-sections' }] });
    expect(uncertainIds(read)).toEqual(expect.arrayContaining(['task-13/lead', 'task-13/responsible']));
  });

  it.each([
    ['the heading of a group', 46, [{ code: 'group-order', line: 65 }]],
    [
      'the first heading',
      28,
      [
        { code: 'before-first-group', line: 29 },
        { code: 'group-order', line: 45 },
      ],
    ],
    ['the title of the notice', 1, [{ code: 'no-title', line: 1 }]],
  ])('names line and advice when a line is lost: %s', (_, line, expected) => {
    expect(readNotice(withLine(line, null), directory).faults).toMatchObject(expected);
  });
  it('refuses a third cell of sections, at its line', () => {
    const read = readNotice(withLine(148, '财务室'), directory);
    expect(read.faults).toMatchObject([{ code: 'too-many-sections', line: 148 }]);
  });
  it('refuses a task that names no section at all, at its line', () => {
    const read = readNotice(foundingText.replace(/(公开局预算、决算)\n[^]*?财务室/, '$1'), directory);
    expect(read.faults).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ code: 'stray-text', line: 68 }),
        expect.objectContaining({ code: 'empty-group' }),
      ]),
    );
  });
  it('refuses rows that are wider than the header or name no task, each at its line', () => {
    const rows = [
      '工作任务\t牵头科室\t责任科室\t工作要求',
      '（一）甲\t\t\t',
      '公开预算\t财务室\t\t按时\t多余',
      '\t办公室\t各科室\t要求',
    ];
    expect(readNotice(['某局关于分解任务的通知', ...rows].join('\n'), directory).faults).toMatchObject([
      { code: 'too-many-cells', line: 4 },
      { code: 'no-task-title', line: 5 },
    ]);
  });
  it('refuses a header with its columns in an order that single lines cannot show', () => {
    const swapped = foundingText
      .replace('牵头科室', '甲')
      .replace('责任科室', '牵头科室')
      .replace('甲', '责任科室');
    expect(codes(readNotice(swapped, directory))).toEqual(['wrong-header']);
  });
  it('reads a table without its header in the usual order, and asks', () => {
    const read = readNotice(foundingText.replace(/工作任务[^]*?工作要求/, ''), directory);
    expect(tasksOf(read).map(contentOf)).toEqual(tasksOf(founding).map(contentOf));
    expect(uncertainIds(read)).toContain('table-header');
  });
  it.each(['', '   \n', '今天天气很好', '一二三\t四五六'])(
    'refuses a text that is no notice: "%s"',
    (text) => {
      expect(codes(readNotice(text, directory))).toContain('no-table');
    },
  );
  it('refuses a text far longer than any notice', () => {
    expect(codes(readNotice('公'.repeat(100_001), directory))).toEqual(['too-long']);
  });

  // A paragraph, the title of the table and the last heading can go without a trace: nothing in the notice counts them.
  const lines = foundingText
    .split('\n')
    .flatMap((text, at) =>
      text.trim() !== '' && at < 156 && ![6, 18, 132].includes(at + 1) ? [at + 1] : [],
    );
  it.each(lines)('does not lose line %d unnoticed', (line) => {
    const read = readNotice(withLine(line, null), directory);
    const known = founding.points.filter(({ certain }) => !certain).map(({ id, found }) => `${id} ${found}`);
    const asked = read.points.filter(
      ({ certain, id, found }) => !certain && !known.includes(`${id} ${found}`),
    );
    const isNoticed = read.faults.length > 0 || asked.length > 0;
    expect([line, isNoticed]).toEqual([line, true]);
  });

  it('never throws, whatever was cut, doubled or turned round, and gives every fault a line and advice', () => {
    const edits = fc.array(
      fc.record({
        at: fc.nat(foundingText.length),
        cut: fc.nat(60),
        put: fc.oneof(
          fc.constantFrom('', '(', ')', '（', '〔', '\n', '\t', '  ', '一', '1'),
          fc.string({ unit: 'binary', maxLength: 5 }),
        ),
      }),
      { minLength: 1, maxLength: 25 },
    );
    const damaged = edits.map((all) =>
      all.reduce((text, { at, cut, put }) => text.slice(0, at) + put + text.slice(at + cut), foundingText),
    );
    fc.assert(
      fc.property(damaged, (text) =>
        readNotice(text, directory).faults.every(({ line, zh, en }) => line >= 1 && zh !== '' && en !== ''),
      ),
      { numRuns: 100 },
    );
  });
});

import { readNotice } from '../../src/imports/read-notice.js';
import {
  contentOf,
  directory,
  founding,
  foundingText,
  pointOf,
  taskOf,
  tasksOf,
  uncertainIds,
} from './founding-notice.js';

describe('the founding notice of 2016', () => {
  it('comes out complete: seven groups, fourteen tasks, no fault', () => {
    expect(founding.faults).toEqual([]);
    expect(founding.groups.map(({ number, tasks }) => [number, tasks.map((task) => task.number)])).toEqual([
      [1, [1, 2]],
      [2, [3, 4]],
      [3, [5]],
      [4, [6]],
      [5, [7, 8]],
      [6, [9, 10, 11]],
      [7, [12, 13, 14]],
    ]);
    expect(founding.groups.map(({ title }) => title)).toEqual([
      '进一步推进权力清单和责任清单公开',
      '推动政务服务公开',
      '深入推进预决算公开',
      '做好政策解读',
      '回应社会关切',
      '提高政务公开工作制度化标准化水平',
      '多渠道做好公开工作',
    ]);
  });
  it('says who wrote to whom, and when it was posted', () => {
    expect(founding).toMatchObject({
      title: '三明市司法局办公室关于分解2016年度政务公开工作的通知',
      tableTitle: '三明市司法局2016年政务公开工作主要任务分解表',
      source: '市司法局',
      postedAt: '2016-12-28T21:01:00+08:00',
      issuer: '三明市司法局办公室',
      addressees: ['各科(室、部)', '市直公证处'],
    });
    expect(founding.preamble).toHaveLength(2);
  });
  it('has its damaged date mended beside the damaged text, to be confirmed', () => {
    expect(founding.madeOn).toBe('2016-06-28');
    expect(pointOf(founding, 'made-on')).toMatchObject({
      found: '2016628',
      proposed: '2016-06-28',
      certain: false,
      where: { lines: [12] },
    });
  });
  it('has the number of its parent mended beside the damaged text, to be confirmed', () => {
    expect(founding.parent).toMatchObject({
      official: '明政办函〔2016〕34号',
      title: '三明市人民政府办公室关于印发2016 年政务公开工作主要任务分解表的通知',
      line: 8,
    });
    expect(pointOf(founding, 'parent-number')).toMatchObject({
      found: '明政办函〔201634 号',
      proposed: '明政办函〔2016〕34号',
      certain: false,
    });
  });
  it('gives every task its lead, its responsible sections and its definition', () => {
    const told = tasksOf(founding).map(({ lead, responsible, definitionTypes }) => [
      lead?.proposedId,
      responsible.map(({ proposedId }) => proposedId).join(),
      definitionTypes.join(),
    ]);
    const business = 'business-sections';
    const all = 'all-sections';
    const five = 'lawyers,grassroots,legal,notaries,legal-aid';
    expect(told).toEqual([
      ['legal', all, 'power-list'],
      ['legal', five, 'approval-item-change'],
      ['service-centre', five, 'online-service'],
      ['notaries', 'notary-office', 'public-utility-guide'],
      ['finance', '', 'budget-disclosure'],
      ['office', business, 'policy-document'],
      ['office', business, 'public-opinion-response'],
      ['office', business, 'emergency-release'],
      ['office', all, 'disclosure-catalogue'],
      ['office', all, 'confidentiality-review,withheld-review'],
      ['legal', all, 'document-cleanup'],
      ['office', all, 'channel-release'],
      ['office', all, 'archive-delivery'],
      ['office', all, 'public-interaction'],
    ]);
  });
  it('keeps the words of a task and the lines where they stood', () => {
    expect(taskOf(founding, 13)).toMatchObject({
      title: '信息公开工作向档案馆延伸',
      requirement: '每季度向市档案馆报送公开的政务信息。',
      lines: { title: 142, lead: 144, responsible: 146, requirement: 148 },
    });
  });
  it('keeps the blanks of tasks 5 and 11 blank and shows them', () => {
    expect(taskOf(founding, 5)).toMatchObject({
      responsible: [],
      lines: { responsible: null, requirement: 74 },
    });
    expect(taskOf(founding, 11)).toMatchObject({ requirement: '', lines: { requirement: null } });
    expect(pointOf(founding, 'task-5/responsible')).toMatchObject({ found: '', proposed: '', certain: true });
    expect(pointOf(founding, 'task-11/requirement')).toMatchObject({
      found: '',
      proposed: '',
      certain: true,
    });
  });
  it('asks once for each short name, and says that 法规科 would be responsible beside itself', () => {
    expect(uncertainIds(founding)).toEqual([
      'made-on',
      'parent-number',
      'task-10/types',
      ...['律管科', '基层科', '法规科', '公管科', '法援科'].map((name) => `section:${name}`),
    ]);
    expect(pointOf(founding, 'section:法规科')).toMatchObject({
      proposed: 'legal',
      where: { lines: [42, 54] },
      why: { en: expect.stringContaining('leads task 2') },
    });
  });
  it('leaves out what the web site put below, and says so', () => {
    expect(founding.leftOut).toEqual([
      { line: 158, text: '附件下载' },
      { line: 160, text: '扫一扫在手机上查看当前页面' },
      { line: 162, text: '相关解读' },
    ]);
  });
});

describe('the same notice in another layout', () => {
  it('has the same tasks when an editor has taken the spaces away, and asks about the blanks that nothing marks', () => {
    const read = readNotice(foundingText.replace(/[^\S\n]+$/gm, ''), directory);
    expect(tasksOf(read)).toEqual(tasksOf(founding));
    expect(uncertainIds(read)).toEqual(
      expect.arrayContaining(['task-5/lead', 'task-5/responsible', 'task-11/requirement']),
    );
  });
  it('has the same tasks without any blank line, with Windows line ends and a byte order mark', () => {
    const read = readNotice(
      `\ufeff${foundingText
        .split('\n')
        .filter((line) => line.trim() !== '')
        .join('\r\n')}`,
      directory,
    );
    expect(read.faults).toEqual([]);
    expect(tasksOf(read).map(contentOf)).toEqual(tasksOf(founding).map(contentOf));
  });
  it('has the same tasks when pasted from a sheet, one row per task', () => {
    const rows = founding.groups.flatMap(({ number, title, tasks }) => [
      `(${'一二三四五六七'[number - 1]})${title}\t\t\t`,
      ...tasks.map((task) =>
        [
          task.title,
          task.lead?.name,
          task.responsible.map(({ name }) => name).join('、'),
          task.requirement,
        ].join('\t'),
      ),
    ]);
    const letter = foundingText.split('\n').slice(0, 18);
    const read = readNotice(
      [...letter, '工作任务\t牵头科室\t责任科室\t工作要求', ...rows].join('\n'),
      directory,
    );
    expect(read.faults).toEqual([]);
    expect(tasksOf(read).map(contentOf)).toEqual(tasksOf(founding).map(contentOf));
    expect(uncertainIds(read)).toEqual(uncertainIds(founding));
  });
  it('follows the header of a sheet whose columns stand in another order, with groups in a merged column', () => {
    const rows = [
      '类别\t序号\t牵头科室\t工作任务\t工作要求\t责任科室',
      '（一）预决算公开\t1\t财务室\t公开局预算\t按时公开\t',
      '\t2\t办公室\t推进基本目录建设\t\t各科室',
    ];
    const read = readNotice(['某局关于分解任务的通知', ...rows].join('\n'), directory);
    expect(read.faults).toEqual([]);
    expect(tasksOf(read)).toMatchObject([
      { title: '公开局预算', lead: { proposedId: 'finance' }, responsible: [], requirement: '按时公开' },
      {
        title: '推进基本目录建设',
        lead: { proposedId: 'office' },
        responsible: [{ proposedId: 'all-sections' }],
        requirement: '',
      },
    ]);
  });
});

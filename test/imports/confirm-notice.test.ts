import { confirmNotice, type Confirmation } from '../../src/imports/confirm-notice.js';
import type { NoticeProposal } from '../../src/imports/notice-proposal.js';
import { readNotice } from '../../src/imports/read-notice.js';
import { directory, foundingText } from './founding-notice.js';

const founding = readNotice(foundingText, directory);
const acceptOpen = ({ points }: NoticeProposal): Confirmation[] =>
  points.filter(({ certain }) => !certain).map(({ id }) => ({ point: id, decision: 'accept' }));
/** Everything open is accepted, except what is answered otherwise. */
const answer = (proposal: NoticeProposal, ...answers: Confirmation[]) =>
  confirmNotice(proposal, [
    ...acceptOpen(proposal).filter(({ point }) => !answers.some((other) => other.point === point)),
    ...answers,
  ]);
const replace = (point: string, value: string): Confirmation => ({ point, decision: 'replace', value });

function confirmed(proposal: NoticeProposal, ...answers: Confirmation[]) {
  const result = answer(proposal, ...answers);
  if (result.kind === 'refused') throw new Error(JSON.stringify(result.reasons));
  return { ...result, tasks: result.groups.flatMap(({ tasks }) => tasks) };
}
const refusals = (result: ReturnType<typeof confirmNotice>): string[] =>
  result.kind === 'refused' ? result.reasons.map(({ code, en }) => `${code}: ${en}`) : [];

describe('confirming a notice', () => {
  it('is refused with every unanswered point at once while a person has said nothing', () => {
    const reasons = refusals(confirmNotice(founding, []));
    expect(reasons).toHaveLength(8);
    expect(reasons[0]).toBe(
      'unconfirmed: made on (made-on): found "2016628", proposed "2016-06-28"; accept or replace it.',
    );
    expect(reasons.every((reason) => reason.startsWith('unconfirmed'))).toBe(true);
  });
  it('is refused for the one point that was left out', () => {
    expect(
      refusals(
        confirmNotice(
          founding,
          acceptOpen(founding).filter(({ point }) => point !== 'section:法规科'),
        ),
      ),
    ).toEqual([expect.stringContaining('section:法规科')]);
  });
  it('gives all fourteen duties once every open point is accepted', () => {
    const { madeOn, parentNumber, postedAt, tasks, groups } = confirmed(founding);
    expect([madeOn, parentNumber, postedAt]).toEqual([
      '2016-06-28',
      '明政办函〔2016〕34号',
      '2016-12-28T21:01:00+08:00',
    ]);
    expect([groups.length, tasks.length]).toEqual([7, 14]);
    expect(tasks[1]).toMatchObject({
      lead: 'legal',
      responsible: ['lawyers', 'grassroots', 'legal', 'notaries', 'legal-aid'],
      definitionTypes: ['approval-item-change'],
    });
    expect(tasks[4]).toMatchObject({ lead: 'finance', responsible: [] });
    expect(tasks[9]?.definitionTypes).toEqual(['confidentiality-review', 'withheld-review']);
    expect(tasks[10]?.requirement).toBe('');
  });
  it('keeps what was found beside what was decided, and how', () => {
    const { settled } = confirmed(founding, replace('made-on', '2016年6月29日'));
    const one = (id: string) => settled.find(({ point }) => point === id);
    expect(one('made-on')).toEqual({
      point: 'made-on',
      found: '2016628',
      proposed: '2016-06-28',
      decided: '2016-06-29',
      decision: 'replaced',
    });
    expect(one('parent-number')).toMatchObject({ decided: '明政办函〔2016〕34号', decision: 'accepted' });
    expect(one('task-1/types')).toMatchObject({ decided: 'power-list', decision: 'as-read' });
  });
  it('puts a replaced section into every task that names it', () => {
    const { tasks } = confirmed(founding, replace('section:法规科', '办公室'));
    expect([tasks[1]?.responsible[2], tasks[2]?.responsible[2], tasks[0]?.lead]).toEqual([
      'office',
      'office',
      'legal',
    ]);
  });
  it('lets a person overrule what was certain, in cells, types and the parent', () => {
    const { tasks, parentNumber } = confirmed(
      founding,
      replace('task-5/responsible', '各科室、office'),
      replace('task-12/types', 'policy-document，channel-release'),
      replace('task-11/requirement', '每年清理一次。'),
      replace('parent-number', ''),
    );
    expect(tasks[4]?.responsible).toEqual(['all-sections', 'office']);
    expect(tasks[11]?.definitionTypes).toEqual(['policy-document', 'channel-release']);
    expect(tasks[10]?.requirement).toBe('每年清理一次。');
    expect(parentNumber).toBeNull();
  });
  it('does not accept a point that has no single proposal', () => {
    const ambiguous = readNotice(foundingText.replace('2016628', '2016111'), directory);
    expect(refusals(answer(ambiguous))).toEqual([
      'nothing-to-accept: made on (made-on): there is no single proposal to accept; give a value: 2016-01-11 / 2016-11-01.',
    ]);
    expect(confirmed(ambiguous, replace('made-on', '2016-11-01')).madeOn).toBe('2016-11-01');
  });
  it('makes the sections that were not chosen to lead responsible', () => {
    const joint = readNotice(
      foundingText.replace(
        '信息公开工作向档案馆延伸\n\n  办公室',
        '信息公开工作向档案馆延伸\n\n  办公室、财务室',
      ),
      directory,
    );
    expect(confirmed(joint, replace('task-13/lead', '办公室')).tasks[12]).toMatchObject({
      lead: 'office',
      responsible: ['finance', 'all-sections'],
    });
  });
  it('takes addressees and an issuer that the text did not tell', () => {
    const bare = readNotice(
      foundingText.replace(/.*市直公证处:.*\n/, '').replace(/三明市司法局办公室\n/, '司法局\n'),
      directory,
    );
    expect(
      confirmed(bare, replace('addressees', '各科室、市直公证处'), replace('issuer', '三明市司法局办公室')),
    ).toMatchObject({ addressees: ['各科室', '市直公证处'], issuer: '三明市司法局办公室' });
  });

  it.each([
    ['made-on', '2016628'],
    ['made-on', ''],
    ['parent-number', '明政办函〔201634号'],
    ['section:法规科', '法规科'],
    ['section:法规科', 'toString'],
    ['task-5/responsible', '各科室、宣教科'],
    ['task-10/types', 'power-lists'],
    ['task-10/types', ''],
    ['task-3/blank-line', '办公室'],
    ['task-11/requirement', '长'.repeat(5001)],
  ])('refuses a replacement that is not of its kind, and says what is: %s = "%s"', (point, value) => {
    expect(refusals(answer(founding, replace(point, value)))).toEqual([
      expect.stringMatching(/^bad-replacement: .+/),
    ]);
  });
  it('refuses a second leader, a wrong moment and a blank issuer', () => {
    const bare = readNotice(
      foundingText
        .replace('2016-12-28 21:01', '')
        .replace(/三明市司法局办公室\n/, '司法局\n')
        .replace('档案馆延伸\n\n  办公室', '档案馆延伸\n\n  办公室、财务室'),
      directory,
    );
    const reasons = refusals(
      answer(
        bare,
        replace('posted-at', '2016-12-28'),
        replace('issuer', ' '),
        replace('task-13/lead', '办公室、财务室'),
      ),
    );
    expect(reasons.map((reason) => reason.split(' "')[0])).toEqual([
      'bad-replacement: posted at (posted-at):',
      'bad-replacement: issuer (issuer):',
      'bad-replacement: task 13, lead section (task-13/lead):',
    ]);
  });
  it('refuses answers to points that do not exist or were answered already', () => {
    const reasons = refusals(
      confirmNotice(founding, [
        ...acceptOpen(founding),
        { point: 'made-on', decision: 'accept' },
        { point: 'made-of', decision: 'accept' },
      ]),
    );
    expect(reasons.map((reason) => reason.split(':')[0])).toEqual(['answered-twice', 'unknown-point']);
  });
  it('cannot confirm away what could not be read', () => {
    const torn = readNotice(foundingText.replace('(二)推动政务服务公开', ''), directory);
    expect(refusals(answer(torn))).toEqual([
      expect.stringMatching(/^unread: Line 66: Group 2 should come here/),
    ]);
  });
});

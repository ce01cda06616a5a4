import type { NoticeGroup, NoticeProposal, NoticeTask, Point } from './notice-proposal.js';

type Language = 'zh' | 'en';

const words = {
  source: { zh: '来源', en: 'Source' },
  postedAt: { zh: '发布时间', en: 'Posted at' },
  issuer: { zh: '发文机关', en: 'Issuer' },
  madeOn: { zh: '成文日期', en: 'Made on' },
  addressees: { zh: '主送', en: 'Addressees' },
  parent: { zh: '依据', en: 'Carries out' },
  lead: { zh: '牵头', en: 'lead' },
  responsible: { zh: '责任', en: 'responsible' },
  requirement: { zh: '要求', en: 'requirement' },
  types: { zh: '类型', en: 'type' },
  blank: { zh: '（空）', en: '(blank)' },
  unknown: { zh: '（未定）', en: '(open)' },
  found: { zh: '原文', en: 'found' },
  unconfirmed: { zh: '待确认', en: 'to be confirmed' },
  toConfirm: { zh: '须由人确认', en: 'A person must confirm' },
  shown: { zh: '已判定，请过目（可改）', en: 'Decided, please look (may be changed)' },
  faults: { zh: '读不出，须改正原文后重新导入', en: 'Could not be read; mend the text and import it again' },
  leftOut: { zh: '未采用的行', en: 'Lines left out' },
  orElse: { zh: '可选', en: 'one of' },
} as const;

/** A proposal as text for a clerk: what was understood, with repaired values beside the damaged ones, then what is open. */
export function showNotice(proposal: NoticeProposal, language: Language = 'zh'): string {
  const say = (word: keyof typeof words): string => words[word][language];
  const uncertain = proposal.points.filter(({ certain }) => !certain);
  const certain = proposal.points.filter((point) => point.certain);
  const section = (word: keyof typeof words, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : ['', `${say(word)} (${lines.length})`, ...lines.map((line) => `  ${line}`)];
  return [
    proposal.title,
    ...showHeading(proposal, language),
    '',
    proposal.tableTitle,
    ...proposal.groups.flatMap((group) => showGroup(group, proposal, language)),
    ...section(
      'toConfirm',
      uncertain.map((point) => showPoint(point, language)),
    ),
    ...section(
      'shown',
      certain.map((point) => showPoint(point, language)),
    ),
    ...section(
      'faults',
      proposal.faults.map((fault) => `${lineNumbers([fault.line], language)} ${fault[language]}`),
    ),
    ...section(
      'leftOut',
      proposal.leftOut.map(({ line, text }) => `${lineNumbers([line], language)} ${text}`),
    ),
    '',
  ].join('\n');
}

function showHeading(proposal: NoticeProposal, language: Language): string[] {
  const { source, postedAt, issuer, madeOn, addressees, parent } = proposal;
  const row = (word: keyof typeof words, text: string, pointId = ''): string =>
    `${words[word][language]}: ${text === '' ? words.blank[language] : text}${besideFound(proposal, pointId, language)}`;
  return [
    row('source', source),
    row('postedAt', postedAt ?? '', 'posted-at'),
    row('issuer', issuer, 'issuer'),
    row('addressees', addressees.join('、'), 'addressees'),
    row('madeOn', madeOn ?? words.unknown[language], 'made-on'),
    row(
      'parent',
      parent
        ? `${parent.title === '' ? '' : `《${parent.title}》`}${parent.official ?? words.unknown[language]}`
        : '',
      'parent-number',
    ),
  ];
}

/** What stood in the notice, after the value that was made of it. */
function besideFound({ points }: NoticeProposal, pointId: string, language: Language): string {
  const point = points.find(({ id }) => id === pointId);
  if (!point) return '';
  const open = point.certain ? [] : [words.unconfirmed[language]];
  return ` [${[`${words.found[language]} “${point.found}”`, ...open].join(', ')}]`;
}

function showGroup(
  { number, title, tasks }: NoticeGroup,
  proposal: NoticeProposal,
  language: Language,
): string[] {
  return [
    '',
    `（${numeralOf(number)}）${title}`,
    ...tasks.flatMap((task) => showTask(task, proposal, language)),
  ];
}

/** Groups carry Chinese numerals as in the notice; past ten, which no notice reaches in practice, digits do. */
const numeralOf = (number: number): string => '一二三四五六七八九十'[number - 1] ?? String(number);

function showTask(task: NoticeTask, proposal: NoticeProposal, language: Language): string[] {
  const { number, title, lead, responsible, requirement, definitionTypes } = task;
  const row = (word: 'lead' | 'responsible' | 'requirement' | 'types', text: string): string => {
    const point = proposal.points.find(({ id }) => id === `task-${number}/${word}`);
    const value =
      text !== '' ? text : point?.proposed === null ? words.unknown[language] : words.blank[language];
    return `     ${words[word][language]}: ${value}${point && !point.certain ? ` [${words.unconfirmed[language]}]` : ''}`;
  };
  const named = (sections: NoticeTask['responsible']): string =>
    sections.map(({ name, proposedId }) => `${name} → ${proposedId ?? words.unknown[language]}`).join('、');
  return [
    `  ${number}. ${title}`,
    row('lead', lead ? named([lead]) : ''),
    row('responsible', named(responsible)),
    row('requirement', requirement.replaceAll('\n', '\n       ')),
    row('types', definitionTypes.join('、')),
  ];
}

function showPoint({ id, where, found, proposed, candidates, why }: Point, language: Language): string {
  const quoted = found === '' ? words.blank[language] : `“${found}”`;
  const value =
    proposed === null ? words.unknown[language] : proposed === '' ? words.blank[language] : proposed;
  const others =
    candidates.length > 1 && proposed === null
      ? ` (${words.orElse[language]}: ${candidates.join(' / ')})`
      : '';
  const lines = where.lines.length > 0 ? `${lineNumbers(where.lines, language)} ` : '';
  return `[${id}] ${lines}${where[language]}: ${quoted} → ${value}${others}; ${why[language]}`;
}

const lineNumbers = (lines: readonly number[], language: Language): string =>
  language === 'zh' ? `第 ${lines.join('、')} 行` : `line ${lines.join(', ')},`;

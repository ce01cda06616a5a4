import type { Remark } from '../documents/document-number.js';
import { checkReplacement, sectionId } from './check-replacement.js';
import { sectionPointId, splitNames } from './match-section.js';
import type { NoticeFault, NoticeProposal, NoticeTask, Point } from './notice-proposal.js';

/** A person's answer to one point. */
export type Confirmation =
  { point: string; decision: 'accept' } | { point: string; decision: 'replace'; value: string };

/** How a point was settled, kept beside what stood in the notice. `as-read` is a certain point that nobody changed. */
export interface Settled {
  point: string;
  found: string;
  proposed: string | null;
  decided: string;
  decision: 'as-read' | 'accepted' | 'replaced';
}

export interface ConfirmedTask extends Pick<
  NoticeTask,
  'number' | 'title' | 'requirement' | 'definitionTypes' | 'lines'
> {
  /** Ids of sections or sets; null and empty where the notice names nobody. */
  lead: string | null;
  responsible: string[];
}
export interface ConfirmedNotice extends Pick<
  NoticeProposal,
  'title' | 'source' | 'postedAt' | 'issuer' | 'addressees' | 'preamble'
> {
  kind: 'confirmed';
  madeOn: string;
  /** In official form; null when the notice cites none. */
  parentNumber: string | null;
  groups: { number: number; title: string; tasks: ConfirmedTask[] }[];
  settled: Settled[];
}
export interface RefusedConfirmation {
  kind: 'refused';
  reasons: Remark[];
}

/**
 * Settles a proposal by a person's answers: every uncertain point accepted or replaced, certain ones replaced at will.
 * Refused, with all reasons at once, while anything is unread, unanswered or answered wrongly.
 */
export function confirmNotice(
  proposal: NoticeProposal,
  confirmations: readonly Confirmation[],
): ConfirmedNotice | RefusedConfirmation {
  const reasons = [...proposal.faults.map(unread), ...strayAnswers(proposal, confirmations)];
  const settled: Settled[] = [];
  for (const point of proposal.points) {
    const answer = settle(
      point,
      confirmations.find((given) => given.point === point.id),
      proposal,
    );
    if ('code' in answer) reasons.push(answer);
    else settled.push(answer);
  }
  if (reasons.length > 0) return { kind: 'refused', reasons };
  return confirmed(proposal, settled);
}

const unread = ({ line, zh, en }: NoticeFault): Remark => ({
  code: 'unread',
  zh: `第 ${line} 行：${zh}`,
  en: `Line ${line}: ${en}`,
});

function strayAnswers({ points }: NoticeProposal, confirmations: readonly Confirmation[]): Remark[] {
  const ids = confirmations.map(({ point }) => point);
  return [...new Set(ids)].flatMap((id) => {
    if (!points.some((point) => point.id === id))
      return [
        {
          code: 'unknown-point',
          zh: `没有待确认项“${id}”；请对照清单。`,
          en: `There is no point "${id}" to confirm; see the list.`,
        },
      ];
    if (ids.indexOf(id) === ids.lastIndexOf(id)) return [];
    return [
      {
        code: 'answered-twice',
        zh: `“${id}”确认了不止一次；请只保留一次。`,
        en: `"${id}" was answered more than once; keep one answer.`,
      },
    ];
  });
}

function settle(
  point: Point,
  answer: Confirmation | undefined,
  { directory }: NoticeProposal,
): Settled | Remark {
  const { id, found, proposed, where } = point;
  const zh = `${where.zh}（${id}）`;
  const en = `${where.en} (${id})`;
  if (!answer && (!point.certain || proposed === null)) {
    return {
      code: 'unconfirmed',
      zh: `${zh}：原文“${found}”，建议“${proposed ?? '无'}”；请同意或改正。`,
      en: `${en}: found "${found}", proposed "${proposed ?? 'nothing'}"; accept or replace it.`,
    };
  }
  if (!answer || answer.decision === 'accept') {
    if (proposed === null)
      return {
        code: 'nothing-to-accept',
        zh: `${zh}：没有唯一的建议可同意；请填写${choices(point)}。`,
        en: `${en}: there is no single proposal to accept; give a value${choices(point)}.`,
      };
    return { point: id, found, proposed, decided: proposed, decision: answer ? 'accepted' : 'as-read' };
  }
  const checked = checkReplacement(point.kind, answer.value, directory);
  if (checked.kind === 'wrong')
    return {
      code: 'bad-replacement',
      zh: `${zh}：“${answer.value}”不能用，${checked.why.zh}。`,
      en: `${en}: "${answer.value}" cannot be used, ${checked.why.en}.`,
    };
  return { point: id, found, proposed, decided: checked.value, decision: 'replaced' };
}

const choices = ({ candidates }: Point): string =>
  candidates.length > 0 ? `: ${candidates.join(' / ')}` : '';

function confirmed(proposal: NoticeProposal, settled: Settled[]): ConfirmedNotice {
  const { title, source, preamble, points } = proposal;
  const decided = new Map(settled.map((one) => [one.point, one.decided]));
  const addressees = decided.get('addressees');
  const parentNumber = decided.get('parent-number') ?? proposal.parent?.official ?? '';
  const postedAt = decided.get('posted-at') ?? proposal.postedAt ?? '';
  return {
    kind: 'confirmed',
    title,
    source,
    preamble,
    postedAt: postedAt === '' ? null : postedAt,
    issuer: decided.get('issuer') ?? proposal.issuer,
    addressees: addressees === undefined ? proposal.addressees : splitNames(addressees),
    madeOn: decided.get('made-on') ?? proposal.madeOn ?? '',
    parentNumber: parentNumber === '' ? null : parentNumber,
    groups: proposal.groups.map((group) => ({
      number: group.number,
      title: decided.get(`group-${group.number}`) ?? group.title,
      tasks: group.tasks.map((task) => confirmTask(task, proposal, decided, points)),
    })),
    settled,
  };
}

function confirmTask(
  task: NoticeTask,
  { directory }: NoticeProposal,
  decided: ReadonlyMap<string, string>,
  points: readonly Point[],
): ConfirmedTask {
  const { number, title, lines } = task;
  const of = (cell: string): string | undefined => decided.get(`task-${number}/${cell}`);
  const idsOf = (names: readonly string[]): string[] => [
    ...new Set(
      names.flatMap((name) => decided.get(sectionPointId(name)) ?? sectionId(directory, name) ?? []),
    ),
  ];
  const leads = splitNames(of('lead') ?? task.lead?.name ?? '');
  const responsible =
    of('responsible') === undefined
      ? task.responsible.map(({ name }) => name)
      : splitNames(of('responsible') ?? '');
  // Where several were named to lead, the ones not chosen still have work to do.
  const alsoNamed =
    points
      .find(({ id }) => id === `task-${number}/lead`)
      ?.candidates.filter((name) => !leads.includes(name)) ?? [];
  return {
    number,
    title,
    lines,
    lead: idsOf(leads)[0] ?? null,
    responsible: idsOf([...alsoNamed, ...responsible]),
    requirement: of('requirement') ?? task.requirement,
    definitionTypes: splitNames(of('types') ?? task.definitionTypes.join('、')),
  };
}

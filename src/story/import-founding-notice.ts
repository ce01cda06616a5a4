import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readVocabulary } from '../definitions/load-vocabulary.js';
import { confirmNotice } from '../imports/confirm-notice.js';
import { readNotice } from '../imports/read-notice.js';
import type { Timeline } from './timeline.js';

export interface ConfirmedImport {
  title: string;
  documentNumber: string;
  madeOn: string;
  text: string;
}

/** Reads the founding notice, shows what is damaged beside what it probably was, and has a person confirm it. */
export function importFoundingNotice(root: string, timeline: Timeline): ConfirmedImport {
  const workflows = join(root, 'workflows');
  const text = readFileSync(join(workflows, 'seed', 'notice-2016.txt'), 'utf8');
  const proposal = readNotice(text, readVocabulary(workflows).vocabulary);
  const tasks = proposal.groups.flatMap((group) => group.tasks);
  timeline.heading('导入：三明市司法局2016年政务公开任务分解通知', 'Import of the founding notice');
  timeline.quote(
    `${proposal.groups.length} 类 ${tasks.length} 项任务 (${proposal.groups.length} groups, ${tasks.length} tasks)`,
  );
  timeline.must(
    proposal.groups.length === 7 && tasks.length === 14 && proposal.faults.length === 0,
    '7 类 14 项 seven groups and fourteen tasks',
    proposal.faults,
  );
  const open = proposal.points.filter(({ certain }) => !certain);
  for (const { found, proposed, candidates, why, where } of open) {
    timeline.quote(
      `${where.zh}：原文“${found}” → 建议“${proposed ?? candidates.join(' / ')}”，${why.zh} (${why.en})`,
    );
  }
  const confirmed = confirmNotice(
    proposal,
    open.map(({ id }) => ({ point: id, decision: 'accept' })),
  );
  if (confirmed.kind === 'refused' || confirmed.parentNumber === null)
    throw new Error('the founding notice could not be confirmed');
  timeline.must(
    confirmed.parentNumber === '明政办函〔2016〕34号' && confirmed.madeOn === '2016-06-28',
    '文号和日期经人确认 number and date are confirmed',
    confirmed.settled,
  );
  timeline.quote(
    `经人确认：文号 ${confirmed.parentNumber}，成文日期 ${confirmed.madeOn}；原文一并保留 (confirmed by a person; the damaged text is kept beside it)`,
  );
  return { title: proposal.title, documentNumber: confirmed.parentNumber, madeOn: confirmed.madeOn, text };
}

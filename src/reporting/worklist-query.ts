import type { DataSource, ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { CaseCopyEntity, CaseEntity, EventEntity, TaskEntity } from './case-entities.js';
import { SectionEntity } from './people-entities.js';
import type { WorklistCursor } from './worklist-cursor.js';

export const queues = ['todo', 'done', 'started', 'copied', 'drafts'] as const;
export type Queue = (typeof queues)[number];

export interface WorklistQuestion {
  queue: Queue;
  me: string;
  /** First states of every definition: a case in one of them is a draft. */
  firstStates: readonly { type: string; version: number; state: string }[];
}

export interface WorklistRow {
  id: string;
  number: string;
  type: string;
  version: number;
  state: string;
  title: string;
  revision: number;
  nextDueAt: Date | null;
  isLate: boolean;
  since: Date;
  sectionId: string | null;
  sectionZh: string | null;
  sectionEn: string | null;
  nudges: number;
  dueKey: string;
  sinceKey: string;
}

type Rows = SelectQueryBuilder<CaseEntity>;
type Members = SelectQueryBuilder<ObjectLiteral>;

const isMine = `t.state = 'open' and (t.person_id = :me or (t.role is not null and exists (
  select from holding h where h.person_id = :me and h.role = t.role and (t.section_id is null or h.section_id = t.section_id))))`;
const isDraft = `exists (select from jsonb_to_recordset(cast(:firstStates as jsonb)) as f(type text, version int, state text)
  where f.type = c.type and f.version = c.version and f.state = c.state)`;
const dueKey = `coalesce(c.nextDueAt, 'infinity')`;

/** The cases of one queue, each once, with the instant since which it is there. */
export function queueQuery(source: DataSource, { queue, me, firstStates }: WorklistQuestion): Rows {
  const rows = source
    .createQueryBuilder(CaseEntity, 'c')
    .innerJoin((from: Members) => members(from, queue), 'mine', 'mine."caseId" = c.id')
    .leftJoin(SectionEntity, 's', 's.id = c.sectionId')
    .setParameters({ me, firstStates: JSON.stringify(firstStates) });
  switch (queue) {
    case 'done':
      return rows.andWhere(`not exists (select from task t where t.case_id = c.id and ${isMine})`);
    case 'started':
      return rows.andWhere(`not ${isDraft}`);
    case 'drafts':
      return rows.andWhere(isDraft);
    case 'todo':
    case 'copied':
      return rows;
  }
}

/** Which cases belong to the person in this way, and since when. */
function members(from: Members, queue: Queue): Members {
  const pairs = (id: string, since: string) => from.select(id, 'caseId').addSelect(since, 'since');
  switch (queue) {
    case 'todo':
      return pairs('t.caseId', 'min(t.since)').from(TaskEntity, 't').where(isMine).groupBy('t.caseId');
    case 'done':
      return pairs('e.caseId', 'max(e.recordedAt)')
        .from(EventEntity, 'e')
        .where('e.actorId = :me')
        .groupBy('e.caseId');
    case 'copied':
      return pairs('y.caseId', 'y.copiedAt').from(CaseCopyEntity, 'y').where('y.personId = :me');
    case 'started':
    case 'drafts':
      return pairs('o.id', 'o.openedAt').from(CaseEntity, 'o').where('o.ownerId = :me');
  }
}

/** What must still be done comes soonest deadline first; what is over or merely for reading, newest first. */
export function pageQuery(
  source: DataSource,
  question: WorklistQuestion,
  cursor: WorklistCursor | null,
  limit: number,
): Rows {
  const rows = withColumns(queueQuery(source, question)).limit(limit);
  const isNewestFirst = question.queue === 'done' || question.queue === 'copied';
  if (isNewestFirst) {
    rows.orderBy('mine."since"', 'DESC').addOrderBy('c.id', 'DESC');
    return cursor
      ? rows.andWhere('(mine."since", c.id) < (cast(:since as timestamptz), cast(:id as uuid))', cursor)
      : rows;
  }
  rows.orderBy(dueKey, 'ASC').addOrderBy('mine."since"', 'ASC').addOrderBy('c.id', 'ASC');
  return cursor
    ? rows.andWhere(
        `(${dueKey}, mine."since", c.id) > (cast(:due as timestamptz), cast(:since as timestamptz), cast(:id as uuid))`,
        cursor,
      )
    : rows;
}

function withColumns(rows: Rows): Rows {
  rows.select('c.id', 'id');
  const columns = [
    'number',
    'type',
    'version',
    'state',
    'title',
    'revision',
    'nextDueAt',
    'isLate',
    'sectionId',
  ];
  for (const column of columns) rows.addSelect(`c.${column}`, column);
  return rows
    .addSelect('s.zh', 'sectionZh')
    .addSelect('s.en', 'sectionEn')
    .addSelect('mine."since"', 'since')
    .addSelect(`cast(${dueKey} as text)`, 'dueKey')
    .addSelect('cast(mine."since" as text)', 'sinceKey')
    .addSelect(
      `coalesce((select jsonb_array_length(f.file -> 'signing' -> 'nudges') from case_file f where f.case_id = c.id), 0)`,
      'nudges',
    );
}

import { matches, type Assignee, type Directory } from '../../engine/approval.js';
import type { NoticeRow } from './notice-rows.js';

/** Whom a notice is for, each person once. Roles of a section reach the section of the case. */
export function recipientsOf(
  row: NoticeRow,
  directory: Directory,
  sectionRoles: ReadonlySet<string>,
): string[] {
  const assignees = assigneesOf(row, sectionRoles);
  const named = assignees.flatMap((assignee) => ('person' in assignee ? [assignee.person] : []));
  const byRole = directory.people
    .filter((person) => assignees.some((assignee) => !('person' in assignee) && matches(assignee, person)))
    .map(({ id }) => id);
  return [...new Set([...named, ...byRole])];
}

function assigneesOf(row: NoticeRow, sectionRoles: ReadonlySet<string>): Assignee[] {
  switch (row.effect) {
    case 'notify-owner':
      return [{ person: row.owner }];
    case 'notify-rung':
      return [...(row.payload.to ?? []), ...(row.payload.copy ?? [])].map((to) =>
        typeof to === 'string' ? assigneeFor(to, row, sectionRoles) : to,
      );
    case 'notify-copied':
      return (row.payload.to ?? []).filter((to): to is Assignee => typeof to !== 'string');
    default:
      return row.tasks.map(({ role, sectionId, personId }): Assignee =>
        personId !== null
          ? { person: personId }
          : { role: role ?? '', ...(sectionId === null ? {} : { section: sectionId }) },
      );
  }
}

function assigneeFor(to: string, row: NoticeRow, sectionRoles: ReadonlySet<string>): Assignee {
  if (to === 'case-owner') return { person: row.owner };
  return sectionRoles.has(to) && row.section !== null ? { role: to, section: row.section } : { role: to };
}

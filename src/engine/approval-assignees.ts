import { reason, type Reason } from './reasons.js';

/** Who is asked: one person by name, or whoever holds a role (in one section, if it is named). */
export type Assignee = { person: string } | { role: string; section?: string };

interface HeldRole {
  role: string;
  section?: string | null;
}

export interface ActorView {
  kind: 'person' | 'system';
  id: string;
  roles: readonly HeldRole[];
}

/** The sections and people of the bureau, as far as handing out work needs them. */
export interface Directory {
  sections: readonly { id: string; zh: string; shortNames: readonly string[]; isBusiness: boolean }[];
  people: readonly { id: string; roles: readonly HeldRole[] }[];
}

/** How a workflow or an imported table names people: `reviewer`, `section-head@法规科`, a role in a set of sections, or one person. */
export type AssigneeSpec = string | { role: string; sections: string } | { person: string };

/** Whether a task given to this assignee may be done by this actor. A role held without a section does not open a section's task. */
export function matches(assignee: Assignee, actor: Pick<ActorView, 'id' | 'roles'>): boolean {
  if ('person' in assignee) return assignee.person === actor.id;
  const { role, section } = assignee;
  return actor.roles.some(
    (held) => held.role === role && (section === undefined || held.section === section),
  );
}

export function isSameAssignee(left: Assignee, right: Assignee): boolean {
  if ('person' in left || 'person' in right) {
    return 'person' in left && 'person' in right && left.person === right.person;
  }
  return left.role === right.role && left.section === right.section;
}

/**
 * Turns what a workflow says (各科室, 各业务科室, short names) into assignees, each once.
 * @param barred people who may not decide on this case; a role held only by them is as good as empty
 * @returns with every fault at once: unknown names, and each role or section in which nobody could act,
 * because a task that nobody can do would let its deadline pass unseen
 */
export function expandAssignees(
  specs: readonly AssigneeSpec[],
  directory: Directory,
  barred: readonly string[] = [],
): { assignees: Assignee[]; faults: Reason[] } {
  const assignees: Assignee[] = [];
  const faults: Reason[] = [];
  for (const spec of specs) {
    const expanded = expandOne(spec, directory);
    faults.push(...expanded.faults);
    for (const assignee of expanded.assignees) {
      if (assignees.some((known) => isSameAssignee(known, assignee))) continue;
      assignees.push(assignee);
      faults.push(...assigneeFaults(assignee, directory, barred));
    }
  }
  return { assignees, faults };
}

/** Why work cannot be given to this assignee: it does not exist, nobody holds the role, or the drafter would decide on own work. */
export function assigneeFaults(
  assignee: Assignee,
  directory: Directory,
  barred: readonly string[],
): Reason[] {
  if ('person' in assignee) {
    const { person } = assignee;
    if (!directory.people.some((known) => known.id === person))
      return [unknown(person, '没有此人', 'no such person')];
    return barred.includes(person) ? [reason('own-work', { person })] : [];
  }
  const { role, section } = assignee;
  const known = directory.sections.find((one) => one.id === section);
  if (section !== undefined && !known)
    return [unknown(`${role}@${section}`, '没有此科室', 'no such section')];
  const isHeld = directory.people.some((person) => !barred.includes(person.id) && matches(assignee, person));
  if (isHeld) return [];
  return [reason('nobody-to-act', known ? { role: `${role}@${known.zh}`, section: known.id } : { role })];
}

interface Expanded {
  assignees: Assignee[];
  faults: Reason[];
}
const found = (...assignees: Assignee[]): Expanded => ({ assignees, faults: [] });
const failed = (fault: Reason): Expanded => ({ assignees: [], faults: [fault] });

function expandOne(spec: AssigneeSpec, directory: Directory): Expanded {
  if (typeof spec === 'string') return expandText(spec, directory);
  if ('person' in spec) return found({ person: spec.person });
  return expandSections(spec.role, spec.sections, directory);
}

function expandText(spec: string, directory: Directory): Expanded {
  const [role = '', name, ...rest] = spec.split('@');
  if (role === '' || name === '' || rest.length > 0) {
    return failed(unknown(spec, '应写作“角色”或“角色@科室”', 'write it as role or role@section'));
  }
  if (name === undefined) return found({ role });
  const sections = sectionsCalled(name, directory);
  const [section] = sections;
  if (section === undefined) return failed(unknown(spec, '没有此科室', 'no such section'));
  if (sections.length === 1) return found({ role, section: section.id });
  // 法规科 may be one section's short name or another's: a person must say which (the 2016 notice, task 2).
  const names = sections.map((one) => one.zh);
  return failed(
    unknown(
      spec,
      `简称可指${names.join('、')}，请写全称`,
      `it may mean ${names.join(' or ')}; write the full name`,
    ),
  );
}

/** A full name or id is meant before a short name is. */
function sectionsCalled(name: string, { sections }: Directory): Directory['sections'] {
  const exact = sections.filter((section) => section.id === name || section.zh === name);
  return exact.length > 0 ? exact : sections.filter((section) => section.shortNames.includes(name));
}

function expandSections(role: string, set: string, { sections }: Directory): Expanded {
  if (set !== 'all-sections' && set !== 'business-sections') {
    return failed(
      unknown(
        `${role}@${set}`,
        '科室集合只有各科室（all-sections）和各业务科室（business-sections）',
        'a set is all-sections or business-sections',
      ),
    );
  }
  const members = set === 'all-sections' ? sections : sections.filter((section) => section.isBusiness);
  if (members.length === 0) return failed(reason('nobody-to-act', { role: `${role}@${set}`, sections: set }));
  return found(...members.map((section) => ({ role, section: section.id })));
}

function unknown(assignee: string, why: string, whyEn: string): Reason {
  return reason('unknown-assignee', { assignee, why, whyEn });
}

import { expandAssignees, type Assignee, type AssigneeSpec } from './approval.js';
import type { CaseFile, World } from './case-file.js';
import type { Action, State, Vocabulary } from './definition.js';
import type { Reason } from './reasons.js';

/** The roles of a step other than the service itself, each narrowed to the section of the case where the role is a section's. */
export function handlersOf(state: State, file: CaseFile, vocabulary: Vocabulary): Assignee[] {
  if (state.final) return []; // closed: what can be taken up again is nobody's task
  return rolesOf(state).map((role) => assigneeFor(role, file, vocabulary));
}

const rolesByState = new WeakMap<State, readonly string[]>();

function rolesOf(state: State): readonly string[] {
  const known = rolesByState.get(state);
  if (known) return known;
  const roles = [...new Set(Object.values(state.on).flatMap(({ by }) => by))].filter(
    (role) => role !== 'system',
  );
  rolesByState.set(state, roles);
  return roles;
}

/** A drafter's step is the case owner's own; other roles are whoever holds them. */
export function assigneeFor(role: string, file: CaseFile, vocabulary: Vocabulary): Assignee {
  if (role === 'drafter') return { person: file.owner };
  const isOfSection = vocabulary.roles[role]?.scope === 'section' && file.section !== null;
  return isOfSection && file.section !== null ? { role, section: file.section } : { role };
}

/** Section sets such as 各科室 become one assignee per section; a role that only barred people hold is as good as empty. */
export function signersOf(
  state: State,
  file: CaseFile,
  vocabulary: Vocabulary,
  world: World,
): { assignees: Assignee[]; faults: Reason[] } {
  const specs = state.signing?.of ?? [];
  const isBarred = Object.values(state.on).some((action) => action.not.includes('drafter'));
  const barred = isBarred ? file.drafters : [];
  return expandAssignees(
    specs.map((spec) => inSection(spec, file, vocabulary)),
    world.directory,
    barred,
  );
}

/** A section's role means the section of the case. */
function inSection(spec: AssigneeSpec, file: CaseFile, vocabulary: Vocabulary): AssigneeSpec {
  const isPlainRole = typeof spec === 'string' && !spec.includes('@');
  if (!isPlainRole || file.section === null || vocabulary.roles[spec]?.scope !== 'section') return spec;
  return `${spec}@${file.section}`;
}

/** The roles that may do an action, in words, for a refusal. */
export function rolesInWords(
  action: Pick<Action, 'by'>,
  vocabulary: Vocabulary,
  language: 'zh' | 'en',
): string {
  return action.by
    .map((role) => vocabulary.roles[role]?.[language] ?? role)
    .join(language === 'zh' ? '、' : ', ');
}

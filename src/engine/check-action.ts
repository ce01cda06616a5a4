import type { Actor, CaseFile, World } from './case-file.js';
import { checkData, fieldsOf, isFilled } from './check-fields.js';
import type { ActCommand, OpenCommand } from './commands.js';
import { isInput, type Action, type Definition, type Vocabulary } from './definition.js';
import { rolesInWords } from './handlers.js';
import { inputTitles } from './inputs.js';
import { reason, type Reason } from './reasons.js';
import { holds } from './conditions.js';
import { checkFinding } from './check-finding.js';
import { checkSchedule } from './check-schedule.js';

/** Every reason against opening a case, at once. */
export function checkOpening(
  definition: Definition,
  vocabulary: Vocabulary,
  command: OpenCommand,
  actor: Actor,
  world: World,
): Reason[] {
  const known = { vocabulary, today: world.today };
  const mandatory = Object.keys(definition.form).filter((name) => definition.form[name]?.mandatory);
  const faults = [
    ...checkData(definition, Object.keys(definition.form), command.data, known),
    ...missing(definition, mandatory, {}, command.data),
  ];
  const isEntitled =
    actor.kind === 'system' || actor.roles.some(({ role }) => definition.openedBy.includes(role));
  if (!isEntitled)
    faults.push(
      reason('wrong-role', {
        roles: definition.openedBy.join('、'),
        rolesEn: definition.openedBy.join(', '),
      }),
    );
  return [...faults, ...checkDate(command.occurredAt, world)];
}

/** Every reason against an action, at once; an empty list means that it may be done. */
export function checkAction(
  definition: Definition,
  vocabulary: Vocabulary,
  file: CaseFile,
  command: ActCommand,
  actor: Actor,
  world: World,
): Reason[] {
  const state = definition.states[file.state];
  const action = state?.on[command.action];
  const stale = checkRevision(file, command.revision);
  if (state?.final && !action) return [...stale, reason('case-closed', {})];
  if (!action)
    return [...stale, reason('unknown-action', { action: command.action, state: state?.zh ?? file.state })];
  return [
    ...stale,
    ...checkActor(action, vocabulary, file, actor),
    ...checkConditions(definition, action, file, command, world),
    ...checkData(definition, action.sets, command.data, { vocabulary, today: world.today }),
    ...missing(definition, needsOf(action), file.fields, command.data),
    ...checkFinding(definition, vocabulary, action, file, command.data),
    ...checkDate(command.occurredAt, world),
  ];
}

/** Who may do it: the role, in the section of the case where the role is a section's, and never one's own work where barred. */
export function checkActor(action: Action, vocabulary: Vocabulary, file: CaseFile, actor: Actor): Reason[] {
  const faults: Reason[] = [];
  const roles = rolesInWords(action, vocabulary, 'zh');
  const rolesEn = rolesInWords(action, vocabulary, 'en');
  const held = actor.roles.filter(({ role }) => action.by.includes(role));
  const isHolder = holdsTask(file, actor);
  if (held.length === 0 && !isHolder) faults.push(reason('wrong-role', { roles, rolesEn }));
  else if (!isHolder && !held.some((holding) => isInReach(holding, vocabulary, file)))
    faults.push(reason('other-section', { roles, rolesEn }));
  else if (!isHolder && isHandedOn(file, actor)) faults.push(reason('not-your-task', {}));
  if (action.not.includes('drafter') && file.drafters.includes(actor.id)) faults.push(reason('own-work', {}));
  return faults;
}

function isInReach(
  { role, section }: Actor['roles'][number],
  vocabulary: Vocabulary,
  file: CaseFile,
): boolean {
  if (vocabulary.roles[role]?.scope !== 'section') return true;
  return file.section === null || section === file.section;
}

/** A task that was handed to this very person, by transfer, delegation or as an added signer. */
function holdsTask(file: CaseFile, actor: Actor): boolean {
  return file.signing.tasks.some(
    (task) =>
      task.state === 'open' &&
      task.parent !== undefined &&
      'person' in task.assignee &&
      task.assignee.person === actor.id,
  );
}

/** Somebody who acts on what they saw must have seen the present revision. */
export function checkRevision(file: CaseFile, seen: number | undefined): Reason[] {
  return seen === undefined || seen === file.revision
    ? []
    : [reason('stale-revision', { current: file.revision, seen })];
}

/** Everything that this person's roles would have had here was handed on to others. */
function isHandedOn(file: CaseFile, actor: Actor): boolean {
  const tasks = file.signing.tasks.filter((task) => task.parent === undefined);
  const mine = tasks.filter(({ assignee }) =>
    'person' in assignee
      ? assignee.person === actor.id
      : actor.roles.some(({ role }) => role === assignee.role),
  );
  return mine.length > 0 && mine.every((task) => task.state === 'handed-on');
}

const stateWords = { filled: { zh: '已填写', en: 'filled in' }, empty: { zh: '未填写', en: 'empty' } };

function checkConditions(
  definition: Definition,
  action: Action,
  file: CaseFile,
  command: ActCommand,
  world: World,
): Reason[] {
  const fields = { ...file.fields, ...fieldsOf(command.data) };
  const faults = Object.entries(action.when ?? {})
    .filter(([name, values]) => !holds({ [name]: values }, fields))
    .map(([name, values]) => {
      const field = definition.form[name];
      const titles = (language: 'zh' | 'en') => {
        if (!Array.isArray(values)) return stateWords[values][language];
        return values.map((value) => field?.of?.[String(value)]?.[language] ?? String(value)).join(' / ');
      };
      return reason('condition-not-met', {
        field: name,
        title: field?.zh ?? name,
        titleEn: field?.en ?? name,
        values: titles('zh'),
      });
    });
  const release = action.notBefore === undefined ? undefined : fields[action.notBefore];
  if (typeof release === 'string' && Date.parse(world.now) < Date.parse(release))
    faults.push(reason('too-early', { instant: release }));
  return [...faults, ...checkSchedule(definition, action, fields, world)];
}

/** What must be there: the listed needs, and the checklist where the action asks for one. */
export function needsOf({ needs, checklist }: Action): string[] {
  return checklist === undefined || needs.includes('checklist') ? needs : [...needs, 'checklist'];
}

function missing(
  definition: Definition,
  needs: readonly string[],
  fields: CaseFile['fields'],
  data: Record<string, unknown>,
): Reason[] {
  return needs
    .filter((name) => !isFilled(isInput(name) ? data[name] : (data[name] ?? fields[name])))
    .map((name) => {
      const titles = isInput(name) ? inputTitles[name] : definition.form[name];
      return reason('missing-need', { need: name, title: titles?.zh ?? name, titleEn: titles?.en ?? name });
    });
}

/** Facts come from the past; a date ahead of business time is a mistake or a lie. */
function checkDate(occurredAt: string | undefined, world: World): Reason[] {
  if (occurredAt === undefined || Date.parse(occurredAt) <= Date.parse(world.now)) return [];
  return [reason('date-in-future', { on: occurredAt })];
}

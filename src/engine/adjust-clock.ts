import type { Actor, CaseFile, World } from './case-file.js';
import { clockStatus } from './clock.js';
import type { ClockFact } from './clock-rule.js';
import { dateOfInstant, instantOfDate } from './days.js';
import { checkRevision } from './check-action.js';
import type { Decision, Entry } from './commands.js';
import type { ClockDefinition, Definition, Vocabulary } from './definition.js';
import { isRealDate } from './check-fields.js';
import { rolesInWords } from './handlers.js';
import { inputTitles } from './inputs.js';
import { appendFacts, clockChanges, currentRun, grounds, statusOf } from './record-facts.js';
import { reason, refuse, type Reason, type Refusal } from './reasons.js';

/** 延期, 更正 and 终止 of one clock. None of them edits a stored date: each is one more fact in its ledger. */
export interface AdjustCommand {
  kind: 'adjust';
  adjustment: 'extend' | 'correct' | 'void';
  clock: string;
  /** Length of an extension, in the unit of the clock. */
  amount?: number;
  /** The fact that is corrected, counted from 0 in the ledger of the clock, and the date on which it really happened. */
  index?: number;
  on?: string;
  data: Record<string, string>;
  revision?: number;
}

/** Who may correct or void a clock: those who answer for the ledger, never the person who is late. */
const correctors = ['office-lead', 'director'];

export function decideAdjustment(
  definition: Definition,
  vocabulary: Vocabulary,
  file: CaseFile,
  command: AdjustCommand,
  actor: Actor,
  world: World,
): Decision | Refusal {
  const clock = definition.clocks[command.clock];
  if (!clock) return refuse([reason('unknown-clock', { clock: command.clock })]);
  const faults = [
    ...checkRevision(file, command.revision),
    ...check(clock, vocabulary, file, command, actor, world),
  ];
  if (faults.length > 0) return refuse(faults);
  const fact = factFor(command, clock, actor, world);
  const clocks = appendFacts(file.clocks, [{ clock: command.clock, fact }]);
  const next: CaseFile = { ...file, clocks, revision: file.revision + 1 };
  const changes = clockChanges(definition, file, next, world);
  next.clocks = changes.clocks;
  const entry: Entry = {
    action: `${command.adjustment}-clock`,
    from: file.state,
    to: file.state,
    by: actor.id,
    occurredAt: world.now,
    words: command.data,
    changed: {},
    facts: [{ clock: command.clock, fact }],
    breached: changes.breached,
  };
  return {
    kind: 'decided',
    next,
    entry,
    disarm: changes.disarm,
    arm: changes.arm,
    effects: [{ effect: 'notify-owner', payload: { clock: command.clock } }],
  };
}

function check(
  clock: ClockDefinition,
  vocabulary: Vocabulary,
  file: CaseFile,
  command: AdjustCommand,
  actor: Actor,
  world: World,
): Reason[] {
  switch (command.adjustment) {
    case 'extend':
      return checkExtension(clock, vocabulary, file, command, actor, world);
    case 'correct':
      return [
        ...checkCorrector(vocabulary, actor),
        ...checkCorrection(clock, file, command, world),
        ...checkWords(command, ['reason', 'evidence']),
      ];
    case 'void':
      return [
        ...checkCorrector(vocabulary, actor),
        ...checkRunning(clock, file, command, world),
        ...checkWords(command, ['reason', 'basis']),
      ];
  }
}

function checkCorrector(vocabulary: Vocabulary, actor: Actor): Reason[] {
  if (actor.roles.some(({ role }) => correctors.includes(role))) return [];
  return [
    reason('wrong-role', {
      roles: rolesInWords({ by: correctors }, vocabulary, 'zh'),
      rolesEn: rolesInWords({ by: correctors }, vocabulary, 'en'),
    }),
  ];
}

function checkWords(command: AdjustCommand, needs: readonly (keyof typeof inputTitles)[]): Reason[] {
  return needs
    .filter((need) => !command.data[need])
    .map((need) =>
      reason('missing-need', { need, title: inputTitles[need].zh, titleEn: inputTitles[need].en }),
    );
}

function checkRunning(
  clock: ClockDefinition,
  file: CaseFile,
  command: AdjustCommand,
  world: World,
): Reason[] {
  const { state } = statusOf(clock, file.clocks[command.clock], file, world);
  return state === 'running' || state === 'paused' ? [] : [reason('clock-not-running', { clock: clock.zh })];
}

/** Regulations 2019 art. 33: approved by the head of the disclosure office, told to the applicant, once, and before expiry. */
function checkExtension(
  clock: ClockDefinition,
  vocabulary: Vocabulary,
  file: CaseFile,
  command: AdjustCommand,
  actor: Actor,
  world: World,
): Reason[] {
  const rule = clock.extends;
  const refuseFor = (why: string, whyEn: string) => [
    reason('extension-not-allowed', { clock: clock.zh, why, whyEn }),
  ];
  if (!rule) return refuseFor('规则没有规定延长', 'its rule knows no extension');
  const faults: Reason[] = checkWords(command, rule.needs);
  if (!actor.roles.some(({ role }) => rule.by.includes(role))) {
    faults.push(
      reason('wrong-role', {
        roles: rolesInWords(rule, vocabulary, 'zh'),
        rolesEn: rolesInWords(rule, vocabulary, 'en'),
      }),
    );
  }
  const most = rule.workingDays ?? rule.calendarDays ?? rule.hours ?? 0;
  const amount = command.amount ?? 0;
  if (!Number.isInteger(amount) || amount < 1 || amount > most)
    faults.push(
      ...refuseFor(`一次最多延长 ${most}（${rule.law}）`, `one extension is at most ${most} (${rule.law})`),
    );
  const run = currentRun(file.clocks[command.clock]?.facts ?? []);
  if (run.filter((fact) => fact.kind === 'extend').length >= rule.times)
    faults.push(...refuseFor(`只能延长 ${rule.times} 次`, `it may be extended ${rule.times} time(s)`));
  faults.push(...checkRunning(clock, file, command, world));
  const status = clockStatus(clock, run, world.calendar, file.fields);
  if (status.state === 'running' && world.today > status.dueOn)
    faults.push(...refuseFor('期限已过', 'the deadline has passed'));
  return faults;
}

function checkCorrection(
  clock: ClockDefinition,
  file: CaseFile,
  command: AdjustCommand,
  world: World,
): Reason[] {
  const facts = file.clocks[command.clock]?.facts ?? [];
  const wrong = facts[command.index ?? -1];
  if (!wrong || wrong.kind === 'correct')
    return [reason('unknown-fact', { clock: clock.zh, index: command.index ?? '?' })];
  if (command.on === undefined || !isRealDate(command.on))
    return [
      reason('bad-value', {
        title: '更正后的日期',
        why: '应为实际存在的日期',
        whyEn: 'it must be a date that exists',
        field: 'on',
      }),
    ];
  return command.on > world.today ? [reason('date-in-future', { on: command.on })] : [];
}

function factFor(command: AdjustCommand, clock: ClockDefinition, actor: Actor, world: World): ClockFact {
  const zone = world.calendar.zoneOffsetMinutes;
  const common = {
    recordedAt: world.now,
    by: actor.id,
    ...grounds({
      basis: command.data['basis'] ?? command.data['reason'],
      evidence: command.data['evidence'],
    }),
  };
  const now = { on: dateOfInstant(world.now, zone), at: world.now };
  switch (command.adjustment) {
    case 'extend': {
      const unit =
        clock.extends?.workingDays !== undefined
          ? 'workingDays'
          : clock.extends?.calendarDays !== undefined
            ? 'calendarDays'
            : 'hours';
      return { kind: 'extend', ...now, ...common, [unit]: command.amount };
    }
    case 'correct':
      return {
        kind: 'correct',
        corrects: command.index,
        on: command.on ?? world.today,
        at: instantOfDate(command.on ?? world.today, zone),
        ...common,
      };
    case 'void':
      return { kind: 'void', ...now, ...common };
  }
}

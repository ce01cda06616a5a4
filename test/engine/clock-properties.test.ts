import fc from 'fast-check';
import { addWorkingDays, workingDaysBetween } from '../../src/engine/calendar.js';
import { clockStatus, explainClock, factsKnownAt, type ClockStatus } from '../../src/engine/clock.js';
import type { ClockFact, ClockRule } from '../../src/engine/clock-rule.js';
import { china, isWorkingByLists, shift } from './national-calendar.js';

type DueRule = Pick<ClockRule, 'limit' | 'extends'>;
const anyDay = fc.integer({ min: 0, max: 4_400 }).map((days) => shift('2016-01-01', days));
const workingDays = fc.integer({ min: 1, max: 40 });
const factNear = (start: string): fc.Arbitrary<ClockFact> =>
  fc.oneof(
    fc.record({
      kind: fc.constantFrom<ClockFact['kind']>(
        'pause',
        'pause',
        'resume',
        'resume',
        'restart',
        'stop',
        'start',
      ),
      on: fc.integer({ min: -5, max: 90 }).map((days) => shift(start, days)),
    }),
    fc.record({
      kind: fc.constant<ClockFact['kind']>('extend'),
      on: fc.integer({ min: -5, max: 90 }).map((days) => shift(start, days)),
      workingDays: fc.integer({ min: 1, max: 20 }),
    }),
  );
const ledger = anyDay.chain((start) =>
  fc
    .array(factNear(start), { maxLength: 8 })
    .map((facts): ClockFact[] => [{ kind: 'start', on: start }, ...facts]),
);
const spans = fc.array(fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 20 })), {
  maxLength: 4,
});

const rule = (limit: number): DueRule => ({
  limit: { workingDays: limit },
  extends: { workingDays: 20, times: 2 },
});
const dueOn = (status: ClockStatus): string => ('dueOn' in status ? status.dueOn : `(${status.state})`);
/** The status without the line numbers, which are those of the ledger as written. */
function withoutLines(status: ClockStatus): unknown {
  if (!('ignored' in status)) return status;
  const ignored = status.ignored.map(({ kind, on, reason }) => `${on} ${kind} ${reason}`).sort();
  return { ...status, ignored };
}

describe('any clock in working days', () => {
  it('is due when a count over single days outside every pause reaches the limit', () => {
    fc.assert(
      fc.property(anyDay, workingDays, spans, (start, limit, pauses) => {
        const dated = pauses.map(([from, length]) => ({
          from: shift(start, from),
          until: shift(start, from + length),
        }));
        const facts = dated.flatMap(({ from, until }): ClockFact[] => [
          { kind: 'pause', on: from },
          { kind: 'resume', on: until },
        ]);
        const status = clockStatus(rule(limit), [{ kind: 'start', on: start }, ...facts], china);

        let day = start;
        for (let left = limit; left > 0;) {
          day = shift(day, 1);
          if (isWorkingByLists(day) && !dated.some(({ from, until }) => day > from && day <= until))
            left -= 1;
        }
        expect(dueOn(status)).toBe(day);
      }),
    );
  });
  it('is moved by a pause by exactly the working days of the pause', () => {
    fc.assert(
      fc.property(anyDay, workingDays, fc.nat(39), fc.nat(30), (start, limit, before, length) => {
        fc.pre(before < limit);
        const from = addWorkingDays(china, start, before);
        const until = addWorkingDays(china, from, length);
        const facts: ClockFact[] = [
          { kind: 'start', on: start },
          { kind: 'pause', on: from },
          { kind: 'resume', on: until },
        ];
        expect(dueOn(clockStatus(rule(limit), facts, china))).toBe(
          addWorkingDays(china, start, limit + length),
        );
      }),
    );
  });
  it('says the same in whatever order the pauses, the extension and the restart were written down', () => {
    const written = anyDay.chain((start) =>
      fc
        .tuple(spans, fc.nat(60), fc.nat(60))
        .map(([pauses, extended, restarted]): ClockFact[] => [
          { kind: 'start', on: start },
          { kind: 'extend', on: shift(start, extended), workingDays: 10 },
          { kind: 'restart', on: shift(start, restarted) },
          ...pauses.flatMap(([from, length]): ClockFact[] => [
            { kind: 'pause', on: shift(start, from) },
            { kind: 'resume', on: shift(start, from + length) },
          ]),
        ])
        .chain((facts) =>
          fc.tuple(fc.constant(facts), fc.shuffledSubarray(facts, { minLength: facts.length })),
        ),
    );
    fc.assert(
      fc.property(written, workingDays, ([facts, shuffled], limit) => {
        const [inOrder, mixed] = [facts, shuffled].map((each) =>
          withoutLines(clockStatus(rule(limit), each, china)),
        );
        expect(mixed).toEqual(inOrder);
      }),
    );
  });
  it('is explained by days that add up to its status', () => {
    fc.assert(
      fc.property(ledger, workingDays, (facts, limit) => {
        const { status, days, total } = explainClock(rule(limit), facts, china);
        const counted = days.filter((day) => day.counted !== null);
        expect(status).toEqual(clockStatus(rule(limit), facts, china));
        expect(counted.map((day) => day.counted)).toEqual(counted.map((_, index) => index + 1));
        if (status.state === 'paused') expect(total - counted.length).toBe(status.workingDaysLeft);
        if (status.state === 'running' || status.state === 'stopped') {
          expect(counted.at(-1)).toMatchObject({ date: status.dueOn, counted: total });
        }
        if (status.state === 'stopped')
          expect(days.filter(({ why }) => why === 'late')).toHaveLength(status.workingDaysLate ?? -1);
      }),
      { numRuns: 300 },
    );
  });
  it('is never due earlier for an extension', () => {
    fc.assert(
      fc.property(
        ledger,
        workingDays,
        fc.nat(90),
        fc.integer({ min: 1, max: 20 }),
        (facts, limit, after, granted) => {
          const open = facts.filter(
            ({ kind }) => kind === 'start' || kind === 'restart' || kind === 'extend',
          );
          const on = shift(open[0]?.on ?? '2026-03-02', after);
          const many: DueRule = { limit: { workingDays: limit }, extends: { workingDays: 20, times: 99 } };
          const before = dueOn(clockStatus(many, open, china));
          expect(
            dueOn(clockStatus(many, [...open, { kind: 'extend', on, workingDays: granted }], china)) >=
              before,
          ).toBe(true);
        },
      ),
    );
  });
  it('is late by the working days between the due day and the stop', () => {
    fc.assert(
      fc.property(anyDay, workingDays, fc.nat(120), (start, limit, after) => {
        const stop = shift(start, after);
        const status = clockStatus(
          rule(limit),
          [
            { kind: 'start', on: start },
            { kind: 'stop', on: stop },
          ],
          china,
        );
        const due = addWorkingDays(china, start, limit);
        expect(status).toMatchObject({
          dueOn: due,
          isLate: stop > due,
          workingDaysLate: stop > due ? workingDaysBetween(china, due, stop) : 0,
        });
      }),
    );
  });
  it('is told as it was known on an earlier day, whatever is written later', () => {
    fc.assert(
      fc.property(
        ledger,
        fc.array(factNear('2026-03-02'), { maxLength: 4 }),
        workingDays,
        (early, late, limit) => {
          const stamp = (facts: ClockFact[], recordedAt: string) =>
            facts.map((each) => ({ ...each, recordedAt }));
          const first = stamp(early, '2026-03-02T01:00:00.000Z');
          const correction: ClockFact = { kind: 'correct', on: '2026-01-05', corrects: 0 };
          const all = [...first, ...stamp([...late, correction], '2026-03-03T01:00:00.000Z')];
          const asKnown = factsKnownAt(all, '2026-03-02T12:00:00Z');
          expect(clockStatus(rule(limit), asKnown, china)).toEqual(clockStatus(rule(limit), first, china));
        },
      ),
    );
  });
  it('never changes the facts that it is given', () => {
    fc.assert(
      fc.property(ledger, workingDays, (facts, limit) => {
        const before = JSON.stringify(facts);
        explainClock(rule(limit), facts, china);
        expect(JSON.stringify(facts)).toBe(before);
      }),
    );
  });
});

describe('any clock in calendar days or hours', () => {
  it('is explained by days that add up to its due day, roll included', () => {
    fc.assert(
      fc.property(
        ledger,
        workingDays,
        fc.constantFrom('none' as const, 'next-working-day' as const),
        (facts, limit, roll) => {
          const inDays = facts.map((each) =>
            each.kind === 'extend' ? { kind: each.kind, on: each.on, calendarDays: each.workingDays } : each,
          );
          const dueRule: DueRule = {
            limit: { calendarDays: limit, roll },
            extends: { calendarDays: 20, times: 2 },
          };
          const { status, days, total } = explainClock(dueRule, inDays, china);
          const counted = days.filter((day) => day.counted !== null).length;
          if (status.state === 'paused') expect(total - counted).toBe(status.calendarDaysLeft);
          if (status.state === 'running') expect([counted, days.at(-1)?.date]).toEqual([total, status.dueOn]);
        },
      ),
    );
  });
  it('is explained by stretches of time that add up to its hours', () => {
    const moments = fc.array(
      fc.tuple(fc.constantFrom<ClockFact['kind']>('pause', 'resume', 'restart', 'stop'), fc.nat(200)),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(moments, fc.integer({ min: 1, max: 72 }), (steps, limit) => {
        const at = (quarterHours: number) =>
          new Date(Date.UTC(2026, 2, 2) + quarterHours * 900_000).toISOString();
        const facts = [
          { kind: 'start' as const, on: '2026-03-02', at: at(0) },
          ...steps.map(([kind, when]) => ({ kind, on: '2026-03-02', at: at(when) })),
        ];
        const { status, spans: told, total } = explainClock({ limit: { hours: limit } }, facts, china);
        const running = told
          .filter(({ why }) => why === 'running')
          .reduce((sum, { hours }) => sum + (hours ?? 0), 0);
        expect(running).toBe(status.state === 'paused' ? total - (status.hoursLeft ?? 0) : total);
        if (status.state === 'running') expect(told.at(-1)?.until).toBe(status.dueAt);
        if (status.state === 'stopped')
          expect(told.find(({ why }) => why === 'late')?.hours ?? 0).toBe(status.hoursLate);
      }),
    );
  });
});

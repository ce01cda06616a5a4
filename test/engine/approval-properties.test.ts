import fc from 'fast-check';
import { operate, type Signing } from '../../src/engine/approval.js';
import { reasonSentences } from '../../src/engine/reasons.js';
import { attempt, context, directory, frozen, named } from './approval-bureau.js';
import {
  barred,
  find,
  isFinal,
  isOver,
  openings,
  operations,
  play,
  steps,
  type Moment,
} from './approval-histories.js';

const votes = (signing: Signing): number => signing.tasks.filter((one) => one.vote === 'agree').length;

function always(look: (moment: Moment) => void): void {
  fc.assert(
    fc.property(openings, steps, (opening, given) => void play(opening, given, look)),
    { numRuns: 250 },
  );
}

describe('whatever is done, in any order, also wrongly', () => {
  it('somebody is asked until the signing is complete, recalled or returned, and nobody after that', () => {
    always(({ before, signing, outcome }) => {
      if (isOver(before)) return expect(outcome).toBe('refused');
      expect(isOver(signing)).toBe(outcome !== 'goes on' && outcome !== 'refused');
      if (isOver(signing)) expect(signing.tasks.every(isFinal)).toBe(true);
    });
  });

  it('no responsibility is lost: each unsettled one is with exactly one task, found through its parents', () => {
    always(({ signing, model }) => {
      if (isOver(signing)) return;
      for (const [id, { isSettled }] of model.responsibilities) {
        const carriers = signing.tasks.filter((one) => model.responsibilityOf(one) === id);
        expect(carriers.filter((one) => !isFinal(one))).toHaveLength(isSettled ? 0 : 1);
        for (const one of carriers.filter((carrier) => carrier.id !== id)) {
          expect(model.responsibilityOf(find(signing, one.parent ?? 0) ?? one)).toBe(id);
          expect(one.parent).toBeDefined();
        }
      }
    });
  });

  it('who was asked at first stays on record', () => {
    fc.assert(
      fc.property(openings, steps, (opening, given) => {
        const last = play(opening, given, () => undefined);
        expect(last.tasks.slice(0, opening.tasks.length).map((one) => [one.id, one.assignee])).toEqual(
          opening.tasks.map((one) => [one.id, one.assignee]),
        );
        expect(new Set(last.tasks.map((one) => one.id)).size).toBe(last.tasks.length);
      }),
    );
  });

  it('one act is at most one vote, and one responsibility has at most one', () => {
    always(({ before, signing, operation, model }) => {
      const isSigned = operation.op === 'sign';
      expect(votes(signing) - votes(before)).toBeLessThanOrEqual(isSigned ? 1 : 0);
      const voted = signing.tasks.filter((one) => one.vote).map((one) => model.responsibilityOf(one));
      expect([...voted].sort()).toEqual([...model.settledInOrder].sort());
      expect(new Set(voted).size).toBe(voted.length);
    });
  });

  it('nobody who was asked by name is asked by name for a second vote', () => {
    always(({ signing, model }) => {
      const asked = signing.tasks.filter((one) => {
        const isHandedBack = one.delegation === 'confirm';
        const isDelegates = model.of(model.responsibilityOf(one)).delegators.length > 0;
        return 'person' in one.assignee && !isFinal(one) && !isHandedBack && !isDelegates;
      });
      expect(new Set(asked.map((one) => JSON.stringify(one.assignee))).size).toBe(asked.length);
    });
  });

  it('it is complete exactly when the mode is satisfied', () => {
    always(({ outcome, operation, mustBeComplete }) => {
      if (outcome === 'refused' || operation.op === 'recall' || operation.op === 'return') return;
      expect(outcome === 'complete').toBe(mustBeComplete === true && operation.op === 'sign');
    });
  });

  it('whoever comes later, in turn or by 加签, signs later and is not asked earlier', () => {
    always(({ signing, model }) => {
      const place = (id: number): number => model.settledInOrder.indexOf(id);
      for (const [earlier, later] of model.precedes) {
        if (place(later) >= 0) expect(place(earlier)).toBeGreaterThanOrEqual(0);
        if (place(later) >= 0) expect(place(earlier)).toBeLessThan(place(later));
        const isAsked = signing.tasks.some(
          (one) => one.state === 'open' && model.responsibilityOf(one) === later,
        );
        if (isAsked) expect(place(earlier)).toBeGreaterThanOrEqual(0);
      }
    });
  });

  it('what is done, withdrawn or handed on never changes again', () => {
    always(({ before, signing }) => {
      for (const one of before.tasks.filter(isFinal)) {
        expect({ ...find(signing, one.id), order: 0, waitsFor: [] }).toEqual({
          ...one,
          order: 0,
          waitsFor: [],
        });
      }
    });
  });

  it('a barred person never signs, and nobody hands a task to them', () => {
    always(({ before, signing, by, operation, outcome }) => {
      for (const one of signing.tasks) {
        if (one.state === 'done') expect(barred).not.toContain(one.by);
        const isOriginal = one.parent === undefined && one.addedBy === undefined;
        if (!isOriginal && 'person' in one.assignee) expect(barred).not.toContain(one.assignee.person);
      }
      const isDecision = !['copy', 'nudge', 'recall', 'transfer'].includes(operation.op);
      if (barred.includes(by) && isDecision) expect(outcome).toBe('refused');
      if (outcome === 'refused') expect(signing).toBe(before);
    });
  });

  it('delegated work is not counted before it came back to the delegator', () => {
    always(({ before, signing, operation, by, outcome, model }) => {
      if (operation.op !== 'sign' || outcome === 'refused') return;
      const signed = signing.tasks.find(
        (one) => one.state === 'done' && find(before, one.id)?.state === 'open',
      );
      const isCounted = model.of(signed ? model.responsibilityOf(signed) : 0).isSettled;
      expect(signed).toMatchObject({ by, ...(isCounted ? { vote: 'agree' } : {}) });
      if (isCounted) return;
      expect(signed).not.toHaveProperty('vote');
      const back = signing.tasks.find((one) => !find(before, one.id));
      const delegator = find(signing, back?.parent ?? 0)?.by ?? '';
      expect(back).toMatchObject({ state: 'open', delegation: 'confirm', assignee: named(delegator) });
    });
  });

  it('says the same when asked the same again, and every refusal has reasons that can be told', () => {
    always(({ before, operation, by, result }) => {
      expect(JSON.stringify(attempt(before, by, operation))).toBe(JSON.stringify(result));
      if (result.kind !== 'refused') return;
      expect(result.reasons.length).toBeGreaterThan(0);
      expect(result.reasons.every((one) => Object.hasOwn(reasonSentences, one.code))).toBe(true);
    });
  });

  it('never lets the service decide anything', () => {
    const system = {
      kind: 'system' as const,
      id: 'system',
      roles: directory.people.flatMap((person) => person.roles),
    };
    fc.assert(
      fc.property(openings, operations, (opening, operation) => {
        fc.pre(operation.op !== 'copy' && operation.op !== 'nudge');
        const result = operate(frozen(opening), operation, system, context);
        expect(result).toMatchObject({ kind: 'refused' });
      }),
    );
  });
});

describe('the random histories', () => {
  it('reach every operation, every outcome and every mode, so that the properties are not empty', () => {
    const seen = new Set<string>();
    const histories = fc.sample(fc.tuple(openings, steps), { seed: 20160628, numRuns: 1500 });
    for (const [opening, given] of histories) {
      play(opening, given, ({ operation, outcome, signing, model }) => {
        seen.add(`${operation.op} ${outcome}`).add(`${opening.mode} ${outcome}`);
        if (outcome === 'complete' && signing.tasks.some((one) => one.addedBy))
          seen.add(`${opening.mode} added`);
        if (outcome === 'complete' && signing.tasks.some((one) => one.delegation === 'confirm'))
          seen.add('confirmed');
        if ([...model.responsibilities.values()].some((one) => one.delegators.length > 1))
          seen.add('delegated twice');
      });
    }
    const operationsSeen = ['sign', 'add-signer', 'transfer', 'delegate', 'copy', 'nudge'].flatMap((op) => [
      `${op} goes on`,
      `${op} refused`,
    ]);
    const outcomes = [
      'sign complete',
      'recall recalled',
      'recall refused',
      'return returned',
      'return refused',
    ];
    const modes = ['all', 'any', 'in-turn'].flatMap((mode) => [`${mode} complete`, `${mode} added`]);
    const missing = [...operationsSeen, ...outcomes, ...modes, 'confirmed', 'delegated twice'].filter(
      (one) => !seen.has(one),
    );
    expect(missing).toEqual([]);
  });
});

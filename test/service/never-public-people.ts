import type { SignedIn } from '../../src/access/sessions.js';
import type { Action } from '../../src/engine/definition.js';

const office = (role: string) => ({ role, section: 'office' });

/**
 * A bureau that is short of people: beside those with one role there are some who draft and review, and one who does
 * everything. What keeps them apart is never the role, only what they did with this case.
 */
const holdings: Record<string, SignedIn['roles']> = {
  drafter: [office('drafter')],
  'section-head': [office('section-head')],
  reviewer: [{ role: 'reviewer' }],
  leader: [{ role: 'leader' }],
  'office-lead': [{ role: 'office-lead' }],
  publisher: [{ role: 'publisher' }],
  archivist: [{ role: 'archivist' }],
  'case-officer': [{ role: 'reviewer' }, office('section-head')],
  'drafter-2': [office('drafter'), { role: 'reviewer' }, { role: 'leader' }],
  'intake-officer': [{ role: 'reviewer' }, { role: 'leader' }, { role: 'office-lead' }],
  director: [
    office('drafter'),
    office('section-head'),
    ...['reviewer', 'leader', 'office-lead', 'publisher', 'director'].map((role) => ({ role })),
  ],
};

export const everybody = Object.keys(holdings);

export function personCalled(name: string): SignedIn {
  const names = { username: name, nameZh: name, nameEn: name, language: 'zh' as const };
  return { kind: 'person', id: name, roles: holdings[name] ?? [], ...names };
}

/**
 * Somebody whose role fits, or anybody where nobody's does. Three times in four it is somebody who did not draft, where
 * the step bars drafters: else most cases would end there.
 */
export function somebodyFor(
  { by, not }: Pick<Action, 'by' | 'not'>,
  who: number,
  drafters: readonly string[],
): SignedIn {
  const isTried = who % 4 === 0;
  const fitting = everybody.filter((name) => holdings[name]?.some(({ role }) => by.includes(role)));
  const others = fitting.filter((name) => isTried || !not.includes('drafter') || !drafters.includes(name));
  const among = [others, fitting, everybody].find(({ length }) => length > 0) ?? [];
  return personCalled(among[who % among.length] ?? 'drafter');
}

import { clearAction, sound, type BrokenDefinition } from './sound-definition.js';

const inPart = (needs: string) =>
  `${clearAction}\n      part: { zh: 区分处理, en: part, to: posting, by: [reviewer], not: [drafter], needs: [${needs}], finding: cleared-in-part, effects: [publish] }`;
const withhold = (not: string) =>
  `${clearAction}\n      withhold: { zh: 不予公开, en: withhold, to: shut, by: [reviewer], ${not}finding: withheld, effects: [] }`;
const again = 'on: { again: { zh: 再审, en: again, to: review, by: [reviewer], effects: [] } }';
const returning =
  '      return: { zh: 退回, en: return, to: draft, by: [reviewer], needs: [reason], effects: [] }\n  posting:\n';
/** From the second action of the review to the stop of the clock. */
const middle = sound.slice(sound.indexOf(returning), sound.indexOf('    remind:'));
const shut = (keys: string) => `  shut: { zh: 不予公开, en: shut, ${keys} }\n  posting:\n`;

/** What a definition can get wrong in its reviews and in what it withholds. */
export const brokenReviews: BrokenDefinition[] = [
  {
    code: 'partial-unnamed',
    what: 'a partial clearance that need not name its parts',
    from: clearAction,
    to: inPart('reason'),
    at: '@needs: [reason], finding: cleared-in-part',
  },
  {
    code: 'withheld-forgotten',
    what: 'a partial clearance after which the rest never comes up again',
    from: clearAction,
    to: inPart('clearedFields, reason'),
    at: '@part: {',
  },
  {
    code: 'withheld-forgotten',
    what: 'something withheld in a state without a next review',
    from: `${clearAction}\n${returning}`,
    to: `${withhold('not: [drafter], ')}\n${shut(again)}`,
    at: 'withhold: { zh: 不予公开, en: withhold, @to: shut',
  },
  {
    code: 'withheld-forgotten',
    what: 'a state of withheld things whose clock no way there has started',
    from: middle,
    to: middle
      .replace(
        returning,
        `${withhold('not: [drafter], ').slice(clearAction.length + 1)}\n${shut(`nextReview: release, ${again}`)}`,
      )
      .replace('stopsOn: posted', 'stopsOn: [posted, withhold]'),
    at: '@nextReview: release',
  },
  {
    code: 'finding-by-drafter',
    what: 'a finding by somebody who may be the drafter',
    from: `${clearAction}\n${returning}`,
    to: `${withhold('')}\n${shut(`nextReview: release, ${again}`)}`,
    at: '@withhold: {',
  },
  {
    code: 'unknown-checklist',
    what: 'a checklist that does not exist',
    from: 'finding: cleared,',
    to: 'finding: cleared, checklist: shopping,',
    at: '@checklist: shopping',
  },
  {
    code: 'checklist-without-finding',
    what: 'a checklist where nothing is found',
    from: 'needs: [reason],',
    to: 'needs: [reason], checklist: confidentiality,',
    at: '@checklist: confidentiality',
  },
  {
    code: 'attribute-optional',
    what: 'an attribute that a draft may lack',
    from: 'source: {',
    to: 'attribute: { kind: choice, zh: 公开属性, en: attribute, of: { proactive: { zh: 主动公开, en: proactive } } }\n  source: {',
    at: '@attribute: {',
  },
  {
    code: 'two-publics',
    what: 'a state that both lists what is public and keeps what was',
    from: 'public: [text]',
    to: 'public: [text]\n    keepsPublic: true',
    at: '@keepsPublic: true',
  },
  {
    code: 'unknown-state',
    what: 'a route to nowhere',
    from: 'finding: cleared,',
    to: 'routes: [{ when: { source: filled }, to: attic }], finding: cleared,',
    at: '@to: attic',
  },
  {
    code: 'unknown-field',
    what: 'a route by a field that does not exist',
    from: 'finding: cleared,',
    to: 'routes: [{ when: { weather: filled }, to: posting }], finding: cleared,',
    at: '@when: { weather',
  },
  {
    code: 'public-unreviewed',
    what: 'a route around the review',
    from: 'submit: { zh: 报批, en: submit, to: review, by: [drafter], needs: [text], sets: [text], effects: [notify-next] }',
    to: 'submit: { zh: 报批, en: submit, to: review, routes: [{ when: { source: filled }, to: posting }], by: [drafter], needs: [text], sets: [text], effects: [notify-next] }',
    at: 'public: [@text]',
  },
  {
    code: 'unknown-clock',
    what: 'a clock that may run on and does not exist',
    from: 'public: [text]',
    to: 'runsOn: [sundial]\n    public: [text]',
    at: 'runsOn: [@sundial]',
  },
];

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadDefinitions } from '../../src/definitions/load-definitions.js';

/** The smallest definition that passes: one draft, one review, one page, one clock. Each fault is one replacement away. */
const sound = `workflow: tiny-notice
version: 1
title: { zh: 小通知, en: tiny notice }
summary: { zh: 小通知, en: tiny notice }
law: [regs-2019 art. 26]
effectiveFrom: '2019-05-15'
effectiveUntil: null
task: null
lead: office
responsible: [legal]
openedBy: [drafter]
form:
  text: { kind: long-text, zh: 正文, en: text, sealed: true }
  source: { kind: text, zh: 来源, en: source }
startsIn: draft
states:
  draft:
    zh: 起草
    en: draft
    on:
      submit: { zh: 报批, en: submit, to: review, by: [drafter], needs: [text], sets: [text], effects: [notify-next] }
  review:
    zh: 审查
    en: review
    on:
      clear: { zh: 同意公开, en: clear, to: posting, by: [reviewer], not: [drafter], finding: cleared, effects: [publish] }
      return: { zh: 退回, en: return, to: draft, by: [reviewer], needs: [reason], effects: [] }
  posting:
    zh: 发布中
    en: posting
    on:
      posted: { zh: 已发布, en: posted, to: done, by: [system], outward: true, effects: [] }
  done:
    zh: 已公开
    en: done
    final: true
    public: [text]
    on: {}
clocks:
  release:
    zh: 公开期限
    en: release
    law: regs-2019 art. 26
    limit: { workingDays: 20 }
    startsOn: open
    stopsOn: posted
    remind:
      - { workingDaysBefore: 3, to: [case-owner] }
    escalate:
      - { workingDaysAfter: 0, to: [office-lead] }
`;

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gongkai-rules-'));
  for (const name of ['roles.yaml', 'sections.yaml', 'laws.yaml', 'effects.yaml']) cpSync(join('workflows', name), join(folder, name));
  mkdirSync(join(folder, 'tiny-notice'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function faultsOf(text: string, file = 'tiny-notice/1.yaml') {
  rmSync(join(folder, 'tiny-notice'), { recursive: true, force: true });
  mkdirSync(join(folder, 'tiny-notice'));
  writeFileSync(join(folder, file), text);
  return loadDefinitions(folder).faults;
}

/** Replaces what stands exactly once. */
function changed(from: string, to: string, text = sound): string {
  expect(text.split(from)).toHaveLength(2);
  return text.replace(from, () => to);
}

/** Line and column of a piece of text, from 1; the last `@` marks the place within the piece. */
function placeOf(text: string, piece: string): { line: number; column: number } {
  const [before = '', after = ''] = piece.split('@');
  const offset = text.indexOf(before + after) + before.length;
  const lines = text.slice(0, offset).split('\n');
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}

interface Case {
  code: string;
  what: string;
  from: string;
  to: string;
  /** A piece of the changed text with `@` before the place that the fault names. */
  at: string;
}

const clearAction = 'clear: { zh: 同意公开, en: clear, to: posting, by: [reviewer], not: [drafter], finding: cleared, effects: [publish] }';
const postedAction = 'posted: { zh: 已发布, en: posted, to: done, by: [system], outward: true, effects: [] }';
const reminder = '- { workingDaysBefore: 3, to: [case-owner] }';
const escalation = '- { workingDaysAfter: 0, to: [office-lead] }';

const cases: Case[] = [
  { code: 'broken-yaml', what: 'a bracket that is not closed', from: 'law: [regs-2019 art. 26]\n', to: 'law: [regs-2019 art. 26\n', at: '@effectiveFrom' },
  { code: 'broken-yaml', what: 'a key that stands twice', from: 'task: null\n', to: 'task: null\ntask: 1\n', at: 'task: null\n@task: 1' },
  { code: 'unknown-key', what: 'a misspelt key', from: 'needs: [reason]', to: 'need: [reason]', at: '@need: [reason]' },
  { code: 'missing-key', what: 'a key that is not written', from: 'openedBy: [drafter]\n', to: '', at: '@workflow: tiny-notice' },
  { code: 'missing-key', what: 'an action without effects', from: 'needs: [reason], effects: []', to: 'needs: [reason]', at: '@return: {' },
  { code: 'bad-value', what: 'a kind of field that does not exist', from: 'kind: long-text', to: 'kind: prose', at: 'text: { @kind: prose' },
  { code: 'bad-value', what: 'a version that is no number', from: 'version: 1\n', to: 'version: one\n', at: '@version: one' },
  { code: 'unknown-role', what: 'an action by nobody known', from: 'to: draft, by: [reviewer]', to: 'to: draft, by: [censor]', at: 'to: draft, by: [@censor]' },
  { code: 'unknown-role', what: 'an opening by nobody known', from: 'openedBy: [drafter]', to: 'openedBy: [scribe]', at: 'openedBy: [@scribe]' },
  { code: 'unknown-role', what: 'a reminder to nobody known', from: reminder, to: '- { workingDaysBefore: 3, to: [boss] }', at: '- @{ workingDaysBefore: 3, to: [boss]' },
  { code: 'unknown-section', what: 'a lead that is no section', from: 'lead: office', to: 'lead: cellar', at: '@lead: cellar' },
  { code: 'unknown-section', what: 'a responsible section that does not exist', from: 'responsible: [legal]', to: 'responsible: [cellar]', at: 'responsible: [@cellar]' },
  { code: 'unknown-law', what: 'a definition that cites no known law', from: 'law: [regs-2019 art. 26]', to: 'law: [regs-1999 art. 26]', at: 'law: [@regs-1999' },
  { code: 'unknown-law', what: 'a clock that cites no known law', from: 'law: regs-2019 art. 26\n', to: 'law: regs-1999 art. 26\n', at: '@law: regs-1999' },
  { code: 'unknown-effect', what: 'an effect that nothing carries out', from: 'effects: [publish]', to: 'effects: [shout]', at: 'effects: [@shout]' },
  { code: 'unknown-state', what: 'an action into nowhere', from: 'to: draft, by: [reviewer]', to: 'to: drawer, by: [reviewer]', at: '@to: drawer' },
  { code: 'unknown-state', what: 'a start in nowhere', from: 'startsIn: draft', to: 'startsIn: drawer', at: '@startsIn: drawer' },
  { code: 'unknown-field', what: 'a need that is no field', from: 'needs: [text]', to: 'needs: [words]', at: 'needs: [@words]' },
  { code: 'unknown-field', what: 'a public field that is none', from: 'public: [text]', to: 'public: [words]', at: 'public: [@words]' },
  { code: 'unknown-field', what: 'a clock that starts from no field', from: 'startsOn: open\n', to: 'startsOn: open\n    startsFrom: receivedOn\n', at: '@startsFrom: receivedOn' },
  { code: 'unknown-field', what: 'a limit that is no field', from: 'limit: { workingDays: 20 }', to: 'limit: { field: receivedOn }', at: '@limit: { field' },
  { code: 'unknown-action', what: 'a clock that stops on nothing', from: 'stopsOn: posted', to: 'stopsOn: [posted, printed]', at: '@stopsOn: [posted, printed]' },
  { code: 'unknown-action', what: 'a signing for an action that the step does not have', from: '    en: review\n', to: '    en: review\n    signing: { mode: any, of: [reviewer], action: seal }\n', at: 'of: [reviewer], @action: seal' },
  { code: 'unreachable-state', what: 'a state that nothing leads to', from: '  done:\n', to: '  attic: { zh: 阁楼, en: attic, final: true, on: {} }\n  done:\n', at: '@attic: {' },
  { code: 'no-exit', what: 'a state that nothing leads out of', from: '    final: true\n', to: '', at: '@done:\n' },
  { code: 'final-with-exit', what: 'a final state that is left', from: '    final: true\n    public: [text]\n    on: {}', to: '    final: true\n    public: [text]\n    on: { reopen: { zh: 重开, en: reopen, to: draft, by: [drafter], effects: [] } }', at: '@done:\n' },
  { code: 'never-stops', what: 'a clock that nothing stops', from: 'stopsOn: posted', to: 'stopsOn: []', at: '@stopsOn: []' },
  { code: 'never-stops', what: 'a clock that runs on when the case has ended by another way', from: `      ${postedAction}\n`, to: `      ${postedAction}\n      drop: { zh: 终止, en: drop, to: dropped, by: [reviewer], effects: [] }\n  dropped: { zh: 已终止, en: dropped, final: true, on: {} }\n`, at: '@release:\n' },
  { code: 'reminder-after-breach', what: 'a reminder after the deadline', from: reminder, to: '- { workingDaysAfter: 1, to: [case-owner] }', at: '- @{ workingDaysAfter: 1' },
  { code: 'reminder-after-breach', what: 'a reminder at more than the whole limit', from: reminder, to: '- { percent: 120, to: [case-owner] }', at: '- @{ percent: 120' },
  { code: 'reminder-before-start', what: 'a reminder before the clock has started', from: reminder, to: '- { workingDaysBefore: 21, to: [case-owner] }', at: '- @{ workingDaysBefore: 21' },
  { code: 'escalation-before-breach', what: 'an escalation before the deadline', from: escalation, to: '- { workingDaysBefore: 1, to: [office-lead] }', at: '- @{ workingDaysBefore: 1' },
  { code: 'escalation-before-breach', what: 'an escalation at half of the limit', from: escalation, to: '- { percent: 50, to: [office-lead] }', at: '- @{ percent: 50' },
  { code: 'public-unsealed', what: 'a public field that no clearance seals', from: 'public: [text]', to: 'public: [text, source]', at: 'public: [text, @source]' },
  { code: 'public-unreviewed', what: 'an edit after the clearance', from: postedAction, to: 'posted: { zh: 已发布, en: posted, to: done, by: [system], outward: true, sets: [text], effects: [] }', at: 'public: [@text]' },
  { code: 'public-unreviewed', what: 'a clearance by somebody who may be the drafter', from: clearAction, to: clearAction.replace('not: [drafter], ', ''), at: 'public: [@text]' },
  { code: 'public-unreviewed', what: 'a clearance by the service itself', from: clearAction, to: clearAction.replace('[reviewer]', '[system]'), at: 'public: [@text]' },
  { code: 'public-unreviewed', what: 'a way around the review', from: '  review:\n', to: '  review:\n', at: 'public: [@text]' },
  { code: 'silence-clears', what: 'silence that clears', from: '    escalate:\n', to: '    atBreach: clear\n    escalate:\n', at: '@atBreach: clear' },
  { code: 'silence-not-by-system', what: 'silence that would need a person', from: '    escalate:\n', to: '    atBreach: return\n    escalate:\n', at: '@atBreach: return' },
  { code: 'unknown-action', what: 'silence that does nothing known', from: '    escalate:\n', to: '    atBreach: shrug\n    escalate:\n', at: '@atBreach: shrug' },
  { code: 'reserved-name', what: 'an action called like the opening', from: 'return: { zh: 退回, en: return', to: 'open: { zh: 退回, en: return', at: '@open: { zh: 退回' },
];

/** A way around needs a second action, which one replacement in the draft state gives. */
function textOf({ what, from, to }: Case): string {
  if (what !== 'a way around the review') return changed(from, to);
  return changed('      submit: {', '      skip: { zh: 直接发布, en: skip, to: posting, by: [drafter], effects: [] }\n      submit: {');
}

describe('rules check', () => {
  it('finds nothing wrong with the smallest sound definition', () => {
    expect(faultsOf(sound)).toEqual([]);
  });

  it.each(cases)('$code: refuses $what, and says where', (one) => {
    const text = textOf(one);
    const faults = faultsOf(text).map(({ code, file, line, column }) => ({ code, file, line, column }));
    expect(faults).toContainEqual({ code: one.code, file: 'tiny-notice/1.yaml', ...placeOf(text, one.at) });
  });

  it('versions-overlap: refuses two versions in force on one day, and names the later file', () => {
    faultsOf(sound);
    writeFileSync(join(folder, 'tiny-notice', '2.yaml'), changed('version: 1\n', 'version: 2\n'));
    expect(loadDefinitions(folder).faults).toEqual([expect.objectContaining({ code: 'versions-overlap', file: 'tiny-notice/2.yaml', line: 1, column: 1 })]);
  });

  it('versions-overlap: refuses a day between two versions on which no rule is in force', () => {
    faultsOf(changed('effectiveUntil: null', "effectiveUntil: '2024-01-01'"));
    writeFileSync(join(folder, 'tiny-notice', '2.yaml'), changed("effectiveFrom: '2019-05-15'", "effectiveFrom: '2024-01-02'", changed('version: 1\n', 'version: 2\n')));
    expect(loadDefinitions(folder).faults.map(({ code }) => code)).toEqual(['versions-overlap']);
  });

  it('wrong-file: refuses a definition in the file of another version', () => {
    expect(faultsOf(sound, 'tiny-notice/3.yaml')).toEqual([expect.objectContaining({ code: 'wrong-file', file: 'tiny-notice/3.yaml', line: 1, column: 1 })]);
  });

  it('tells every fault of every file at once', () => {
    const text = changed('lead: office', 'lead: cellar', changed('effects: [publish]', 'effects: [shout]'));
    expect(faultsOf(text).map(({ code }) => code)).toEqual(['unknown-section', 'unknown-effect']);
  });

  it('tells a person the shortest path on which something unreviewed would be public', () => {
    const text = changed('      submit: {', '      skip: { zh: 直接发布, en: skip, to: posting, by: [drafter], effects: [] }\n      submit: {');
    expect(faultsOf(text).map(({ message }) => message).join()).toContain('draft —skip→ posting —posted→ done');
  });
});

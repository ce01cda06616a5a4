import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { allNo } from '../checklist.js';
import { gongkai } from './gongkai.js';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gongkai-simulate-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Entry {
  at: string;
  kind: string;
  clock?: string;
  rung?: string;
  state?: string;
  dueOn?: string;
  action?: string;
}
async function timelineOf(...words: string[]): Promise<{ code: number; timeline: Entry[] }> {
  const { code, said } = await gongkai(['simulate', ...words, '--json']);
  return { code, timeline: (JSON.parse(said) as { timeline: Entry[] }).timeline };
}
function eventsFile(events: unknown): string {
  const file = join(folder, 'events.json');
  writeFileSync(file, JSON.stringify(events));
  return file;
}

describe('simulate', () => {
  it('rings every clock of a case that nobody touches, in the order of the law', async () => {
    const { code, timeline } = await timelineOf('disclosure-request', '--from', '2026-03-02');
    const reply = timeline
      .filter(({ clock, rung }) => clock === 'reply' && rung)
      .map(({ at, kind, rung }) => `${at} ${kind} ${rung ?? ''}`);
    expect(code).toBe(0);
    expect(reply).toEqual([
      '2026-03-23T00:30:00.000Z reminded remind-0',
      '2026-03-25T00:30:00.000Z reminded remind-1',
      '2026-03-27T00:30:00.000Z reminded remind-2',
      '2026-03-30T16:00:00.000Z breached breach',
      '2026-03-31T16:00:00.000Z escalated escalate-1',
    ]);
  });

  it('says the same each time it is asked', async () => {
    const words = ['simulate', 'policy-document', '--from', '2016-06-28T09:00:00+08:00'];
    expect(await gongkai(words)).toEqual(await gongkai(words));
  });

  it('chooses the version in force on the day', async () => {
    const versionOn = async (from: string) =>
      (
        JSON.parse((await gongkai(['simulate', 'disclosure-request', '--from', from, '--json'])).said) as {
          version: number;
        }
      ).version;
    expect([await versionOn('2016-09-28'), await versionOn('2026-03-02')]).toEqual([1, 2]);
  });

  it('plays events: a review by somebody else clears, and what is posted starts the clock of the interpretation', async () => {
    const fields = {
      title: '通知',
      documentNumber: '明司〔2016〕12号',
      attribute: 'proactive',
      madeOn: '2016-06-28',
      document: { file: '通知.txt', text: '内容' },
    };
    const events = eventsFile([
      { at: '2016-06-28 09:00', by: 'drafter', action: 'open', data: fields },
      {
        at: '2016-06-28 09:10',
        by: 'drafter',
        action: 'submit',
        data: { interpretationPlan: { file: '方案.txt', text: '提纲' } },
      },
      { at: '2016-06-28 09:30', by: 'section-head', action: 'agree', data: { opinion: '同意送审' } },
      {
        at: '2016-06-28 10:00',
        by: 'reviewer',
        action: 'clear',
        data: { opinion: '同意公开', checklist: allNo },
      },
      { at: '2016-06-28 11:00', by: 'leader', action: 'approve' },
      {
        at: '2016-06-29 09:00',
        by: 'system',
        action: 'posted',
        data: { evidence: '可访问', publicAddress: 'https://example.test/1', quarterEndsOn: '2016-06-30' },
      },
    ]);
    const { code, timeline } = await timelineOf(
      'policy-document',
      '--from',
      '2016-06-28 09:00',
      '--events',
      events,
    );
    expect(code).toBe(0);
    expect(timeline.filter(({ kind }) => kind === 'acted').map(({ action }) => action)).toEqual([
      'submit',
      'agree',
      'clear',
      'approve',
      'posted',
    ]);
    expect(timeline).toContainEqual(
      expect.objectContaining({ kind: 'clock', clock: 'interpretation', dueOn: '2016-07-04' }),
    );
    expect(timeline).toContainEqual(
      expect.objectContaining({ kind: 'breached', clock: 'interpretation', dueOn: '2016-07-04' }),
    );
  });

  it('tells every reason for which an event would be refused and answers 1', async () => {
    const events = eventsFile([{ at: '2016-06-28T09:10:00+08:00', by: 'reviewer', action: 'submit' }]);
    const { code, said } = await gongkai([
      'simulate',
      'policy-document',
      '--from',
      '2016-06-28',
      '--events',
      events,
    ]);
    expect(code).toBe(1);
    expect(said).toContain('此操作须由');
    expect(said).toContain('缺少“');
  });

  it('tells a person how to ask when type, instant or events cannot be read', async () => {
    const unknown = await gongkai(['simulate', 'policy', '--from', '2016-06-28']);
    const noStart = await gongkai(['simulate', 'policy-document']);
    const badStart = await gongkai(['simulate', 'policy-document', '--from', 'tomorrow']);
    const badEvents = await gongkai([
      'simulate',
      'policy-document',
      '--from',
      '2016-06-28',
      '--events',
      eventsFile([{ at: 'now' }]),
    ]);
    expect([unknown, noStart, badStart, badEvents].map(({ code }) => code)).toEqual([2, 2, 2, 2]);
    expect(unknown.complained).toContain('policy-document');
    expect(badEvents.complained).toContain('[0.by]');
  });
});

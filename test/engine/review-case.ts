import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { readCalendar } from '../../src/calendars/calendars.js';
import { Definitions } from '../../src/definitions/definitions.js';
import { loadDefinitions } from '../../src/definitions/load-definitions.js';
import { systemActor, type Actor, type CaseFile, type World } from '../../src/engine/case-file.js';
import type { Decision } from '../../src/engine/commands.js';
import { decide, decideOpening } from '../../src/engine/decide.js';
import type { Refusal } from '../../src/engine/reasons.js';
import { businessTime } from '../../src/platform/time.js';
import { allNo } from '../checklist.js';
import { cast } from '../scenario-file.js';

const workflows = join(process.cwd(), 'workflows');
const definitions = new Definitions(loadDefinitions(workflows));
const { calendar } = readCalendar(join(workflows, 'calendars', 'cn.json'));
export const { vocabulary } = definitions;
export const policy = definitions.get('policy-document', 1);
export const digest = (text: string) => createHash('sha256').update(text).digest('hex');

const people = Object.entries(cast).map(([id, roles]) => ({ id, roles }));
export const world: World = {
  ...businessTime(new Date('2024-09-13T10:00:00+08:00')),
  calendar,
  digest,
  dutyStart: '08:30',
  directory: { sections: [], people },
};

export function textFile(text: string) {
  return { file: text, sha256: digest(text), name: `${text}.txt`, mediaType: 'text/plain', sizeBytes: 10 };
}

const draft = {
  title: '关于做好法律援助工作的通知',
  documentNumber: '明司〔2024〕9号',
  attribute: 'proactive',
  madeOn: '2024-09-13',
  document: textFile('正文'),
  interpretationPlan: textFile('方案'),
};

/** A policy document in the hands of the engine alone, as it stands after each step. */
export class ReviewCase {
  file: CaseFile;
  last: Decision;

  constructor(fields: Record<string, unknown> = {}) {
    const command = {
      kind: 'open' as const,
      owner: 'drafter',
      section: 'office',
      data: { ...draft, ...fields },
    };
    this.last = mustDecide(decideOpening(policy, vocabulary, command, actorCalled('drafter'), world));
    this.file = this.last.next;
  }

  attempt(by: string, action: string, data: Record<string, unknown> = {}): Decision | Refusal {
    const answer = decide(
      policy,
      vocabulary,
      this.file,
      { kind: 'act', action, data },
      actorCalled(by),
      world,
    );
    if (answer.kind === 'decided') {
      this.last = answer;
      this.file = answer.next;
    }
    return answer;
  }

  do(by: string, action: string, data: Record<string, unknown> = {}): this {
    mustDecide(this.attempt(by, action, data));
    return this;
  }

  refusal(by: string, action: string, data: Record<string, unknown> = {}): string[] {
    const answer = this.attempt(by, action, data);
    return answer.kind === 'refused' ? answer.reasons.map(({ code }) => code) : [];
  }

  toReview(): this {
    return this.do('drafter', 'submit').do('section-head', 'agree', { opinion: '同意送审' });
  }

  clear(): this {
    return this.do('reviewer', 'clear', { opinion: '不涉密', checklist: allNo });
  }
}

export function actorCalled(name: string): Actor {
  return name === 'system' ? systemActor : { kind: 'person', id: name, roles: cast[name] ?? [] };
}

function mustDecide(answer: Decision | Refusal): Decision {
  if (answer.kind === 'decided') return answer;
  throw new Error(answer.reasons.map(({ code, data }) => `${code} ${JSON.stringify(data)}`).join('; '));
}

import { hash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { readCalendar } from '../dist/calendars/calendars.js';
import { Definitions } from '../dist/definitions/definitions.js';
import { loadDefinitions } from '../dist/definitions/load-definitions.js';
import { decide, decideOpening } from '../dist/engine/decide.js';
import { median, round } from './median.mjs';

const workflows = join(fileURLToPath(new URL('..', import.meta.url)), 'workflows');
const rounds = Number(process.env.ROUNDS ?? 7);
const decisions = 20_000;

/** A policy document that lies before the reviewer, and the reviewer's clearance of it. */
function prepare(definitions, world) {
  const { vocabulary } = definitions;
  const definition = definitions.pick('policy-document', '2016-07-04');
  const drafter = { kind: 'person', id: 'drafter', roles: [{ role: 'drafter', section: 'office' }] };
  const reviewer = { kind: 'person', id: 'reviewer', roles: [{ role: 'reviewer' }] };
  const file = (name) => ({
    file: name,
    sha256: world.digest(name),
    name,
    mediaType: 'text/plain',
    sizeBytes: 10,
  });
  const data = {
    title: '通知',
    documentNumber: '明政办函〔2016〕34号',
    attribute: 'proactive',
    madeOn: '2016-06-28',
    document: file('a.txt'),
    interpretationPlan: file('b.txt'),
  };
  const opened = decideOpening(
    definition,
    vocabulary,
    { kind: 'open', owner: 'drafter', section: 'office', data },
    drafter,
    world,
  );
  const submitted = decide(
    definition,
    vocabulary,
    opened.next,
    { kind: 'act', action: 'submit', data: {} },
    drafter,
    world,
  );
  const sectionHead = { kind: 'person', id: 'head', roles: [{ role: 'section-head', section: 'office' }] };
  const agreed = decide(
    definition,
    vocabulary,
    submitted.next,
    { kind: 'act', action: 'agree', data: { opinion: '同意送审' } },
    sectionHead,
    world,
  );
  const items = Object.keys(vocabulary.checklists.confidentiality.items);
  const checklist = Object.fromEntries(items.map((item) => [item, { answer: 'no' }]));
  const clear = { kind: 'act', action: 'clear', data: { opinion: '同意公开', checklist } };
  return { definition, vocabulary, agreed, clear, reviewer };
}

/** A reviewer clears a policy document: role, separation of duties, needs, finding, seals, clocks, who is next. */
export async function run(report) {
  const definitions = new Definitions(loadDefinitions(workflows));
  const { calendar } = readCalendar(join(workflows, 'calendars', 'cn.json'));
  const digest = (text) => hash('sha256', text, 'hex');
  const world = {
    now: '2016-07-04T01:00:00.000Z',
    today: '2016-07-04',
    calendar,
    digest,
    dutyStart: '08:30',
    directory: { sections: [], people: [] },
  };
  const { definition, vocabulary, agreed, clear, reviewer } = prepare(definitions, world);
  const times = Array.from({ length: rounds }, () => {
    const begun = performance.now();
    for (let index = 0; index < decisions; index += 1) {
      if (decide(definition, vocabulary, agreed.next, clear, reviewer, world).kind !== 'decided')
        throw new Error('the decision was refused');
    }
    return ((performance.now() - begun) * 1000) / decisions;
  });
  report({ name: 'decide: clear a policy document', value: round(median(times)), unit: 'µs' });
}

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { readCalendar } from '../calendars/calendars.js';
import { Definitions } from '../definitions/definitions.js';
import { loadDefinitions } from '../definitions/load-definitions.js';
import { dateOfInstant, instantAt, instantOfMillis, isRealDay, millisOfInstant } from '../engine/days.js';
import type { Definition } from '../engine/definition.js';
import { zoneOffsetMinutes } from '../platform/time.js';
import {
  complain,
  optionOf,
  sayJson,
  UsageFault,
  type Call,
  type Command,
  type ExitCode,
} from './command.js';
import { unknownType } from './check-rules.js';
import { PaperCase, type PaperEvent } from './play-on-paper.js';
import { tellTimeline } from './tell-timeline.js';

export const simulate: Command = {
  name: 'simulate',
  usage: '<类型 type> --from <时刻 instant> [--events <文件 file>] [--json]',
  help: {
    zh: '在纸上走完一件事：环节、到期日、提醒、升级',
    en: 'play a case on paper: states, due dates, reminders, escalations',
  },
  options: { from: { type: 'string' }, events: { type: 'string' }, json: { type: 'boolean' } },
  takes: [1, 1],
  run,
};

const eventSchema = z.strictObject({
  at: z.string(),
  by: z.string(),
  action: z.string(),
  data: z.record(z.string(), z.unknown()).default({}),
});

function run(call: Call): ExitCode {
  const workflows = join(call.root, 'workflows');
  const definitions = new Definitions(loadDefinitions(workflows));
  const type = call.words[0] ?? '';
  const from = optionOf(call, 'from');
  if (from === undefined)
    throw new UsageFault('缺少 --from，例如 --from 2016-09-28T09:00:00+08:00。 --from is missing.');
  const openedAt = readMoment(from, '--from');
  const definition = definitions.pick(type, dateOfInstant(openedAt, zoneOffsetMinutes));
  if (!definition && !definitions.all().some(({ definition: known }) => known.workflow === type))
    throw new UsageFault(unknownType(type, definitions));
  if (!definition)
    throw new UsageFault(`${type} 在 ${from} 没有生效的版本。 No version of ${type} is in force on ${from}.`);

  const events = readEvents(optionOf(call, 'events'));
  const [first] = events;
  const opening =
    first?.action === 'open'
      ? first
      : {
          at: openedAt,
          by: definition.openedBy[0] ?? 'system',
          action: 'open',
          data: usualOpening(definition),
        };
  const paper = new PaperCase(
    definition,
    definitions.vocabulary,
    readCalendar(join(workflows, 'calendars', 'cn.json')).calendar,
  );
  const isWhole = paper.play({ ...opening, at: openedAt }, first === opening ? events.slice(1) : events);
  if (call.options['json'] === true)
    sayJson(call, { type, version: definition.version, timeline: paper.timeline });
  else call.output.write(tellTimeline(definition, definitions.vocabulary, paper.timeline, call.language));
  if (!isWhole)
    complain(call, {
      zh: '时限一再重新起算，演算到此为止。',
      en: 'The clocks start anew again and again; the simulation ends here.',
    });
  return paper.timeline.some(({ kind }) => kind === 'refused') ? 1 : 0;
}

/** What no case is opened without, where nobody gave it: the first choice of each, such as 主动公开. */
function usualOpening({ form }: Definition): Record<string, string> {
  return Object.fromEntries(
    Object.entries(form).flatMap(([name, { mandatory, of }]) => {
      const [first] = Object.keys(of ?? {});
      return mandatory && first !== undefined ? [[name, first]] : [];
    }),
  );
}

/** @throws UsageFault naming every event that can't be read */
function readEvents(file: string | undefined): PaperEvent[] {
  if (file === undefined) return [];
  let raw: unknown;
  try {
    raw = parse(readFileSync(file, 'utf8')); // JSON is YAML
  } catch (error) {
    throw new UsageFault(`${file}: ${(error as Error).message}`);
  }
  const read = z.array(eventSchema).safeParse(raw);
  if (!read.success) {
    const lines = read.error.issues.map(({ path, message }) => `${file}: [${path.join('.')}] ${message}`);
    throw new UsageFault(
      `${lines.join('\n')}\n例 example: - { at: '2016-09-28T09:00:00+08:00', by: drafter, action: submit, data: {} }`,
    );
  }
  return read.data.map((event, index) => ({
    ...event,
    at: readMoment(event.at, `${file}: [${index}.at]`),
    data: withFiles(event.data),
  }));
}

/** A moment without an offset is one in Beijing; a day alone means when offices open. */
function readMoment(text: string, where: string): string {
  if (isRealDay(text)) return instantAt(text, '08:30', zoneOffsetMinutes);
  const local = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(:\d\d)?$/.exec(text);
  try {
    return instantOfMillis(
      millisOfInstant(local ? `${local[1] ?? ''}T${local[2] ?? ''}${local[3] ?? ':00'}+08:00` : text),
    );
  } catch (error) {
    throw new UsageFault(`${where}: “${text}”不是时刻。 ${(error as RangeError).message}`);
  }
}

/** `{ file: name, text: words }` stands for a file: on paper only its digest counts. */
function withFiles(data: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.map(asFile) : asFile(value),
    ]),
  );
}

function asFile(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('file' in value) || !('text' in value)) return value;
  const { file, text } = value;
  const [name, contents] = [String(file), String(text)];
  const sha256 = createHash('sha256').update(contents).digest('hex');
  return { file: name, sha256, name, mediaType: 'text/plain', sizeBytes: Buffer.byteLength(contents) };
}

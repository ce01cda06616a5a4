import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { calendarDataSchema } from '../../src/engine/calendar-data.js';
import { commands } from '../../src/cli/commands.js';
import { gongkai } from './gongkai.js';

let folder = '';
const inFolder = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gongkai-cli-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the command line', () => {
  it('shows every command in both languages when nothing is asked', async () => {
    const { code, said } = await gongkai([]);
    expect(code).toBe(0);
    for (const { name, help } of commands)
      for (const words of [name, help.zh, help.en]) expect(said).toContain(words);
  });

  it('answers 2 and the help to a command that does not exist', async () => {
    const { code, said, complained } = await gongkai(['rules', 'chekc']);
    expect({ code, said }).toEqual({ code: 2, said: '' });
    expect(complained).toContain('没有“rules chekc”这一命令');
    expect(complained).toContain('rules check');
  });

  it('answers 2 to an option that does not exist, to a missing word and to an unknown language', async () => {
    expect((await gongkai(['rules', 'check', '--jsno'])).code).toBe(2);
    expect((await gongkai(['rules', 'diagram'])).code).toBe(2);
    expect((await gongkai(['rules', 'check', '--language', 'fr'])).code).toBe(2);
  });

  it('says honestly that backup, restore and applying a calendar are not in this release', async () => {
    for (const words of [
      ['backup', folder],
      ['restore', folder],
      ['calendar', 'import', 'workflows/calendars/cn.json', '--apply'],
    ]) {
      const zh = await gongkai(words);
      const en = await gongkai([...words, '--language', 'en']);
      expect([zh.code, en.code]).toEqual([2, 2]);
      expect(zh.complained).toContain('本版本尚');
      expect(en.complained).toContain('not in this release');
    }
  });
});

describe('rules check', () => {
  it('proves the shipped definitions and counts them', async () => {
    const { code, said } = await gongkai(['rules', 'check', '--language', 'en']);
    expect(code).toBe(0);
    expect(said).toMatch(/^OK: 18 types in \d+ versions, \d+ states, \d+ clocks;/);
  });

  it('names file, line, column and code of each fault and answers 1', async () => {
    const copy = join(folder, 'rules');
    cpSync('workflows', copy, { recursive: true });
    const file = join(copy, 'archive-delivery', '1.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace('\nlead: office\n', '\nlead: cellar\n'));
    const { code, said } = await gongkai(['rules', 'check', copy]);
    expect(code).toBe(1);
    expect(said).toMatch(
      new RegExp(`^${file}:17:1 lead: there is no section "cellar"; .* \\[unknown-section\\]\n$`),
    );
  });

  it('answers 2 to a folder that is not there', async () => {
    expect((await gongkai(['rules', 'check', join(folder, 'nowhere')])).code).toBe(2);
  });
});

describe('rules diagram', () => {
  it('draws a type in either language and names the types when it is unknown', async () => {
    expect((await gongkai(['rules', 'diagram', 'policy-document'])).said).toContain('保密审查');
    expect((await gongkai(['rules', 'diagram', 'policy-document', '--language', 'en'])).said).toMatch(
      /^stateDiagram-v2\n/,
    );
    const unknown = await gongkai(['rules', 'diagram', 'policy']);
    expect(unknown.code).toBe(2);
    expect(unknown.complained).toContain('policy-document');
  });
});

describe('calendar batch and clock batch', () => {
  it('answer line by line, and 1 at the end when a line was bad', async () => {
    const fine = await gongkai(['calendar', 'batch'], {}, '{"op":"add","start":"2016-09-28","days":3}\n');
    expect(fine).toEqual({ code: 0, said: '{"result":"2016-10-08"}\n', complained: '' });
    const bad = await gongkai(['calendar', 'batch'], {}, 'nonsense\n{"op":"is","date":"2016-10-08"}\n');
    expect(bad.code).toBe(1);
    expect(bad.said.split('\n')[1]).toBe('{"result":true}');
    const clock = await gongkai(
      ['clock', 'batch'],
      {},
      '{"limit":{"workingDays":20},"facts":[{"kind":"start","on":"2016-09-28"}]}\n',
    );
    expect(clock.said).toBe('{"state":"running","dueOn":"2016-10-31"}\n');
  });
});

describe('calendar import', () => {
  it('shows exactly the days that would change, and changes nothing', async () => {
    const data = calendarDataSchema.parse(JSON.parse(readFileSync('workflows/calendars/cn.json', 'utf8')));
    const year = data.years['2026'];
    if (year) year.off = year.off.filter((date) => date !== '2026-10-07');
    const { code, said } = await gongkai([
      'calendar',
      'import',
      inFolder('cn.json', JSON.stringify(data)),
      '--json',
    ]);
    expect(code).toBe(0);
    expect((JSON.parse(said) as { changes: unknown }).changes).toEqual([
      { date: '2026-10-07', wasWorkingDay: false, isWorkingDay: true },
    ]);
  });

  it('tells every fault of a calendar that cannot be used and answers 1', async () => {
    const data = calendarDataSchema.parse(JSON.parse(readFileSync('workflows/calendars/cn.json', 'utf8')));
    data.years['2026']?.off.push('2026-02-30', '2026-13-01');
    const { code, complained } = await gongkai([
      'calendar',
      'import',
      inFolder('bad.json', JSON.stringify(data)),
    ]);
    expect(code).toBe(1);
    expect(complained).toContain('2026-02-30');
    expect(complained).toContain('2026-13-01');
  });
});

describe('import notice', () => {
  const notice = 'workflows/seed/notice-2016.txt';

  it('shows the founding notice with its repairs', async () => {
    const { code, said } = await gongkai(['import', 'notice', notice]);
    expect(code).toBe(0);
    expect(said).toContain('须由人确认');
  });

  it('hands on the fourteen tasks as data', async () => {
    const { said } = await gongkai(['import', 'notice', notice, '--json']);
    const { groups } = JSON.parse(said) as { groups: { tasks: unknown[] }[] };
    expect(groups.flatMap(({ tasks }) => tasks)).toHaveLength(14);
  });

  it('--accept-all prints what would be in force once a person had agreed to every repair', async () => {
    const { code, said } = await gongkai(['import', 'notice', notice, '--accept-all']);
    expect(code).toBe(0);
    expect(JSON.parse(said)).toMatchObject({ kind: 'confirmed', madeOn: '2016-06-28' });
  });

  it('--accept-all refuses a notice that cannot be read, with every reason', async () => {
    const { code, said, complained } = await gongkai([
      'import',
      'notice',
      inFolder('empty.txt', '一、无\n'),
      '--accept-all',
    ]);
    expect({ code, said }).toEqual({ code: 1, said: '' });
    expect(complained).not.toBe('');
  });
});

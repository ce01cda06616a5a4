import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

interface Told {
  zone: string;
  offset: number;
  first: string;
  count: number;
  digest: string;
}
const script = fileURLToPath(new URL('./tell-dates.mjs', import.meta.url));

/** Another process, because a test cannot move itself into another zone. */
function tellIn(zones: readonly string[]): Told[] {
  const text = execFileSync(process.execPath, [script, ...zones], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Told);
}

describe('the zone of the machine', () => {
  it('changes no date: Shanghai, UTC, London, New York and Kiritimati tell the same', () => {
    const offsets = {
      'Asia/Shanghai': -480,
      UTC: 0,
      'Europe/London': -60,
      'America/New_York': 240,
      'Pacific/Kiritimati': -840,
    };
    const told = tellIn(Object.keys(offsets));

    expect(Object.fromEntries(told.map(({ zone, offset }) => [zone, offset]))).toEqual(offsets); // the zones really differ
    expect(told[0]).toMatchObject({
      count: 7_600,
      first: '2006-12-01 2006-11-03 0 2006-12-28T00:30:00.000Z 2006-12-29T16:00:00.000Z 2006-12-02',
    });
    expect(new Set(told.map(({ digest }) => digest)).size).toBe(1);
  });
});

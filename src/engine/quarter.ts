import type { IsoDate } from './days.js';

/** A quarter of the year as hand-overs name it: `2016Q3`. */
export interface Quarter {
  name: string;
  zh: string;
  startsOn: IsoDate;
  endsOn: IsoDate;
}

const ends = ['03-31', '06-30', '09-30', '12-31'];
const starts = ['01-01', '04-01', '07-01', '10-01'];
const chinese = ['一', '二', '三', '四'];

export function quarterOf(date: IsoDate): Quarter {
  return quarterAt(Number(date.slice(0, 4)), Math.ceil(Number(date.slice(5, 7)) / 3));
}

/** Reads `2016Q3`, also `2016-Q3` and `2016q3`; nothing for anything else. */
export function parseQuarter(text: string): Quarter | undefined {
  const [, year, number] = /^(\d{4})-?[Qq]([1-4])$/.exec(text.trim()) ?? [];
  return year === undefined ? undefined : quarterAt(Number(year), Number(number));
}

/** The quarter before the one in which a date lies: the newest that has ended. */
export function quarterBefore(date: IsoDate): Quarter {
  const year = Number(date.slice(0, 4));
  const number = Math.ceil(Number(date.slice(5, 7)) / 3) - 1;
  return number === 0 ? quarterAt(year - 1, 4) : quarterAt(year, number);
}

function quarterAt(year: number, number: number): Quarter {
  return {
    name: `${year}Q${number}`,
    zh: `${year}年第${chinese[number - 1] ?? ''}季度`,
    startsOn: `${year}-${starts[number - 1] ?? ''}`,
    endsOn: `${year}-${ends[number - 1] ?? ''}`,
  };
}

import { type Place } from '../passage.js';
import { type HiddenCode } from './hidden-reasons.js';
import { type PassageCollector } from './passage-collector.js';
import { walkXml } from './walk-xml.js';
import { type XlsxFormats } from './xlsx-formats.js';
import { type XlsxStrings } from './xlsx-strings.js';

interface Cell {
  column: string;
  type: string;
  value: string;
  formula: string;
  isHidden: boolean;
}

interface SheetSetting {
  name: string;
  /** Whether the sheet as a whole is hidden. */
  isHidden: boolean;
  strings: XlsxStrings;
  formats: XlsxFormats;
  collector: PassageCollector;
}

/**
 * Walks through a sheet, row by row, so that a large one needs no more memory than a small one.
 * A row is one passage: forms give each digit of a number a cell of its own.
 */
export async function readSheet(chunks: AsyncIterable<Buffer>, setting: SheetSetting): Promise<void> {
  const sheet = new SheetReader(setting);
  await walkXml(chunks, sheet);
}

class SheetReader {
  private readonly path: string[] = [];
  private readonly hiddenColumns: { from: number; to: number }[] = [];
  private rowNumber = 0;
  private isRowHidden = false;
  private cells: Cell[] = [];
  private cell: Cell | null = null;
  private loose = '';

  constructor(private readonly setting: SheetSetting) {}

  open(name: string, attributes: Record<string, string>): void {
    this.path.push(name);
    if (name === 'col') this.openColumns(attributes);
    else if (name === 'row') this.openRow(attributes);
    else if (name === 'c') this.openCell(attributes);
    else if (!this.cell) this.loose = '';
  }

  text(text: string): void {
    const element = this.path.at(-1);
    if (!this.cell) this.loose += text;
    else if (element === 'f') this.cell.formula += text;
    else if ((element === 'v' || element === 't') && !this.path.includes('rPh')) this.cell.value += text;
  }

  close(name: string): void {
    this.path.pop();
    if (name === 'c' && this.cell) {
      this.cells.push(this.cell);
      this.cell = null;
    } else if (name === 'row') this.closeRow();
    else if (!this.cell) this.closeLoose(name);
  }

  private openColumns(attributes: Record<string, string>): void {
    const isHidden = isOn(attributes['hidden']) || Number(attributes['width'] ?? 1) === 0;
    if (isHidden) this.hiddenColumns.push({ from: Number(attributes['min']), to: Number(attributes['max']) });
  }

  private openRow(attributes: Record<string, string>): void {
    this.rowNumber = attributes['r'] === undefined ? this.rowNumber + 1 : Number(attributes['r']);
    this.isRowHidden = isOn(attributes['hidden']) || attributes['ht'] === '0';
    this.cells = [];
  }

  private openCell(attributes: Record<string, string>): void {
    const column = /^[A-Z]+/i.exec(attributes['r'] ?? '')?.[0] ?? columnName(this.cells.length + 1);
    const isHidden = this.setting.formats.hides(attributes['s']);
    this.cell = { column, type: attributes['t'] ?? 'n', value: '', formula: '', isHidden };
  }

  private closeRow(): void {
    const filled = this.cells
      .map((cell) => ({ ...cell, value: this.valueOf(cell) }))
      .filter(({ value, formula }) => value.trim() !== '' || formula !== '');
    const { isHidden } = this.setting;
    const groups = new Map<HiddenCode | 'shown', Cell[]>();
    for (const cell of filled) {
      const reason = this.isRowHidden && !isHidden ? 'hidden-rows' : this.reasonFor(cell);
      groups.set(reason, [...(groups.get(reason) ?? []), cell]);
    }
    for (const [reason, cells] of groups) this.report(reason, cells);
    for (const cell of filled) this.keepFormula(cell);
  }

  private reasonFor(cell: Cell): HiddenCode | 'shown' {
    if (this.setting.isHidden) return 'shown'; // the sheet is a finding already
    const column = columnNumber(cell.column);
    const isColumnHidden = this.hiddenColumns.some(({ from, to }) => from <= column && column <= to);
    if (isColumnHidden) return 'hidden-columns';
    return cell.isHidden ? 'hidden-cells' : 'shown';
  }

  private report(reason: HiddenCode | 'shown', cells: readonly Cell[]): void {
    const { collector, isHidden, name } = this.setting;
    const text = cells
      .map(({ value }) => value)
      .filter((value) => value !== '')
      .join('\t');
    const place = this.place(cells);
    if (reason !== 'shown') {
      if (text.trim() !== '') collector.conceal(reason, place, text, name);
    } else if (isHidden) collector.keep(place, text);
    else collector.show(place, text);
  }

  private valueOf({ type, value }: Cell): string {
    if (type === 's') return this.setting.strings.use(Number(value));
    return type === 'n' ? plainNumber(value) : value;
  }

  /** Words within a formula are kept beside what the formula shows. */
  private keepFormula(cell: Cell): void {
    if (/["[]/.test(cell.formula)) this.setting.collector.keep(this.place([cell]), `=${cell.formula}`);
  }

  /** Headers and footers are printed; lists of choices and the rules of formats are not. */
  private closeLoose(name: string): void {
    const { collector, isHidden } = this.setting;
    const place = sheetPlace(this.setting.name, '');
    const isPrinted = /^(?:odd|even|first)(?:Header|Footer)$/.test(name);
    if (isPrinted && !isHidden) collector.show(place, this.loose);
    else if (/^(?:formula[12]?|oddHeader|oddFooter|f|t)$/.test(name)) collector.keep(place, this.loose);
    this.loose = '';
  }

  private place(cells: readonly Cell[]): Place {
    const first = `${cells[0]?.column ?? 'A'}${this.rowNumber}`;
    const last = `${cells.at(-1)?.column ?? 'A'}${this.rowNumber}`;
    return sheetPlace(this.setting.name, first === last ? first : `${first}:${last}`);
  }
}

export function sheetPlace(name: string, range: string): Place {
  const at = range === '' ? '' : `!${range}`;
  return { zh: `工作表“${name}”${at}`, en: `sheet “${name}”${at}` };
}

function isOn(value: string | undefined): boolean {
  return value === '1' || value === 'true';
}

/** Excel writes long numbers as 1.3800138E10; a person sees the digits. */
function plainNumber(value: string): string {
  const number = Number(value);
  const isLong = /e\+?\d/i.test(value) && Number.isInteger(number) && Math.abs(number) < 1e21;
  return isLong ? BigInt(number).toString() : value;
}

function columnNumber(name: string): number {
  return [...name.toUpperCase()].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0);
}

function columnName(number: number): string {
  const rest = (number - 1) % 26;
  const before = Math.floor((number - 1) / 26);
  return (before > 0 ? columnName(before) : '') + String.fromCharCode(65 + rest);
}

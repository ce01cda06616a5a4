import { type Extraction, type HiddenContent, type Passage, type Place } from '../passage.js';
import { LimitReached, type ExtractionLimits } from './extraction-limits.js';
import { hiddenReasons, type HiddenCode } from './hidden-reasons.js';

/** What was found so far. Content of one kind within one scope becomes one finding, so that a reviewer settles it once. */
export class PassageCollector {
  private readonly passages: Passage[] = [];
  private readonly findings = new Map<string, { code: HiddenCode; place: Place; count: number }>();
  private characters = 0;
  private isSomethingUnread = false;
  private hasVisibleText = false;

  constructor(readonly limits: ExtractionLimits) {}

  /** Text that a reader sees. */
  show(place: Place, text: string): void {
    if (this.add(place, text, false)) this.hasVisibleText = true;
  }

  /** Text that a reader does not see and that is no cause for a finding by itself, such as the target of a link. */
  keep(place: Place, text: string): void {
    this.add(place, text, true);
  }

  /**
   * Something that has to be settled, with its text where there is any.
   * @param scope sheets and slides are settled one by one, everything else once for the file
   */
  conceal(code: HiddenCode, place: Place, text = '', scope = ''): void {
    const key = `${code}\0${scope}`;
    const found = this.findings.get(key);
    if (found) found.count += 1;
    else this.findings.set(key, { code, place, count: 1 });
    this.add(place, text, true);
  }

  /** A reader sees something here of which no text came out. */
  leaveUnread(): void {
    this.isSomethingUnread = true;
  }

  /** Reading ended before the file did. */
  cutOff(): void {
    this.leaveUnread();
    this.conceal('not-fully-read', { zh: '全文', en: 'the whole file' });
  }

  /** Takes over what was found in a file inside this one; nobody sees it who opens this one. */
  enclose(within: Place, inner: Extraction): void {
    const nested = (place: Place): Place => ({
      zh: `${within.zh} › ${place.zh}`,
      en: `${within.en} › ${place.en}`,
    });
    for (const { place, text } of inner.passages) this.add(nested(place), text, true);
    for (const { code, place } of inner.hidden) {
      if (isHiddenCode(code)) this.conceal(code, nested(place), '', within.en);
    }
  }

  result(): Extraction {
    return {
      passages: this.passages,
      hidden: [...this.findings.values()].map(toHiddenContent),
      isReadable: this.hasVisibleText && !this.isSomethingUnread,
    };
  }

  private add(place: Place, text: string, isHidden: boolean): boolean {
    if (text.trim() === '') return false;
    this.characters += text.length;
    const isTooMuch =
      this.passages.length >= this.limits.passages || this.characters > this.limits.characters;
    if (isTooMuch) throw new LimitReached('too much text');
    this.passages.push({ place, text, isHidden });
    return true;
  }
}

function toHiddenContent(finding: { code: HiddenCode; place: Place; count: number }): HiddenContent {
  const { code, place, count } = finding;
  const places = { zh: `${place.zh} 等 ${count} 处`, en: `${place.en} and ${count - 1} more` };
  return { code, place: count > 1 ? places : place, why: hiddenReasons[code] };
}

function isHiddenCode(code: string): code is HiddenCode {
  return Object.hasOwn(hiddenReasons, code);
}

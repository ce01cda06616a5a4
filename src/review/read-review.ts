import type { Pool } from 'pg';
import type { SignedIn } from '../access/sessions.js';
import type { ReadCase } from '../cases/read-case.js';
import type { Definitions } from '../definitions/definitions.js';
import type { CaseFile, Finding } from '../engine/case-file.js';
import { filesIn } from '../engine/check-fields.js';
import type { Checklist, Definition, FormField } from '../engine/definition.js';
import { reviewItems, type ReviewItem } from '../engine/review-items.js';
import type { Time } from '../platform/time.js';
import { asTx } from '../platform/transactions.js';
import type { Place } from './passage.js';
import { contentsOf } from './contents.js';
import { isOpen, ownNumbers, readHits, type SearchedContent } from './read-hits.js';

export interface ReviewedField extends ReviewItem {
  zh: string;
  en: string;
  /** The value in words; of files, their names. */
  shown: Place;
  contents: Omit<SearchedContent, 'passages' | 'field'>[];
  openHits: number;
}
export interface Review {
  id: string;
  number: string;
  title: string;
  revision: number;
  drafters: string[];
  items: ReviewedField[];
  findings: Finding[];
  /** Of the step in which the case is now; null where it makes no finding. */
  checklist: ({ name: string } & Checklist) | null;
}

/** What lies before a reviewer: each sealed field with its seal, whether these bytes were cleared, and what was found in them. */
export class ReadReview {
  constructor(
    private readonly pool: Pool,
    private readonly definitions: Definitions,
    private readonly readCase: ReadCase,
    private readonly time: Time,
  ) {}

  /** @throws NotFound for whoever may not see the case */
  async run(caseId: string, person: SignedIn): Promise<Review> {
    const { stored, definition, world } = await this.readCase.open(caseId, person);
    const { file } = stored;
    const items = reviewItems(definition, file, world.digest);
    const names = items.map(({ field }) => field);
    const contents = contentsOf(definition, file, names, world.digest);
    const searched = await readHits(asTx(this.pool), stored.id, contents, ownNumbers(definition, file));
    return {
      id: stored.id,
      number: stored.number,
      title: stored.title,
      revision: file.revision,
      drafters: file.drafters,
      items: items.map((item) => fieldOf(definition, file, item, searched)),
      findings: file.findings,
      checklist: this.checklistOf(definition, file),
    };
  }

  /** Names of people, as a sheet on paper shows them. */
  async namesOf(ids: readonly string[]): Promise<Map<string, { zh: string; en: string }>> {
    const { rows } = await this.pool.query<{ id: string; zh: string; en: string }>(
      'select id, name_zh as zh, name_en as en from person where id = any ($1)',
      [ids],
    );
    return new Map(rows.map(({ id, zh, en }) => [id, { zh, en }]));
  }

  /** The date of the bureau, for what is printed. */
  async today(): Promise<string> {
    return (await this.time.read()).today;
  }

  /** The list whose items a finding answered. */
  checklistBehind({ checklist }: Finding): Checklist | null {
    const answered = Object.keys(checklist ?? {});
    if (answered.length === 0) return null;
    const lists = Object.values(this.definitions.vocabulary.checklists);
    return lists.find(({ items }) => answered.every((item) => Object.hasOwn(items, item))) ?? null;
  }

  private checklistOf(definition: Definition, file: CaseFile): Review['checklist'] {
    const actions = Object.values(definition.states[file.state]?.on ?? {});
    const name = actions.find(({ checklist }) => checklist !== undefined)?.checklist;
    const list = name === undefined ? undefined : this.definitions.vocabulary.checklists[name];
    return name !== undefined && list ? { name, ...list } : null;
  }
}

function shownValue(shape: FormField | undefined, value: unknown): Place {
  const files = filesIn(value).map(({ name }) => name);
  const texts = files.length > 0 ? files : Array.isArray(value) ? value.map(String) : [];
  if (texts.length > 0) return { zh: texts.join('、'), en: texts.join(', ') };
  if (typeof value === 'boolean') return value ? { zh: '是', en: 'yes' } : { zh: '否', en: 'no' };
  const plain = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  return shape?.of?.[plain] ?? { zh: plain, en: plain };
}

function fieldOf(
  definition: Definition,
  file: CaseFile,
  item: ReviewItem,
  searched: readonly SearchedContent[],
): ReviewedField {
  const shape = definition.form[item.field];
  const own = searched.filter(({ field }) => field === item.field);
  return {
    ...item,
    zh: shape?.zh ?? item.field,
    en: shape?.en ?? item.field,
    shown: shownValue(shape, file.fields[item.field]),
    contents: own.map(({ digest, file: one, state, hits }) => ({ digest, file: one, state, hits })),
    openHits: own.flatMap(({ hits }) => hits.filter(isOpen)).length,
  };
}

import { Injectable } from '@nestjs/common';
import { caseIdOf } from '../cases/case-id.js';
import { NotFound } from '../cases/refused.js';
import { Definitions } from '../definitions/definitions.js';
import type { Definition } from '../engine/definition.js';
import { PortalSource } from './portal-source.js';
import {
  fieldTitle,
  publicFields,
  type PostedField,
  type PublicEntry,
  type PublicItem,
  type StoredBytes,
  type TakenDownItem,
} from './public-item.js';

export type PublicAnswer = { kind: 'shown'; item: PublicItem } | { kind: 'taken-down'; item: TakenDownItem };

interface ItemRow extends PublicEntry, Record<string, unknown> {
  isShown: boolean;
  version: number;
  isPartial: boolean;
  corrections: { at: string; fields: string[] }[];
  takenDownAt: Date | null;
  why: string | null;
  changedAt: Date;
  fields: PostedField[];
  stored: StoredBytes[];
  related: PublicItem['related'];
}

/**
 * The fields come from the view that joins what is posted with what the case exposes; nothing else is asked of a case.
 * Related are items of the same document number, such as what became of it later.
 */
const itemText = `
with posted as materialized (select * from portal_field where case_id = $1)
select i.case_id as id, i.index_number as "indexNumber", i.type, i.title, i.document_number as "documentNumber", i.summary, i.topic, i.organisation,
  i.made_on as "madeOn", i.valid_until as "validUntil", i.has_interpretation as "hasInterpretation", i.posted_at as "postedAt", i.updated_at as "updatedAt",
  i.is_shown as "isShown", c.version, i.is_partial as "isPartial", i.corrections, i.taken_down_at as "takenDownAt", i.taken_down_why as why, i.changed_at as "changedAt",
  coalesce((select jsonb_agg(jsonb_build_object('field', field, 'canonical', canonical, 'postedAt', posted_at)) from posted), '[]') as fields,
  coalesce((select jsonb_agg(jsonb_build_object('sha256', b.sha256, 'sizeBytes', b.size_bytes, 'mediaType', b.media_type)) from stored_bytes b
    where b.sha256 in (select jsonb_path_query(canonical::jsonb, '$.**.sha256') #>> '{}' from posted)), '[]') as stored,
  coalesce((select jsonb_agg(jsonb_build_object('id', r.case_id, 'title', r.title, 'type', r.type)) from (select case_id, title, type from portal_item
    where is_shown and document_number = i.document_number and case_id <> i.case_id order by posted_at desc limit 10) r), '[]') as related
from portal_item i join cases c on c.id = i.case_id where i.case_id = $1`;

@Injectable()
export class ReadPublicItem {
  constructor(
    private readonly source: PortalSource,
    private readonly definitions: Definitions,
  ) {}

  /** @throws NotFound for what was never to be seen and for what is hidden without a notice, and does not tell which */
  async run(id: string): Promise<PublicAnswer> {
    const [row] = await this.source.again<ItemRow>('portal-item', itemText, [caseIdOf(id)]);
    if (row?.isShown && row.fields.length > 0) return { kind: 'shown', item: this.itemOf(row) };
    if (!row?.takenDownAt) throw new NotFound('item', id);
    const { indexNumber, type, postedAt, takenDownAt, why, changedAt } = row;
    const typeTitle = this.definitions.get(type, row.version).title;
    const item = { id, indexNumber, type, typeTitle, postedAt, takenDownAt, why: why ?? '', changedAt };
    return { kind: 'taken-down', item };
  }

  /** @returns the case that bears an index number, if it is or was to be seen */
  async byIndexNumber(indexNumber: string): Promise<string> {
    if (!/^[\w\-/.:]{1,60}$/.test(indexNumber)) throw new NotFound('item', 'index number');
    const [row] = await this.source.again<{ id: string }>(
      'portal-index-number',
      'select case_id as id from portal_item where index_number = $1 and (is_shown or taken_down_at is not null)',
      [indexNumber],
    );
    if (!row) throw new NotFound('item', indexNumber.slice(0, 60));
    return row.id;
  }

  private itemOf(row: ItemRow): PublicItem {
    const definition = this.definitions.get(row.type, row.version);
    const { isShown: _shown, version: _version, takenDownAt: _at, why: _why, stored, ...item } = row;
    return {
      ...item,
      typeTitle: definition.title,
      fields: publicFields(row.fields, definition, stored),
      corrections: row.corrections.map((one) => correction(one, definition)),
    };
  }
}

function correction(
  { at, fields }: { at: string; fields: string[] },
  { form }: Definition,
): PublicItem['corrections'][number] {
  return { at: new Date(at), fields: fields.map((name) => fieldTitle(form, name)) };
}

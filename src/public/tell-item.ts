import { dayOf } from './list-entry.js';
import { filePath, pagePath } from './public-addresses.js';
import type { PublicEntry, PublicItem, TakenDownItem } from './public-item.js';
import type { Edition } from './read-edition.js';
import { topicOfType } from './topics.js';
import type { CatalogueTitles } from './type-titles.js';

/** An item of a list for programs: the catalogue entry and where the rest is. */
export function itemInBrief(item: PublicEntry, { bureau, today }: Edition, titles: CatalogueTitles): object {
  const topic = item.topic ?? topicOfType(item.type);
  return {
    id: item.id,
    indexNumber: item.indexNumber,
    type: item.type,
    typeTitle: titles.ofType(item.type),
    topic,
    topicTitle: titles.ofTopic(topic),
    organisation: item.organisation ?? bureau.zh,
    title: item.title,
    documentNumber: item.documentNumber,
    summary: item.summary,
    madeOn: item.madeOn,
    postedAt: item.postedAt,
    updatedAt: item.updatedAt,
    validUntil: item.validUntil,
    isExpired: item.validUntil !== null && item.validUntil < today,
    hasInterpretation: item.hasInterpretation,
    address: pagePath(item.id),
  };
}

/** A published item with all its fields, for programs. */
export function itemInFull(item: PublicItem, edition: Edition, titles: CatalogueTitles): object {
  return {
    ...itemInBrief(item, edition, titles),
    isPartial: item.isPartial,
    corrections: item.corrections,
    fields: item.fields.map(({ files, ...field }) => ({
      ...field,
      files: files.map((file) => ({ ...file, address: filePath(item.id, field.name, file.no) })),
    })),
  };
}

/** What a program hears of an item that was taken down (RFC 9457). */
export function takenDownProblem(item: TakenDownItem, instance: string): object {
  const on = dayOf(item.takenDownAt);
  return {
    type: 'urn:gongkai:problem:taken-down',
    title: '已撤下 (taken down)',
    status: 410,
    code: 'taken-down',
    detail: `该信息已于 ${on} 撤下：${item.why === '' ? '未注明原因' : item.why} (taken down on ${on})`,
    instance,
    indexNumber: item.indexNumber,
    takenDownAt: item.takenDownAt,
    reason: item.why,
    address: pagePath(item.id),
  };
}

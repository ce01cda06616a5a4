import type { Edition } from './read-edition.js';
import type { PublicFilter } from './public-filter.js';
import { typesOfTopic } from './topics.js';

export interface Conditions {
  /** After `where`. */
  text: string;
  values: unknown[];
}

/** The conditions of a list as SQL over `portal_item`. Values never become text. */
export function conditionsOf(
  { topic, type, year, organisation, q }: PublicFilter,
  edition: Edition,
): Conditions {
  const values: unknown[] = [];
  const parts = ['is_shown'];
  const bind = (value: unknown) => `$${values.push(value)}`;
  if (type !== undefined) parts.push(`type = ${bind(type)}`);
  if (year !== undefined) parts.push(`posted_year = ${bind(year)}`);
  if (topic !== undefined) parts.push(topicCondition(topic, edition, bind));
  if (organisation !== undefined) {
    const named = `organisation = ${bind(organisation)}`;
    parts.push(organisation === edition.bureau.zh ? `(organisation is null or ${named})` : named);
  }
  if (q !== undefined) {
    const within = [
      ...(year === undefined ? [] : [`'=${year}'`]),
      ...(type === undefined ? [] : [`'#${type}'`]),
    ];
    const also = within.length === 0 ? '' : ` && ${bind(within.join(' & '))}::tsquery`;
    parts.push(`words @@ (portal_query(${bind(q)})${also})`);
  }
  return { text: parts.join(' and '), values };
}

/** An item's own topic goes before that of its type. Only what occurs is asked for, so that an index serves. */
function topicCondition(topic: string, { counts }: Edition, bind: (value: unknown) => string): string {
  const types = typesOfTopic(topic, [...new Set(counts.map(({ type }) => type))]);
  const ofType = `topic is null and type = any(${bind(types)}::text[])`;
  const isNamed = counts.some((row) => row.topic === topic);
  return isNamed ? `(topic = ${bind(topic)} or ${ofType})` : ofType;
}

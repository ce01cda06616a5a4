import { type StoredCase } from '../../cases/case-store.js';
import type { FileValue } from '../../engine/case-file.js';
import { filesIn } from '../../engine/check-fields.js';
import type { Definition } from '../../engine/definition.js';
import { commandIdOf } from '../../platform/command-id.js';
import type { ChannelPosting, Outgoing, OutgoingFile } from './channel-posting.js';

/** What is known besides the case when an attempt begins. */
export interface Surroundings {
  baseUrl: string;
  indexNumber: string;
  sentAt: Date;
}

/** Gathers what a channel is given: the fields under the seals of the posting, and no others. */
export function composeOutgoing(
  posting: ChannelPosting,
  { id, number, file }: StoredCase,
  definition: Definition,
  { baseUrl, indexNumber, sentAt }: Surroundings,
): Outgoing {
  const purpose = posting.state === 'taking-down' ? 'take-down' : 'post';
  const names = Object.keys(posting.seals).sort();
  const fields = names.flatMap((name) => {
    const value = file.fields[name];
    const titles = definition.form[name];
    return value === undefined || !titles ? [] : [{ name, zh: titles.zh, en: titles.en, value }];
  });
  const { title } = file.fields;
  return {
    posting,
    idempotencyKey: commandIdOf(`channel-${purpose}`, `${id} ${posting.seq} ${posting.channel}`),
    number,
    indexNumber,
    title: posting.seals['title'] !== undefined && typeof title === 'string' ? title : definition.title.zh,
    portalAddress: `${baseUrl}/public/items/${id}`,
    fields: fields.filter(({ value }) => filesIn(value).length === 0),
    files: fields.flatMap(({ name, value }) =>
      filesIn(value).map((one, index) => fileLink(baseUrl, id, name, one, index + 1)),
    ),
    sentAt: sentAt.toISOString(),
  };
}

function fileLink(
  baseUrl: string,
  caseId: string,
  field: string,
  { name, sha256, sizeBytes, mediaType }: FileValue,
  no: number,
): OutgoingFile {
  const path = `/api/v1/public/items/${caseId}/files/${encodeURIComponent(field)}${no === 1 ? '' : `/${no}`}`;
  return { field, name, sha256, sizeBytes, mediaType, url: baseUrl + path };
}

import type { CaseFile, FileValue } from '../engine/case-file.js';
import { filesIn } from '../engine/check-fields.js';
import type { Definition } from '../engine/definition.js';
import { sealsOf } from '../engine/seals.js';
import type { Passage } from './passage.js';

/** A file, or the text of a field: what is searched, and what a verdict is about. Other bytes are other contents. */
export interface Content {
  field: string;
  /** Digest of the file, or seal of the field. */
  digest: string;
  file: FileValue | null;
  /** Of a field; files are searched apart. */
  passages: Passage[];
}

const textKinds = new Set(['text', 'long-text', 'list']);

/** The contents of the named fields that are filled in. Dates, choices and the document's own number say nothing to search. */
export function contentsOf(
  definition: Definition,
  file: CaseFile,
  names: readonly string[],
  digest: (text: string) => string,
): Content[] {
  const seals = sealsOf(names, file.fields, digest);
  return names.flatMap((field): Content[] => {
    const value = file.fields[field];
    if (value === undefined) return [];
    const files = filesIn(value);
    if (files.length > 0) return files.map((one) => ({ field, digest: one.sha256, file: one, passages: [] }));
    const shape = definition.form[field];
    if (!shape || !textKinds.has(shape.kind)) return [];
    const place = { zh: shape.zh, en: shape.en };
    const texts = Array.isArray(value) ? value : [value];
    const passages = texts
      .filter((text) => typeof text === 'string')
      .map((text) => ({ place, text, isHidden: false }));
    return [{ field, digest: seals[field] ?? '', file: null, passages }];
  });
}

import { html, type Html } from '../mailbox/html.js';
import { dayOf, originalLanguage } from './list-entry.js';
import type { PageView } from './page-frame.js';
import { filePath } from './public-addresses.js';
import type { PublicField, PublicFile, PublicItem } from './public-item.js';

/** A field with its files, ready to be taken away. */
export function renderFiles(view: PageView, item: PublicItem, field: PublicField): Html {
  const { words, reading } = view;
  return html`<section aria-labelledby="${field.name}">
    <h2 id="${field.name}">${field[reading.language]} <span class="soft">${dayOf(field.postedAt)}</span></h2>
    <ul class="plain files">
      ${field.files.map(
        (file) =>
          html`<li>
            <a href="${filePath(item.id, field.name, file.no)}" download${originalLanguage(view)}
              >${file.name}</a
            >
            <span class="soft">${describe(file)}</span>
          </li> `,
      )}
    </ul>
    ${counterpart(item, field, words)}
  </section> `;
}

/** What comes over the line: ending of the name and size. */
function describe({ name, sizeBytes }: PublicFile): string {
  const ending = /\.([A-Za-z0-9]{1,5})$/.exec(name)?.[1]?.toUpperCase() ?? '';
  return [ending, sizeBytes === null ? '' : sizeInWords(sizeBytes)].filter((part) => part !== '').join(', ');
}

export function sizeInWords(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${Math.round(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** A policy and its interpretation are found from each other (政策与解读相互关联). */
function counterpart(
  { fields }: PublicItem,
  { name }: PublicField,
  words: { toInterpretation: string; toDocument: string },
): Html | null {
  const pairs: Record<string, [string, string]> = {
    document: ['interpretation', words.toInterpretation],
    interpretation: ['document', words.toDocument],
  };
  const [other, label] = pairs[name] ?? [];
  if (other === undefined || label === undefined || !fields.some((field) => field.name === other))
    return null;
  return html`<p><a href="#${other}" rel="related">${label}</a></p>`;
}

/** Markup that is safe to write into a page as it stands. */
export interface Html {
  readonly markup: string;
}

type HtmlValue = string | number | Html | readonly HtmlValue[] | null;

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text made harmless for element content and for quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

/** A template tag: what is written in the template is markup, what is put in is text, unless it is markup itself. */
export function html(parts: TemplateStringsArray, ...values: HtmlValue[]): Html {
  const markup = parts.reduce((sofar, part, index) => sofar + write(values[index - 1] ?? null) + part);
  return { markup };
}

function write(value: HtmlValue): string {
  if (value === null) return '';
  if (typeof value === 'string') return escapeHtml(value);
  if (typeof value === 'number') return String(value);
  if ('markup' in value) return value.markup;
  return value.map(write).join('');
}

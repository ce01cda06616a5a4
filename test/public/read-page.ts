/** The levels of the headings of a page, in order. */
export function headingLevels(page: string): number[] {
  return [...page.matchAll(/<h([1-6])[\s>]/g)].map((match) => Number(match[1]));
}

/** Where the links of a page lead, as a browser reads them. */
export function linksOf(page: string): string[] {
  return [...page.matchAll(/<(?:a|link)\b[^>]*\shref="([^"]*)"/g)].map((match) =>
    (match[1] ?? '').replaceAll('&amp;', '&'),
  );
}

/** The words of a page, with single spaces between them. */
export function textOf(page: string): string {
  return page
    .replace(/<style[\s\S]*?<\/style>/g, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');
}

const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '\r': '&#13;',
};

/** Text as it may stand in XML 1.0 and HTML, between tags or in quotes; what XML cannot hold at all is shown as �. */
export function escapeMarkup(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, '\ufffd')
    .replace(/[&<>"'\r]/g, (character) => escapes[character] ?? character);
}

/** An element with text in it, or nothing when there is no text. */
export const textElement = (name: string, text: string | undefined): string =>
  text === undefined || text === '' ? '' : `<${name}>${escapeMarkup(text)}</${name}>`;

/** Lines, each indented; empty ones are left out. */
export const indented = (lines: readonly string[], spaces = 2): string =>
  lines
    .filter((line) => line !== '')
    .map((line) => `${' '.repeat(spaces)}${line}\n`)
    .join('');

/** A pattern for one of several words, which are written with spaces or lines between them. */
export const anyOf = (words: string): string => `(?:${words.trim().split(/\s+/).join('|')})`;

const linearizedBytes = 1024;

/**
 * Where earlier states of a PDF end: each save that only appends leaves the whole of the former file in front
 * (incremental updates, ISO 32000-1, 7.5.6). A file prepared for the web ends twice without having been changed.
 * @returns offsets of the ends of all states but the last
 */
export function revisionEnds(bytes: Buffer): number[] {
  const ends: number[] = [];
  for (let at = bytes.indexOf('startxref'); at >= 0; at = bytes.indexOf('startxref', at + 1)) {
    const end = /^startxref\s+\d+\s+%%EOF\r?\n?/.exec(bytes.toString('latin1', at, at + 64));
    if (end) ends.push(at + end[0].length);
  }
  const isLinearized = bytes.toString('latin1', 0, linearizedBytes).includes('/Linearized');
  return ends.slice(isLinearized ? 1 : 0, -1);
}

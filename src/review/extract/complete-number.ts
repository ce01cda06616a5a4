/** What a number, a code or an address for mail is written with. */
const ending = /[\dA-Za-z０-９@._-]{1,40}$/;
const beginning = /^[\dA-Za-z０-９@._-]{1,40}/;

/**
 * A number of which only a part was deleted, hidden or covered is completed from its neighbours, as whoever finds the
 * hidden part completes it too.
 * @param before what a reader sees directly before the hidden text, and after it
 */
export function completeNumber(before: string, hidden: string, after: string): string {
  const head = beginning.test(hidden) ? (ending.exec(before)?.[0] ?? '') : '';
  const tail = ending.test(hidden) ? (beginning.exec(after)?.[0] ?? '') : '';
  return head + hidden + tail;
}

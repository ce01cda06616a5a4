/** Something that the story promises did not happen; the story ends there and exits non-zero. */
export class StoryBroken extends Error {
  override readonly name = 'StoryBroken';
}

/** Prints what happens, business time first, so that a clerk can read along. */
export class Timeline {
  private at = '';

  constructor(private readonly print: (line: string) => void) {}

  heading(zh: string, en: string): void {
    this.print(`\n${zh}  ${en}`);
  }

  moveTo(instant: string): void {
    this.at = instant.slice(0, 16).replace('T', ' ');
  }

  tell(who: string, zh: string, en: string): void {
    this.print(`  ${this.at}  ${who.padEnd(12)} ${zh}  (${en})`);
  }

  /** A line below the one before: the words of the system. */
  quote(words: string): void {
    this.print(`${' '.repeat(20)}» ${words}`);
  }

  /** @throws StoryBroken when the promise does not hold */
  must(holds: boolean, promise: string, seen: unknown): void {
    if (!holds)
      throw new StoryBroken(`没有发生 (did not happen): ${promise}\n${JSON.stringify(seen, null, 2)}`);
  }
}

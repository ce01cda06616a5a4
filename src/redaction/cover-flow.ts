import { applyEdits, type Edit } from './cover-letters.js';
import { findCovers, type Cover } from './find-covers.js';
import { type Flow } from './part-slots.js';
import { readLetters, type Letter } from './read-letters.js';
import { type RedactionSpan } from './redaction-report.js';

interface PlacedLetter extends Letter {
  slot: number;
}

/** Covers the spans in a text that is cut up into slots: the mask goes to the slot in which it begins. */
export function coverFlow(flow: Flow, spans: readonly RedactionSpan[]): Cover[] {
  const letters = placedLetters(flow);
  const covers = findIn(letters, spans);
  const edits = new Map<number, Edit[]>();
  for (const { from, until, mask } of covers) {
    letters.slice(from, until).forEach(({ slot, start, end }, index) => {
      const text = index === 0 ? mask : '';
      edits.set(slot, [...(edits.get(slot) ?? []), { start, end, text }]);
    });
  }
  for (const [index, changes] of edits) {
    const slot = flow.slots[index];
    slot?.write(applyEdits(slot.read(), changes));
  }
  return covers;
}

/** What of the spans is still in a text. */
export function findInFlow(flow: Flow, spans: readonly RedactionSpan[]): number[] {
  return findIn(placedLetters(flow), spans).flatMap((cover) => cover.spans);
}

function findIn(letters: readonly PlacedLetter[], spans: readonly RedactionSpan[]): Cover[] {
  return findCovers(
    letters.map(({ text }) => text),
    spans,
  );
}

function placedLetters({ slots, notation }: Flow): PlacedLetter[] {
  const letters: PlacedLetter[] = [];
  slots.forEach((slot, index) => {
    for (const letter of readLetters(slot.read(), notation)) letters.push({ ...letter, slot: index });
  });
  return letters;
}

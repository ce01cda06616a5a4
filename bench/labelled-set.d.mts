/** A document of the labelled set: what a reviewer should be shown in it, as UTF-16 offsets, end excluded. */
export interface LabelledDocument {
  id: string;
  isHoldOut: boolean;
  text: string;
  labels: { rule: string; start: number; end: number }[];
}
export const publicNumbers: ReadonlySet<string>;
export const chosenSeed: number;
export function labelledSet(seed?: number): LabelledDocument[];

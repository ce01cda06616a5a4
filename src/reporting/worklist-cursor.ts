import { z } from 'zod';

/** Where a page of the worklist ends: the next one begins behind it, whatever came or went meanwhile. */
export interface WorklistCursor {
  due: string;
  since: string;
  id: string;
}

const instant = z
  .string()
  .regex(/^(infinity|\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(\.\d{1,6})?[+-]\d{2}(:\d{2})?)$/);
const cursorSchema = z.strictObject({ due: instant, since: instant, id: z.uuid() });

export function writeCursor(cursor: WorklistCursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

/** @returns null for what no page of ours ever gave out */
export function readCursor(text: string): WorklistCursor | null {
  try {
    return cursorSchema.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
  } catch {
    return null;
  }
}

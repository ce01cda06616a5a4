import { extensionOf } from '../documents/safe-name.js';

const mark = '（已遮盖）';
const longestBytes = 200; // as names of uploads (`safeName`), which would cut off the mark

/** `通知.docx` becomes `通知（已遮盖）.docx`; a long name gives way to the mark, and a marked one stays as it is. */
export function nameCoveredCopy(name: string): string {
  const extension = extensionOf(name);
  const ending = extension === '' ? '' : name.slice(-extension.length - 1);
  const stem = name.slice(0, name.length - ending.length);
  if (stem.endsWith(mark)) return name;
  const letters = [...stem];
  while (Buffer.byteLength(letters.join('') + mark + ending) > longestBytes) letters.pop();
  return letters.join('') + mark + ending;
}

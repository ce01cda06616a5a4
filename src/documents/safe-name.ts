/** What was changed in a name, or why it cannot be taken. */
export type NameRepair =
  | 'normalised'
  | 'decoded'
  | 'path-removed'
  | 'path-traversal'
  | 'nul-removed'
  | 'invisible-removed'
  | 'full-width'
  | 'edges-trimmed'
  | 'reserved-name'
  | 'named'
  | 'shortened';

export interface SafeName {
  /** Chinese is kept; at most 200 bytes in UTF-8. Valid on Linux, Windows and macOS, and in an archive package. */
  name: string;
  repairs: NameRepair[];
}

/** No honest program sends these: the upload is refused, not repaired. */
export const hostileRepairs: ReadonlySet<NameRepair> = new Set(['path-traversal', 'nul-removed']);

const longestBytes = 200; // file systems take 255; the rest is for prefixes in an archive package
const reserved = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?=\.|$)/i;
const forWindows: Readonly<Record<string, string>> = {
  '<': '＜',
  '>': '＞',
  ':': '：',
  '"': '＂',
  '|': '｜',
  '?': '？',
  '*': '＊',
};

/** One step of cleaning; it counts as a repair when it changed something. */
type Step = readonly [NameRepair, (name: string) => string];

const steps: readonly Step[] = [
  // Direction marks make `gpj.exe` read as `exe.jpg`; zero-width characters make two names look the same.
  ['invisible-removed', (name) => name.replace(/(?!\0)[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, '')],
  ['decoded', decodeSeparators],
  ['nul-removed', (name) => name.replaceAll('\0', '')],
  ['path-traversal', (name) => name.replace(/(^|[/\\])\s*\.\.\s*(?=[/\\]|$)/g, '$1')],
  ['path-removed', (name) => name.slice(name.search(/[^/\\]*$/)).replace(/^[a-z]:(?=.)/i, '')],
  ['normalised', (name) => name.normalize('NFC')],
  ['full-width', (name) => name.replace(/[<>:"|?*]/g, (character) => forWindows[character] ?? '')],
  ['edges-trimmed', (name) => name.replace(/^[\s.]+(?=[^.]*\.)|^\s+|[\s.]+$/g, '')],
  ['reserved-name', (name) => name.replace(reserved, '_$&')],
  ['named', (name) => (/^\.|^$/.test(name) ? `未命名${name}` : name)],
  ['shortened', shorten],
];

/**
 * Makes a name safe to show, to store beside others and to unpack anywhere; bytes are never stored under it.
 * The repairs say what was done; those in `hostileRepairs` mean that somebody tries something.
 */
export function safeName(given: string): SafeName {
  const repairs = new Set<NameRepair>();
  let name = given;
  for (let before: string | null = null; before !== name;) {
    before = name; // again, until nothing changes: what one step takes away may have hidden work for another
    for (const [repair, apply] of steps) {
      const next = apply(name);
      if (next !== name) repairs.add(repair);
      name = next;
    }
  }
  return { name, repairs: [...repairs] };
}

/** The last extension in lower case, without the dot; empty if there is none. */
export function extensionOf(name: string): string {
  return /[^.]\.([\p{L}\p{N}]{1,16})$/u.exec(name)?.[1]?.toLowerCase() ?? '';
}

/** `%2e%2e%2f`, also when encoded again: whoever decodes it later would be led out of the folder. */
function decodeSeparators(name: string): string {
  let decoded = name;
  for (;;) {
    const next = decoded
      .replace(/%25(?=(?:25)*(?:2e|2f|5c|00))/gi, '%')
      .replace(/%(2e|2f|5c|00)/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
    if (next === decoded) return decoded;
    decoded = next;
  }
}

/** Cuts between whole characters, and keeps the extension. */
function shorten(name: string): string {
  if (Buffer.byteLength(name) <= longestBytes) return name;
  const extension = extensionOf(name);
  const ending = extension === '' ? '' : name.slice(-extension.length - 1);
  const room = longestBytes - Buffer.byteLength(ending);
  let kept = '';
  for (const { segment } of new Intl.Segmenter('zh').segment(name.slice(0, name.length - ending.length))) {
    if (Buffer.byteLength(kept) + Buffer.byteLength(segment) > room) break;
    kept += segment;
  }
  return kept.replace(/[\s.]+$/, '') + ending;
}

import { bagFault, type BagFault } from './bag-fault.js';

/** The longest name that ext4, NTFS and the discs of the archives all take, in bytes of UTF-8. */
const longestNameBytes = 255;

/** Names that Windows gives to devices; a file of that name cannot be copied there, whatever its extension. */
const windowsDevice = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/i;
const control = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;
/** Marks that turn the reading direction make "fdp.exe" look like "exe.pdf". */
const direction = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
const pointsElsewhere = /^\.\.?$/;
const windowsForbidden = /[<>:"|?*]/;

interface NameRule {
  zh: string;
  en: string;
  isBroken: (name: string) => boolean;
}

/** What every name between two slashes must keep to, so that the package can be copied to any system unchanged. */
const nameRules: NameRule[] = [
  { zh: '路径中有空的名称', en: 'has an empty name in it', isBroken: (name) => name === '' },
  {
    zh: '用“.”或“..”指向别处',
    en: 'points elsewhere with . or ..',
    isBroken: (name) => pointsElsewhere.test(name),
  },
  { zh: '含反斜杠', en: 'has a backslash', isBroken: (name) => name.includes('\\') },
  { zh: '含控制字符', en: 'has a control character', isBroken: (name) => control.test(name) },
  {
    zh: '含改变书写方向的字符',
    en: 'has a mark that turns the reading direction',
    isBroken: (name) => direction.test(name),
  },
  {
    zh: '含 Windows 不允许的字符',
    en: 'has a character that Windows forbids',
    isBroken: (name) => windowsForbidden.test(name),
  },
  {
    zh: '是 Windows 的设备名',
    en: 'is the name of a Windows device',
    isBroken: (name) => windowsDevice.test(name),
  },
  {
    zh: '以空格或句点结尾',
    en: 'ends in a space or a full stop',
    isBroken: (name) => /[. ]$/.test(name) && !pointsElsewhere.test(name),
  },
  {
    zh: '不是完整的 Unicode 文字',
    en: 'is not well-formed Unicode',
    isBroken: (name) => /\p{Surrogate}/u.test(name),
  },
  {
    zh: `名称超过 ${longestNameBytes} 字节`,
    en: `has a name of more than ${longestNameBytes} bytes`,
    isBroken: (name) => Buffer.byteLength(name) > longestNameBytes,
  },
];

/** Every reason why these paths cannot all stand in one package; empty when they can. */
export function findPathFaults(paths: readonly string[]): BagFault[] {
  return [...paths.flatMap(unsafePath), ...collisions(paths)];
}

function unsafePath(path: string): BagFault[] {
  const names = path.split('/');
  const faults = nameRules
    .filter(({ isBroken }) => names.some(isBroken))
    .map(({ zh, en }) =>
      bagFault('unsafe-path', path, `“${shown(path)}”：${zh}。`, `“${shown(path)}” ${en}.`),
    );
  if (names[0] === 'data' && names.length > 1) return faults;
  const outside = bagFault(
    'outside-payload',
    path,
    `“${shown(path)}”不在 data/ 之内。`,
    `“${shown(path)}” is not inside data/.`,
  );
  return [outside, ...faults];
}

/** Two names that differ only in case or in Unicode composition become one file on Windows and macOS. */
function collisions(paths: readonly string[]): BagFault[] {
  const firstByKey = new Map<string, string>();
  const faults: BagFault[] = [];
  for (const path of paths) {
    const key = collisionKey(path);
    const first = firstByKey.get(key);
    if (first === undefined) firstByKey.set(key, path);
    else faults.push(collision(path, first));
  }
  for (const [key, path] of firstByKey)
    for (const folder of foldersOf(key)) {
      const first = firstByKey.get(folder);
      if (first !== undefined) faults.push(collision(path, first));
    }
  return faults;
}

const collision = (path: string, first: string): BagFault =>
  bagFault(
    'path-collision',
    path,
    `“${shown(path)}”与“${shown(first)}”在某些系统上是同一个文件。`,
    `“${shown(path)}” and “${shown(first)}” are one file on some systems.`,
  );

function foldersOf(path: string): string[] {
  const names = path.split('/');
  return names.slice(1).map((_, at) => names.slice(0, at + 1).join('/'));
}

/** Equal for names that some file system takes for the same. */
export const collisionKey = (path: string): string => path.toLowerCase().normalize('NFC');

/** A path as it can be shown on one line: what cannot be seen is written out. */
const shown = (path: string): string =>
  path.replace(
    /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/**
 * A file name as people gave it, changed as little as will let it stand in a package: Chinese stays, what some system
 * refuses becomes an underscore, and what is too long loses its middle, never its extension.
 * @param longestBytes of UTF-8; leaves room for what is put in front
 */
export function safeFileName(name: string, longestBytes = 180): string {
  const cleaned = name
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .normalize('NFC')
    .replace(new RegExp(`${control.source}|${direction.source}`, 'g'), '')
    .replace(/[<>:"|?*\\/]/g, '_')
    .replace(/^[. ]+|[. ]+$/g, '');
  const named = windowsDevice.test(cleaned) ? `_${cleaned}` : cleaned || '_';
  const extension = /\.[\p{L}\p{N}]{1,12}$/u.exec(named)?.[0] ?? '';
  const stem = named.slice(0, named.length - extension.length);
  return cutToBytes(stem, longestBytes - Buffer.byteLength(extension)) + extension;
}

function cutToBytes(text: string, longestBytes: number): string {
  if (Buffer.byteLength(text) <= longestBytes) return text;
  const kept: string[] = [];
  let bytes = Buffer.byteLength('…');
  for (const character of text) {
    bytes += Buffer.byteLength(character);
    if (bytes > longestBytes) break;
    kept.push(character);
  }
  return `${kept.join('')}…`;
}

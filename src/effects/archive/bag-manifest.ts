import { bagFault, type BagFault } from './bag-fault.js';

/** Digest in lower-case hexadecimal by path. */
export type Digests = ReadonlyMap<string, string>;

/** RFC 8493 2.1.3: carriage return, line feed and the per cent sign are written out, and nothing else. */
export const encodeBagPath = (path: string): string =>
  path.replace(/[%\r\n]/g, (character) => ({ '%': '%25', '\r': '%0D', '\n': '%0A' })[character] ?? character);

export const decodeBagPath = (written: string): string =>
  written.replace(/%(25|0D|0A)/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

/** Lines by path in the order of code units, so that the same files give the same bytes. */
export function formatManifest(digests: Digests): string {
  const entries = [...digests].sort(([left], [right]) => (left < right ? -1 : 1));
  return entries.map(([path, digest]) => `${digest}  ${encodeBagPath(path)}\n`).join('');
}

export interface ReadManifest {
  digests: Digests;
  faults: BagFault[];
}

/** RFC 8493 names where a manifest's paths may point: a payload manifest into data/, a tag manifest beside it. */
export type ManifestKind = 'payload' | 'tag';

/** Reads a manifest; a line that cannot be used is a fault and is left out, so that the rest is still checked. */
export function readManifest(name: string, text: string, kind: ManifestKind): ReadManifest {
  const digests = new Map<string, string>();
  const faults: BagFault[] = [];
  text.split(/\r\n|\n|\r/).forEach((line, at) => {
    if (line.trim() === '') return;
    const [, digest, written] = /^([0-9a-fA-F]+)[ \t]+\*?(.+)$/.exec(line) ?? [];
    if (digest === undefined || written === undefined) return void faults.push(unreadable(name, at + 1));
    const path = decodeBagPath(written.replace(/^\.\//, ''));
    const misplaced = placeFault(name, path, kind);
    if (misplaced) faults.push(misplaced);
    else if (digests.has(path)) faults.push(listedTwice(name, path));
    else digests.set(path, digest.toLowerCase());
    if (/%(?!25|0D|0A)/i.test(written)) faults.push(bareSign(name, path));
  });
  return { digests, faults };
}

const unreadable = (name: string, line: number): BagFault =>
  bagFault(
    'unreadable-line',
    name,
    `${name} 第 ${line} 行不是“摘要值 路径”。`,
    `${name}, line ${line}, is not “digest path”.`,
  );

const listedTwice = (name: string, path: string): BagFault =>
  bagFault('listed-twice', path, `${name} 两次列出“${path}”。`, `${name} lists “${path}” twice.`);

const bareSign = (name: string, path: string): BagFault =>
  bagFault(
    'bare-percent',
    path,
    `${name} 中“${path}”的 % 应写作 %25。`,
    `${name} has “${path}”, whose % must be written %25.`,
  );

/** A manifest from elsewhere is not to be trusted: a path that leaves the package must never be opened. */
function placeFault(name: string, path: string, kind: ManifestKind): BagFault | undefined {
  const names = path.split('/');
  const isOutside = /^(\/|~|[A-Za-z]:)/.test(path) || names.includes('..') || path.includes('\0');
  const isPayload = names[0] === 'data' && names.length > 1;
  if (isOutside)
    return bagFault(
      'outside-bag',
      path,
      `${name} 列出了包外的路径“${path}”；未读取该文件。`,
      `${name} lists “${path}”, which is outside the package; it was not opened.`,
    );
  if (kind === 'payload' && !isPayload)
    return bagFault(
      'outside-payload',
      path,
      `${name} 列出的“${path}”不在 data/ 之内。`,
      `${name} lists “${path}”, which is not inside data/.`,
    );
  if (kind === 'tag' && (isPayload || /^tagmanifest-[^/]*\.txt$/.test(path)))
    return bagFault(
      'not-a-tag-file',
      path,
      `${name} 不应列出“${path}”。`,
      `${name} must not list “${path}”.`,
    );
  return undefined;
}

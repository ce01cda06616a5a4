import type { ArchiveFile, ArchiveItem } from './archive-item.js';
import { collisionKey, safeFileName } from './bag-path.js';

export interface PlacedFile {
  file: ArchiveFile;
  /** Inside the package, beginning with data/. */
  path: string;
}

/** An item with the places of everything that belongs to it. */
export interface PlacedItem {
  item: ArchiveItem;
  files: PlacedFile[];
  metadataPath: string;
  reviewPath: string;
  auditPath: string;
}

/** In front of every name of an item, at most, so that together with a safe name it stays below 255 bytes. */
const longestReferenceBytes = 60;

/**
 * Gives every file its place: 电子档案/<year>-<category>/<index or case number>-<name> (档发〔2012〕7号), and what
 * proves the item under 其他/. Names that would be one file on some system are numbered, in the order of the items.
 */
export function placeFiles(items: readonly ArchiveItem[]): PlacedItem[] {
  const taken = new Set<string>();
  const free = (folder: string, name: string) => takeFreePath(`${folder}/${name}`, taken);
  return items.map((item) => {
    const reference = safeFileName(item.indexNumber ?? item.caseNumber, longestReferenceBytes);
    const folder = `data/电子档案/${item.madeOn.slice(0, 4)}-${safeFileName(item.category, longestReferenceBytes)}`;
    return {
      item,
      metadataPath: free(folder, `${reference}-元数据.xml`),
      files: item.files.map((file) => ({
        file,
        path: free(folder, `${reference}-${safeFileName(file.name)}`),
      })),
      reviewPath: free('data/其他/审查记录', `${reference}.json`),
      auditPath: free('data/其他/审计链', `${reference}.json`),
    };
  });
}

function takeFreePath(path: string, taken: Set<string>): string {
  const extension = /\.[\p{L}\p{N}]{1,12}$/u.exec(path)?.[0] ?? '';
  const stem = path.slice(0, path.length - extension.length);
  let free = path;
  for (let number = 2; taken.has(collisionKey(free)); number += 1) free = `${stem}（${number}）${extension}`;
  taken.add(collisionKey(free));
  return free;
}

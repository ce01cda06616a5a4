import { LineCounter, parseDocument, type Document } from 'yaml';

/** A place in a file as a person counts: from 1. */
export interface Place {
  file: string;
  line: number;
  column: number;
}
export interface FileFault extends Place {
  code: string;
  message: string;
}
export interface YamlFile {
  value: unknown;
  faults: FileFault[];
  /** Where the value at a path stands, or the nearest thing around it. */
  placeOf: (path: readonly (string | number)[]) => Place;
}

/** Parses YAML 1.2 and remembers where everything stands, so that each later fault can name line and column. */
export function readYaml(file: string, text: string): YamlFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, prettyErrors: false });
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const faults = document.errors.map((error) => ({
    ...placeAt(error.pos[0]),
    code: 'broken-yaml',
    message: `${error.message}; check indentation, quotes and colons there`,
  }));
  const value: unknown = faults.length > 0 ? undefined : document.toJS({ maxAliasCount: 20 });
  return { value, faults, placeOf: (path) => placeAt(offsetOf(document, path)) };
}

/** The offset of a key if it can be found, else of the closest ancestor that exists. */
function offsetOf(document: Document, path: readonly (string | number)[]): number {
  for (let length = path.length; length > 0; length -= 1) {
    const parent: unknown =
      length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true);
    const key = path[length - 1];
    const offset = offsetInside(parent, key);
    if (offset !== undefined) return offset;
  }
  return 0;
}

interface YamlNode {
  range?: [number, number, number] | null;
  value?: unknown;
}
interface YamlPair {
  key?: YamlNode;
}

function offsetInside(parent: unknown, key: string | number | undefined): number | undefined {
  const items = (parent as { items?: unknown[] } | null | undefined)?.items;
  if (!items) return undefined;
  if (typeof key === 'number') return (items[key] as YamlNode | undefined)?.range?.[0];
  return (items as YamlPair[]).find((pair) => pair.key?.value === key)?.key?.range?.[0];
}

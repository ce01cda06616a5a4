import { TextDecoder } from 'node:util';
import {
  DOMParser,
  XMLSerializer,
  onErrorStopParsing,
  type Document,
  type Element,
  type Node,
} from '@xmldom/xmldom';
import { placeReason, RedactionRefused } from './redaction-reasons.js';

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** @throws RedactionRefused when the part is not well-formed: what is half read is half covered */
export function parsePart(name: string, data: Buffer): Document {
  try {
    const source = new TextDecoder(encodingOf(data), { fatal: true }).decode(data);
    return new DOMParser({ onError: onErrorStopParsing }).parseFromString(source, 'text/xml');
  } catch (cause) {
    const reason = placeReason(
      'broken-part',
      { zh: `文档部件 ${name}`, en: `the part ${name}` },
      '内容损坏，无法读取。请用 Word 或 WPS 打开后另存为新的 DOCX。',
      'it is damaged and cannot be read. Open the document in Word or WPS and save it anew.',
    );
    throw Object.assign(new RedactionRefused([reason]), { cause });
  }
}

export function writePart(document: Document): Buffer {
  const root = document.documentElement;
  return Buffer.from(declaration + (root ? new XMLSerializer().serializeToString(root) : ''));
}

function encodingOf(data: Buffer): string {
  if (data[0] === 0xff && data[1] === 0xfe) return 'utf-16le';
  return data[0] === 0xfe && data[1] === 0xff ? 'utf-16be' : 'utf-8';
}

export function isElement(node: Node): node is Element {
  return node.nodeType === 1;
}

export function childrenOf(node: Node): Node[] {
  const children: Node[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) children.push(child);
  return children;
}

export function elementsOf(node: Node): Element[] {
  return childrenOf(node).filter(isElement);
}

/** Every element below a node, in the order of the document. */
export function allElements(node: Node): Element[] {
  const found: Element[] = [];
  const walk = (at: Node): void => {
    for (const child of elementsOf(at)) {
      found.push(child);
      walk(child);
    }
  };
  walk(node);
  return found;
}

export function localName(element: Element): string {
  return element.localName ?? element.nodeName;
}

/** An attribute by its name without prefix. */
export function attributeOf(element: Element, name: string): string | null {
  const found = [...element.attributes].find((attribute) => (attribute.localName ?? attribute.name) === name);
  return found ? found.value : null;
}

export function removeNode(node: Node): void {
  node.parentNode?.removeChild(node);
}

/** Puts what an element holds where the element was. */
export function unwrap(element: Element): void {
  for (const child of childrenOf(element)) element.parentNode?.insertBefore(child, element);
  removeNode(element);
}

import { type Element } from '@xmldom/xmldom';
import { saysHidden } from './hidden-styles.js';
import { allElements, attributeOf, childrenOf, elementsOf, localName, removeNode } from './part-xml.js';

/** Takes out the runs that Word does not show. @returns how many there were */
export function dropHiddenText(root: Element, styles: ReadonlySet<string>): number {
  const hidden = allElements(root).filter(
    (element) => localName(element) === 'r' && isHidden(element, styles),
  );
  hidden.forEach(empty);
  return hidden.length;
}

function isHidden(run: Element, styles: ReadonlySet<string>): boolean {
  const properties = child(run, 'rPr');
  const own = properties ? saysHidden(properties) : null;
  if (own !== null) return own;
  const runStyle = properties ? child(properties, 'rStyle') : undefined;
  const paragraph = paragraphOf(run);
  const paragraphProperties = paragraph ? child(paragraph, 'pPr') : undefined;
  const paragraphStyle = paragraphProperties ? child(paragraphProperties, 'pStyle') : undefined;
  return [runStyle, paragraphStyle].some((style) => style && styles.has(attributeOf(style, 'val') ?? ''));
}

/** The ends of a field must stay in pairs, or Word calls the document damaged. */
function empty(run: Element): void {
  const isField = elementsOf(run).some((element) => localName(element) === 'fldChar');
  if (!isField) {
    removeNode(run);
    return;
  }
  for (const node of childrenOf(run)) {
    if (!/(?:^|:)(?:rPr|fldChar)$/.test(node.nodeName)) removeNode(node);
  }
}

function paragraphOf(run: Element): Element | null {
  let at = run.parentNode as Element | null;
  while (at && localName(at) !== 'p') at = at.parentNode as Element | null;
  return at;
}

function child(element: Element, name: string): Element | undefined {
  return elementsOf(element).find((candidate) => localName(candidate) === name);
}

import { type Element } from '@xmldom/xmldom';
import { allElements, childrenOf, elementsOf, localName, removeNode, unwrap } from './part-xml.js';

const removed = /^(?:del|moveFrom|cellDel)$/;
const kept = /^(?:ins|moveTo)$/;
/** Marks of where something moved or was put in by whom, and what the format was before (ECMA-376 part 1, 17.13.5). */
const marks =
  /^(?:.+PrChange|tblGridChange|numberingChange|cellIns|cellMerge|(?:moveFrom|moveTo|customXml(?:Ins|Del|MoveFrom|MoveTo))Range(?:Start|End))$/;

/** Accepts every tracked change, so that what was struck out is gone. @returns how many there were */
export function acceptChanges(root: Element): number {
  const changes = allElements(root).filter((element) => isChange(localName(element)));
  for (const change of changes) {
    const name = localName(change);
    if (removed.test(name)) accept(change);
    else if (kept.test(name)) unwrap(change);
    else removeNode(change);
  }
  return changes.length;
}

function isChange(name: string): boolean {
  return removed.test(name) || kept.test(name) || marks.test(name);
}

/** The mark of a deleted row or cell lies in its properties, that of a deleted paragraph end in those of the paragraph. */
function accept(deletion: Element): void {
  const properties = deletion.parentNode as Element | null;
  const owner = properties?.parentNode as Element | null;
  const name = properties ? localName(properties) : '';
  removeNode(deletion);
  if (!owner || !properties) return;
  if (name === 'trPr') removeNode(owner);
  else if (name === 'tcPr') childrenOf(owner).forEach(emptyCell);
  else if (name === 'rPr' && localName(owner) === 'pPr') joinWithNext(owner.parentNode as Element);
}

/** A row needs its cells, and a cell a paragraph (17.4.65). */
function emptyCell(child: ReturnType<typeof childrenOf>[number]): void {
  const name = child.nodeName.replace(/^.*:/, '');
  if (name === 'p') childrenOf(child).forEach(removeNode);
  else if (name !== 'tcPr') removeNode(child);
}

/** The text goes on in the next paragraph, whose format stays, as in Word. */
function joinWithNext(paragraph: Element): void {
  const siblings = paragraph.parentNode ? elementsOf(paragraph.parentNode) : [];
  const next = siblings[siblings.indexOf(paragraph) + 1];
  if (!next || localName(next) !== 'p') return;
  const properties = elementsOf(next).find((element) => localName(element) === 'pPr');
  const before = properties ? properties.nextSibling : next.firstChild;
  for (const child of childrenOf(paragraph)) {
    if (child.nodeName.replace(/^.*:/, '') !== 'pPr') next.insertBefore(child, before);
  }
  removeNode(paragraph);
}

import { type Document, type Element, type Node } from '@xmldom/xmldom';
import { acceptChanges } from './accept-changes.js';
import { dropHiddenText } from './drop-hidden-text.js';
import { allElements, childrenOf, isElement, localName, removeNode } from './part-xml.js';

/** How much was taken out of the parts together. */
export interface CleanTally {
  changes: number;
  comments: number;
  hiddenRuns: number;
}

/**
 * What carries text or traces that no reader sees: comment marks, revision ids, data bindings and placeholders, smart
 * tags, field data, variables, mail merge, embedded objects and controls (the picture that they show stays).
 */
const unwanted = new Set([
  'rsids',
  'docVars',
  'mailMerge',
  'attachedTemplate',
  'trackRevisions',
  'documentProtection',
  'writeProtection',
  'dataBinding',
  'placeholder',
  'smartTagPr',
  'customXmlPr',
  'fldData',
  'OLEObject',
  'control',
  'externalData',
  'userShapes',
  'svgBlip',
  'proofErr',
  'lastRenderedPageBreak',
]);
const commentMark = /^(?:commentRangeStart|commentRangeEnd|commentReference|annotationRef)$/;

/** Cleans one XML part of a document of everything that is not shown and of what refers to parts left behind. */
export function cleanPart(
  document: Document,
  droppedIds: ReadonlySet<string>,
  styles: ReadonlySet<string>,
  tally: CleanTally,
): void {
  dropRemarks(document);
  const root = document.documentElement;
  if (!root) return;
  tally.changes += acceptChanges(root);
  tally.hiddenRuns += dropHiddenText(root, styles);
  for (const element of allElements(root)) {
    const name = localName(element);
    if (name === 'commentReference') tally.comments += 1;
    if (unwanted.has(name) || commentMark.test(name) || refersToDropped(element, droppedIds)) {
      removeNode(element);
      continue;
    }
    dropTraces(element);
  }
}

/** XML comments and processing instructions: no reader shows them. */
function dropRemarks(node: Node): void {
  for (const child of childrenOf(node)) {
    if (child.nodeType === 8 || child.nodeType === 7) removeNode(child);
    else if (isElement(child)) dropRemarks(child);
  }
}

/** Revision ids tell who edited what together; paragraph ids lead from comments to text. */
function dropTraces(element: Element): void {
  for (const { name, localName: local } of [...element.attributes]) {
    if (/^(?:rsid\w*|paraId|textId)$/.test(local ?? name)) element.removeAttribute(name);
  }
}

function refersToDropped(element: Element, droppedIds: ReadonlySet<string>): boolean {
  return [...element.attributes].some(
    ({ namespaceURI, value }) => /\/relationships$/.test(namespaceURI ?? '') && droppedIds.has(value),
  );
}

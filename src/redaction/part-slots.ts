import { type Attr, type Element, type Node, type Text } from '@xmldom/xmldom';
import { allElements, childrenOf, isElement, localName } from './part-xml.js';
import { type LetterNotation } from './read-letters.js';

/** A text node or an attribute: a place in a part where letters stand. */
export interface Slot {
  read: () => string;
  write: (text: string) => void;
}

/** Slots that a reader sees as one text: a number may be cut up between them. */
export interface Flow {
  slots: Slot[];
  notation: LetterNotation;
}

/** What begins a text of its own in the middle of another: text boxes, notes, pinyin above a line, paragraphs in a drawing. */
const ownText = /^(?:txbxContent|footnote|endnote|rt)$/;

/** Every text of a part: the running texts across their paragraphs and runs, the field codes, and each attribute. */
export function flowsOf(root: Element): Flow[] {
  const texts: Slot[][] = [];
  const codes: Slot[] = [];
  const walk = (node: Node, running: Slot[]): void => {
    for (const child of childrenOf(node)) {
      if (child.nodeType === 3 || child.nodeType === 4) running.push(textSlot(child as Text));
      else if (isElement(child)) walk(child, chooseText(child, running, texts, codes));
    }
  };
  const body: Slot[] = [];
  texts.push(body);
  walk(root, body);
  const flows = [
    ...texts.map((slots) => ({ slots, notation: {} })),
    { slots: codes, notation: { hasPercent: true } },
    ...attributeFlows(root),
  ];
  return flows.filter(({ slots }) => slots.length > 0);
}

function chooseText(element: Element, running: Slot[], texts: Slot[][], codes: Slot[]): Slot[] {
  const name = localName(element);
  if (name === 'instrText') return codes;
  const isInDrawing = /\/drawingml\//.test(element.namespaceURI ?? '') && name !== 'r' && name !== 't';
  if (!ownText.test(name) && !isInDrawing) return running;
  const own: Slot[] = [];
  texts.push(own);
  return own;
}

function textSlot(text: Text): Slot {
  return {
    read: () => text.data,
    write: (value) => {
      text.replaceData(0, text.data.length, value);
      const holder = text.parentNode;
      // What is left may now begin or end with a space, which Word drops without this (XML 1.0, 2.10).
      if (
        holder &&
        isElement(holder) &&
        localName(holder) === 't' &&
        !holder.namespaceURI?.includes('drawingml')
      )
        holder.setAttributeNS('http://www.w3.org/XML/1998/namespace', 'xml:space', 'preserve');
    },
  };
}

function attributeFlows(root: Element): Flow[] {
  return [root, ...allElements(root)].flatMap((element) =>
    [...element.attributes]
      .filter(({ name }) => name !== 'xmlns' && !name.startsWith('xmlns:'))
      .map((attribute) => ({ slots: [attributeSlot(element, attribute)], notation: { hasPercent: true } })),
  );
}

function attributeSlot(element: Element, attribute: Attr): Slot {
  return {
    read: () => attribute.value,
    write: (value) => element.setAttribute(attribute.name, value),
  };
}

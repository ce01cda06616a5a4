import { type Element } from '@xmldom/xmldom';
import { allElements, attributeOf, elementsOf, localName } from './part-xml.js';

/** The styles that hide what bears them, also by the style on which they are based (ECMA-376 part 1, 17.3.2.41). */
export function hiddenStyles(styles: Element): Set<string> {
  const byId = new Map<string, Element>();
  for (const style of allElements(styles)) {
    if (localName(style) === 'style') byId.set(attributeOf(style, 'styleId') ?? '', style);
  }
  return new Set([...byId.keys()].filter((id) => hides(id, byId, new Set())));
}

function hides(id: string, byId: ReadonlyMap<string, Element>, seen: Set<string>): boolean {
  const style = byId.get(id);
  if (!style || seen.has(id)) return false;
  seen.add(id);
  const properties = elementsOf(style).find((element) => localName(element) === 'rPr');
  const own = properties ? saysHidden(properties) : null;
  if (own !== null) return own;
  const based = elementsOf(style).find((element) => localName(element) === 'basedOn');
  return based ? hides(attributeOf(based, 'val') ?? '', byId, seen) : false;
}

/** Whether run properties hide the run; null when they say nothing about it. */
export function saysHidden(properties: Element): boolean | null {
  const marks = elementsOf(properties).filter((element) =>
    /^(?:vanish|specVanish)$/.test(localName(element)),
  );
  if (marks.length === 0) return null;
  return marks.some((mark) => !/^(?:0|false|off)$/i.test(attributeOf(mark, 'val') ?? '1'));
}

import { attributeOf, childOf, childrenOf, type XmlNode } from './xml-tree.js';

/** Half-points; text of one point or less is there to be overlooked (w:sz, ECMA-376 part 1, 17.3.2.38). */
const tinyHalfPoints = 3;

/** What run properties say about being seen; undefined where they say nothing and a style decides. */
interface RunLook {
  isVanished?: boolean;
  isWhite?: boolean;
  isTiny?: boolean;
  hasGround?: boolean;
}

export class DocxStyles {
  private readonly nodes = new Map<string, XmlNode>();

  constructor(styles: XmlNode) {
    for (const style of childrenOf(styles)) {
      const id = attributeOf(style, 'styleId');
      if (style.name === 'style' && id !== undefined) this.nodes.set(id, style);
    }
  }

  /** Whether nobody sees text with these run properties in a paragraph of this style. */
  isHidden(runProperties: XmlNode | undefined, paragraphStyle: string | undefined): boolean {
    const runStyle = runProperties && valueOf(runProperties, 'rStyle');
    const look = {
      ...this.lookOfStyle(paragraphStyle),
      ...this.lookOfStyle(runStyle),
      ...(runProperties ? lookOf(runProperties) : {}),
    };
    return look.isVanished === true || look.isTiny === true || (look.isWhite === true && !look.hasGround);
  }

  private lookOfStyle(id: string | undefined, depth = 0): RunLook {
    const style = id === undefined ? undefined : this.nodes.get(id);
    if (!style || depth > 10) return {};
    const properties = childOf(style, 'rPr');
    const paragraph = childOf(style, 'pPr');
    const ground = paragraph && childOf(paragraph, 'shd') ? { hasGround: true } : {};
    return {
      ...this.lookOfStyle(valueOf(style, 'basedOn'), depth + 1),
      ...ground,
      ...(properties ? lookOf(properties) : {}),
    };
  }
}

function lookOf(properties: XmlNode): RunLook {
  const look: RunLook = {};
  for (const property of childrenOf(properties)) {
    const value = attributeOf(property, 'val');
    if (property.name === 'vanish') look.isVanished = !/^(?:0|false|off)$/.test(value ?? '');
    if (property.name === 'color') look.isWhite = /^(?:fff|fefefe|fdfdfd)/i.test(value ?? '');
    if (property.name === 'sz') look.isTiny = Number(value) < tinyHalfPoints;
    if (property.name === 'shd')
      look.hasGround = !/^(?:auto|ffffff)?$/i.test(attributeOf(property, 'fill') ?? '');
    if (property.name === 'highlight') look.hasGround = value !== 'none' && value !== 'white';
  }
  return look;
}

/** The value of a child such as `<w:pStyle w:val="1"/>`. */
export function valueOf(node: XmlNode, name: string): string | undefined {
  const child = childOf(node, name);
  return child && attributeOf(child, 'val');
}

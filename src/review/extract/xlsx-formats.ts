import { attributeOf, childOf, childrenOf, type XmlNode } from './xml-tree.js';

/** Which cell formats let a cell show nothing: `;;;`, or white text on no ground (ECMA-376 part 1, 18.8). */
export class XlsxFormats {
  private readonly hidden = new Set<number>();

  constructor(styles: XmlNode) {
    const silent = new Set(
      listOf(styles, 'numFmts')
        .filter((format) =>
          /^\s*(?:;\s*){3}$|^\s*""\s*(?:;\s*""\s*){3}$/.test(attributeOf(format, 'formatCode') ?? ''),
        )
        .map((format) => attributeOf(format, 'numFmtId')),
    );
    const fonts = listOf(styles, 'fonts');
    const fills = listOf(styles, 'fills');
    for (const [index, format] of listOf(styles, 'cellXfs').entries()) {
      const font = fonts[Number(attributeOf(format, 'fontId') ?? -1)];
      const fill = fills[Number(attributeOf(format, 'fillId') ?? -1)];
      const isWhiteOnWhite = font !== undefined && isWhite(font) && !hasGround(fill);
      if (silent.has(attributeOf(format, 'numFmtId') ?? '') || isWhiteOnWhite) this.hidden.add(index);
    }
  }

  hides(formatIndex: string | undefined): boolean {
    return this.hidden.has(Number(formatIndex ?? 0));
  }
}

function listOf(styles: XmlNode, name: string): XmlNode[] {
  const list = childOf(styles, name);
  return list ? childrenOf(list) : [];
}

/** Theme colour 0 is the ground of the window, white unless somebody changed it (18.8.3). */
function isWhite(font: XmlNode): boolean {
  const color = childOf(font, 'color');
  if (!color) return false;
  const isTint = attributeOf(color, 'tint') !== undefined;
  return /ffffff$/i.test(attributeOf(color, 'rgb') ?? '') || (attributeOf(color, 'theme') === '0' && !isTint);
}

function hasGround(fill: XmlNode | undefined): boolean {
  const pattern = fill && childOf(fill, 'patternFill');
  const type = pattern && attributeOf(pattern, 'patternType');
  if (fill && !pattern) return true; // a gradient
  if (type === undefined || type === 'none') return false;
  const color = pattern && childOf(pattern, 'fgColor');
  return !(color && /ffffff$/i.test(attributeOf(color, 'rgb') ?? ''));
}

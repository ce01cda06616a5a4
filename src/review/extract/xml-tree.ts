import { walkXml } from './walk-xml.js';

export interface XmlNode {
  /** Without its prefix. */
  name: string;
  attributes: Readonly<Record<string, string>>;
  children: (XmlNode | string)[];
}

/**
 * A small XML part as a tree; large ones are walked instead.
 * @throws ExtractionFailed when it is not well formed
 */
export async function readXmlTree(chunks: AsyncIterable<Buffer> | Iterable<Buffer>): Promise<XmlNode> {
  const root: XmlNode = { name: '', attributes: {}, children: [] };
  const open = [root];
  await walkXml(chunks, {
    open: (name, attributes) => {
      const node: XmlNode = { name, attributes, children: [] };
      open.at(-1)?.children.push(node);
      open.push(node);
    },
    text: (text) => open.at(-1)?.children.push(text),
    close: () => open.pop(),
  });
  return root.children.find(isNode) ?? root;
}

export function isNode(child: XmlNode | string): child is XmlNode {
  return typeof child !== 'string';
}

export function childrenOf(node: XmlNode): XmlNode[] {
  return node.children.filter(isNode);
}

export function childOf(node: XmlNode, name: string): XmlNode | undefined {
  return childrenOf(node).find((child) => child.name === name);
}

/** The node's descendants of a name, in the order of the document, also those within each other. */
export function* descendantsOf(node: XmlNode, name: string): Generator<XmlNode> {
  for (const child of childrenOf(node)) {
    if (child.name === name) yield child;
    yield* descendantsOf(child, name);
  }
}

/** An attribute by its name without prefix; the one without prefix goes first. */
export function attributeOf(node: XmlNode, name: string): string | undefined {
  const { attributes } = node;
  if (Object.hasOwn(attributes, name)) return attributes[name];
  const found = Object.keys(attributes).find((key) => key.endsWith(`:${name}`));
  return found === undefined ? undefined : attributes[found];
}

/** `r:id`, which leads to another part (ECMA-376 part 1, 22.8.2.1). */
export function relationIdOf(node: XmlNode): string | undefined {
  const found = Object.keys(node.attributes).find((key) => key.endsWith(':id'));
  return found === undefined ? undefined : node.attributes[found];
}

/** All text below a node, one piece after the other. */
export function textOf(node: XmlNode): string {
  return node.children.map((child) => (isNode(child) ? textOf(child) : child)).join('');
}

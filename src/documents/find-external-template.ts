/** Parts that an office program fetches by itself when the document is opened; hyperlinks wait for a click. */
const fetchedTypes = /\/(?:attachedTemplate|oleObject|frame|subDocument)$/i;

/** Whether a relationships part makes the document load its template or an object from outside (ECMA-376 part 2, 9.3). */
export function hasExternalTemplate(relationships: Buffer): boolean {
  const text = decodeXml(relationships);
  return [...text.matchAll(/<(?:[\w.-]+:)?Relationship\s((?:[^>"']|"[^"]*"|'[^']*')*)>/g)].some(
    ([, attributes = '']) => {
      const isExternal = attributeOf(attributes, 'TargetMode').toLowerCase() === 'external';
      return isExternal && fetchedTypes.test(attributeOf(attributes, 'Type'));
    },
  );
}

function attributeOf(attributes: string, name: string): string {
  const found = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(attributes);
  return decodeReferences(found?.[1] ?? found?.[2] ?? '').trim();
}

/** `&#69;xternal` is External to a parser. */
function decodeReferences(text: string): string {
  return text.replace(
    /&#(?:x([\da-f]{1,6})|(\d{1,7}));/gi,
    (whole, hex: string | undefined, decimal: string) => {
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}

function decodeXml(bytes: Buffer): string {
  const isWide = bytes.subarray(0, 4).includes(0);
  if (!isWide) return bytes.toString('utf8');
  const isBigEndian = bytes[0] === 0xfe || bytes[0] === 0;
  return new TextDecoder(isBigEndian ? 'utf-16be' : 'utf-16le').decode(bytes);
}

const hiding =
  /display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*0*[01]?(?:px|pt)?\s*(?:;|$|!)|opacity\s*:\s*0*(?:\.0+)?\s*(?:;|$|!)|(?:left|top|text-indent)\s*:\s*-\d{3,}/i;
/** Only where an element says so itself: a rule for white text mostly stands beside one for a dark ground. */
const white = /(?:^|;)\s*color\s*:\s*(?:#fff(?:fff)?\b|white\b|transparent\b)(?!.*background)/i;

/** Which elements a page does not show, by their own attributes and by simple rules of its style sheet. */
export class HtmlStyles {
  private readonly names = new Set<string>();

  /** @param source the whole page; only rules for one element, class or id are understood */
  constructor(source: string) {
    for (const [, sheet = ''] of source.matchAll(/<style[^>]*>([^]*?)<\/style/gi)) {
      for (const [, selectors = '', rules = ''] of sheet.matchAll(/([^{}]*)\{([^{}]*)\}/g)) {
        if (hiding.test(rules)) for (const one of selectors.split(',')) this.names.add(one.trim());
      }
    }
  }

  hides(name: string, attributes: Record<string, string>): boolean {
    const style = attributes['style'] ?? '';
    if (Object.hasOwn(attributes, 'hidden') || hiding.test(style) || white.test(style)) return true;
    const classes = (attributes['class'] ?? '').split(/\s+/).filter((each) => each !== '');
    const selectors = [
      name,
      ...classes.flatMap((each) => [`.${each}`, `${name}.${each}`]),
      `#${attributes['id'] ?? ''}`,
    ];
    return selectors.some((selector) => this.names.has(selector));
  }
}

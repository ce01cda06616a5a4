import { maskKindOf } from '../../src/redaction/propose-spans.js';
import { hintRules } from '../../src/review/hints/rules.js';

describe('a proposal to cover', () => {
  it('knows what every rule finds, and leaves the markings of secrets to a person', () => {
    const unmasked = hintRules.map(({ code }) => code).filter((code) => maskKindOf(code) === null);
    expect(unmasked).toEqual(['secret-marking', 'work-secret', 'trade-secret', 'internal-marking']);
  });
});

import { safeName } from '../../src/documents/safe-name.js';
import { nameCoveredCopy } from '../../src/redaction/name-covered-copy.js';

describe('the name of a covered copy', () => {
  it('says before the extension that it is one, and says it once', () => {
    expect(nameCoveredCopy('通知.docx')).toBe('通知（已遮盖）.docx');
    expect(nameCoveredCopy('通知（已遮盖）.docx')).toBe('通知（已遮盖）.docx');
    expect(nameCoveredCopy('通知')).toBe('通知（已遮盖）');
  });

  it('says it of the longest name, which an upload would leave as it is', () => {
    const name = nameCoveredCopy(`${'通'.repeat(65)}.docx`);
    expect(name).toMatch(/^通+（已遮盖）\.docx$/);
    expect(safeName(name)).toEqual({ name, repairs: [] });
  });
});

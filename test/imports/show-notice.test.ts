import { readNotice } from '../../src/imports/read-notice.js';
import { showNotice } from '../../src/imports/show-notice.js';
import { directory, foundingText } from './founding-notice.js';

const founding = readNotice(foundingText, directory);

describe('a notice shown to a clerk', () => {
  it('has every mended value beside the damaged one', () => {
    const shown = showNotice(founding);
    expect(shown).toContain('成文日期: 2016-06-28 [原文 “2016628”, 待确认]');
    expect(shown).toContain('明政办函〔2016〕34号 [原文 “明政办函〔201634 号”, 待确认]');
  });
  it('shows each task with the sections and the type that are proposed', () => {
    expect(showNotice(founding)).toContain(
      ['  5. 公开局预算、决算', '     牵头: 财务室 → finance', '     责任: （空）'].join('\n'),
    );
    expect(showNotice(founding)).toContain('     类型: confidentiality-review、withheld-review [待确认]');
  });
  it('lists what a person must confirm, what was decided, and what was left out', () => {
    const shown = showNotice(founding);
    expect(shown).toContain('须由人确认 (8)\n  [made-on] 第 12 行 成文日期: “2016628” → 2016-06-28;');
    expect(shown).toContain('已判定，请过目（可改） (16)');
    expect(shown).toContain('未采用的行 (3)\n  第 158 行 附件下载');
    expect(shown).not.toContain('读不出');
  });
  it('speaks English when asked', () => {
    const shown = showNotice(founding, 'en');
    expect(shown).toContain('Made on: 2016-06-28 [found “2016628”, to be confirmed]');
    expect(shown).toContain(
      'A person must confirm (8)\n  [made-on] line 12, made on: “2016628” → 2016-06-28;',
    );
  });
  it('offers all that a doubtful value could mean, and names what could not be read', () => {
    const torn = readNotice(
      foundingText.replace('2016628', '2016111').replace('(二)推动政务服务公开', ''),
      directory,
    );
    const shown = showNotice(torn);
    expect(shown).toContain('“2016111” → （未定） (可选: 2016-01-11 / 2016-11-01)');
    expect(shown).toContain('读不出，须改正原文后重新导入 (1)\n  第 66 行 组号应为 2，却是 3');
  });
});

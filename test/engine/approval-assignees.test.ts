import { expandAssignees, matches, type AssigneeSpec } from '../../src/engine/approval.js';
import { actor, directory } from './approval-bureau.js';

const expand = (...specs: AssigneeSpec[]) => expandAssignees(specs, directory);
const codes = (...specs: AssigneeSpec[]) => expand(...specs).faults.map((fault) => fault.code);

describe('who may do a task', () => {
  it('is the named person and nobody else', () => {
    expect(matches({ person: 'li' }, actor('li'))).toBe(true);
    expect(matches({ person: 'li' }, actor('wang'))).toBe(false);
  });

  it('is everybody who holds the role when no section is named', () => {
    expect(matches({ role: 'section-head' }, actor('zhao'))).toBe(true);
    expect(matches({ role: 'section-head' }, actor('li'))).toBe(false);
  });

  it('is only the holder in that section when a section is named', () => {
    expect(matches({ role: 'section-head', section: 'law' }, actor('wang'))).toBe(true);
    expect(matches({ role: 'section-head', section: 'law' }, actor('zhao'))).toBe(false);
  });

  it('is not somebody who holds the role without any section when one is named', () => {
    expect(matches({ role: 'office-lead', section: 'office' }, actor('lin'))).toBe(false);
  });
});

describe('expanding assignees', () => {
  it('reads roles, sections by id, full name or short name, and people', () => {
    const specs = [
      'reviewer',
      'section-head@law',
      'section-head@公证管理科',
      'section-head@公管科',
      { person: 'chen' },
    ];
    expect(expand(...specs)).toEqual({
      assignees: [
        { role: 'reviewer' },
        { role: 'section-head', section: 'law' },
        { role: 'section-head', section: 'notary' },
        { person: 'chen' },
      ],
      faults: [],
    });
  });

  it('turns 各科室 into every section and 各业务科室 into the business sections', () => {
    const inSection = (section: string) => ({ role: 'section-head', section });
    expect(expand({ sections: 'all-sections', role: 'section-head' }).assignees).toEqual(
      ['law', 'notary', 'office'].map(inSection),
    );
    expect(expand({ sections: 'business-sections', role: 'section-head' }).assignees).toEqual(
      ['law', 'notary'].map(inSection),
    );
  });

  it('asks a section once when it is named and also in a set', () => {
    const { assignees } = expand('section-head@法规科', {
      sections: 'business-sections',
      role: 'section-head',
    });
    expect(assignees).toHaveLength(2);
  });

  it('names every section of a set in which nobody holds the role', () => {
    expect(expand({ sections: 'all-sections', role: 'drafter' }).faults).toEqual([
      { code: 'nobody-to-act', data: { role: 'drafter@公证管理科', section: 'notary' } },
      { code: 'nobody-to-act', data: { role: 'drafter@办公室', section: 'office' } },
    ]);
  });

  it('names a set that has no sections', () => {
    const withoutBusiness = {
      ...directory,
      sections: directory.sections.filter((section) => !section.isBusiness),
    };
    expect(
      expandAssignees([{ sections: 'business-sections', role: 'section-head' }], withoutBusiness),
    ).toEqual({
      assignees: [],
      faults: [
        {
          code: 'nobody-to-act',
          data: { role: 'section-head@business-sections', sections: 'business-sections' },
        },
      ],
    });
  });

  it('names a role that nobody holds', () => {
    expect(expand('director').faults).toEqual([{ code: 'nobody-to-act', data: { role: 'director' } }]);
  });

  it('counts a role as empty when only people hold it who may not decide on the case', () => {
    expect(expandAssignees(['leader'], directory, ['chen']).faults).toEqual([
      { code: 'nobody-to-act', data: { role: 'leader' } },
    ]);
    expect(expandAssignees(['reviewer'], directory, ['drafter']).faults).toEqual([]);
  });

  it('does not give a task by name to somebody who may not decide on the case', () => {
    expect(expandAssignees([{ person: 'chen' }], directory, ['chen']).faults).toEqual([
      { code: 'own-work', data: { person: 'chen' } },
    ]);
  });

  it('reports every unknown name at once and says which', () => {
    const { faults } = expand({ person: 'ghost' }, 'section-head@财务室', {
      sections: 'moon-sections',
      role: 'reviewer',
    });
    expect(faults.map((fault) => [fault.code, fault.data['assignee']])).toEqual([
      ['unknown-assignee', 'ghost'],
      ['unknown-assignee', 'section-head@财务室'],
      ['unknown-assignee', 'reviewer@moon-sections'],
    ]);
  });

  it('does not guess between two sections with one short name', () => {
    const [fault] = expand('section-head@综合科').faults;
    expect(fault?.code).toBe('unknown-assignee');
    expect(fault?.data['why']).toContain('公证管理科、办公室');
  });

  it('refuses what is neither a role nor a role in a section', () => {
    expect(codes('', '@law', 'reviewer@', 'reviewer@law@office')).toEqual(Array(4).fill('unknown-assignee'));
  });
});

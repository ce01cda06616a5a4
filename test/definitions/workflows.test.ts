import { join } from 'node:path';
import { loadDefinitions } from '../../src/definitions/load-definitions.js';

const report = loadDefinitions(join(process.cwd(), 'workflows'));

describe('the shipped definitions', () => {
  it('pass every check and the safety proof', () => {
    expect(
      report.faults.map(({ file, line, column, message }) => `${file}:${line}:${column} ${message}`),
    ).toEqual([]);
  });
  it('cover the fourteen tasks of the founding notice and the duties that the law adds', () => {
    const types = new Set(report.definitions.map(({ definition }) => definition.workflow));
    expect([...types].sort()).toEqual([
      'annual-report',
      'approval-item-change',
      'archive-delivery',
      'budget-disclosure',
      'channel-release',
      'confidentiality-review',
      'disclosure-catalogue',
      'disclosure-request',
      'document-cleanup',
      'emergency-release',
      'online-service',
      'penalty-listing',
      'policy-document',
      'power-list',
      'public-interaction',
      'public-opinion-response',
      'public-utility-guide',
      'withheld-review',
    ]);
    const tasks = new Set(
      report.definitions.map(({ definition }) => definition.task).filter((task) => task !== null),
    );
    expect([...tasks].sort((left, right) => left - right)).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14,
    ]);
  });
});

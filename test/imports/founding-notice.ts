import { readFileSync } from 'node:fs';
import type { NoticeProposal, NoticeTask } from '../../src/imports/notice-proposal.js';
import { readNotice } from '../../src/imports/read-notice.js';
import type { SectionDirectory } from '../../src/imports/section-directory.js';

export const foundingText = readFileSync(
  new URL('../../workflows/seed/notice-2016.txt', import.meta.url),
  'utf8',
);

/** The bureau of the founding notice; its short names are known, and still to be confirmed when they are met. */
export const directory: SectionDirectory = {
  sections: {
    office: { zh: '办公室', shortNames: [] },
    legal: { zh: '法规和司法鉴定科', shortNames: ['法规科'] },
    lawyers: { zh: '律师管理科', shortNames: ['律管科'] },
    grassroots: { zh: '基层工作科', shortNames: ['基层科'] },
    notaries: { zh: '公证管理科', shortNames: ['公管科'] },
    'legal-aid': { zh: '法律援助科', shortNames: ['法援科'] },
    finance: { zh: '财务室', shortNames: [] },
    'service-centre': { zh: '行政服务分中心', shortNames: [] },
    'notary-office': { zh: '市直公证处', shortNames: [] },
  },
  sectionSets: { 'all-sections': { zh: '各科室' }, 'business-sections': { zh: '各业务科室' } },
};

export const founding = readNotice(foundingText, directory);
export const tasksOf = ({ groups }: NoticeProposal): NoticeTask[] => groups.flatMap(({ tasks }) => tasks);
export const taskOf = (proposal: NoticeProposal, number: number): NoticeTask | undefined =>
  tasksOf(proposal).find((task) => task.number === number);
export const pointOf = (proposal: NoticeProposal, id: string) =>
  proposal.points.find((point) => point.id === id);
export const uncertainIds = ({ points }: NoticeProposal): string[] =>
  points.filter(({ certain }) => !certain).map(({ id }) => id);
export const codes = ({ faults }: NoticeProposal): string[] => faults.map(({ code }) => code);

/** What a task says, without where it stood. */
export const contentOf = ({ title, lead, responsible, requirement, definitionTypes }: NoticeTask) => ({
  title,
  lead,
  responsible,
  requirement,
  definitionTypes,
});

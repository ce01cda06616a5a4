import type { Sentence } from './notice-proposal.js';

/** The words by which a task names its kind, from the founding notice's fourteen tasks and the duties beside them. */
const keywords: Readonly<Record<string, readonly string[]>> = {
  'power-list': ['权力清单', '责任清单', '权责清单'],
  'approval-item-change': ['行政审批', '职业资格', '审批事项'],
  'online-service': ['互联网+', '互联网＋', '网上办事', '网上办理'],
  'public-utility-guide': ['公共企事业单位'],
  'budget-disclosure': ['预算', '决算'],
  'policy-document': ['政策解读', '政策的解读', '解读方案'],
  'public-opinion-response': ['舆情', '媒体关切', '热点问题'],
  'emergency-release': ['突发事件'],
  'disclosure-catalogue': ['基本目录', '公开目录'],
  'confidentiality-review': ['保密审查'],
  'withheld-review': ['不予公开评审', '定期评审', '不公开的政府信息进行评审'],
  'document-cleanup': ['清理'],
  'channel-release': ['门户网站', '微信', '新媒体'],
  'archive-delivery': ['档案馆', '图书馆'],
  'public-interaction': ['互动', '12345', '热线'],
  'disclosure-request': ['依申请公开'],
  'annual-report': ['年度报告', '年报'],
  'penalty-listing': ['双公示', '行政处罚'],
};
export const definitionTypes: readonly string[] = Object.keys(keywords);

/** A requirement may ask for a second duty beside the one in the title: task 10 reviews, and reviews again what was withheld. */
const seconds: readonly string[] = ['withheld-review'];

export interface DefinitionMatch {
  proposed: string[];
  candidates: string[];
  why: Sentence;
  certain: boolean;
}

const named = (text: string, types: readonly string[]): string[] =>
  types.filter((type) => keywords[type]?.some((word) => text.includes(word)));

const wordsIn = (text: string, types: readonly string[]): string[] =>
  types.flatMap((type) => keywords[type]?.filter((word) => text.includes(word)) ?? []);

/** Which definition serves a task. Certain when its title names one kind and nothing else; otherwise a person decides. */
export function matchDefinition(title: string, requirement: string): DefinitionMatch {
  const byTitle = named(title, definitionTypes);
  const beside = named(requirement, seconds).filter((type) => !byTitle.includes(type));
  const candidates = [...byTitle, ...beside];
  if (byTitle.length === 0) {
    return {
      proposed: [],
      candidates,
      certain: false,
      why: {
        zh: '任务名称中没有已知的关键词，请选定事项类型',
        en: 'the title holds no known keyword; choose a type',
      },
    };
  }
  if (byTitle.length > 1) {
    return {
      proposed: [],
      candidates,
      certain: false,
      why: {
        zh: '任务名称中的关键词指向不止一种事项类型，请选定',
        en: 'keywords in the title point to more than one type; choose',
      },
    };
  }
  const words = [...wordsIn(title, byTitle), ...wordsIn(requirement, beside)].join('、');
  if (beside.length > 0) {
    return {
      proposed: candidates,
      candidates,
      certain: false,
      why: {
        zh: `关键词“${words}”：工作要求中另有一项职责`,
        en: `keywords ${words}: the requirement asks for a second duty`,
      },
    };
  }
  return {
    proposed: candidates,
    candidates,
    certain: true,
    why: { zh: `关键词“${words}”`, en: `keyword ${words}` },
  };
}

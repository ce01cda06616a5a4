interface Topic {
  zh: string;
  en: string;
  types: readonly string[];
}

/**
 * Topics (主题分类) after what has to be disclosed without being asked: Regulations 2019 art. 19 and 20, and art. 12 and 50 for
 * the disclosure work itself. An item that names a topic of its own has that one.
 */
const topics: Record<string, Topic> = {
  policies: { zh: '政策文件', en: 'Policies', types: ['policy-document', 'document-cleanup'] },
  'powers-and-services': {
    zh: '行政权力与政务服务',
    en: 'Powers and services',
    types: ['power-list', 'approval-item-change', 'online-service', 'public-utility-guide'],
  },
  'licences-and-penalties': {
    zh: '行政许可和行政处罚',
    en: 'Licences and penalties',
    types: ['penalty-listing'],
  },
  finance: { zh: '财政预算决算', en: 'Budget and accounts', types: ['budget-disclosure'] },
  emergencies: { zh: '突发事件应对', en: 'Emergencies', types: ['emergency-release'] },
  'public-concerns': {
    zh: '回应关切与互动交流',
    en: 'Public concerns',
    types: ['public-opinion-response', 'public-interaction', 'channel-release'],
  },
  'disclosure-work': {
    zh: '政府信息公开工作',
    en: 'Disclosure work',
    types: ['disclosure-catalogue', 'annual-report', 'disclosure-request'],
  },
};
const otherTopic = 'other';

/** The topic of a type for items that name none. */
export function topicOfType(type: string): string {
  return Object.entries(topics).find(([, { types }]) => types.includes(type))?.[0] ?? otherTopic;
}

/** The types that belong to a topic among those given, for instance all that the bureau has. */
export function typesOfTopic(topic: string, types: readonly string[]): string[] {
  return types.filter((type) => topicOfType(type) === topic);
}

/** @returns the title of a topic of ours; a topic that an item brought is called by its own words */
export function topicTitle(topic: string): { zh: string; en: string } {
  if (topic === otherTopic) return { zh: '其他', en: 'Other' };
  const known = topics[topic];
  return known ? { zh: known.zh, en: known.en } : { zh: topic, en: topic };
}

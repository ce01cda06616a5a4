import type { DeadlineItem } from '../../../src/effects/notifications/deadline-item.js';
import {
  composeDeadlineMail,
  type DeadlineMailRequest,
} from '../../../src/effects/notifications/compose-mail.js';
import type { FrozenMail } from '../../../src/effects/notifications/frozen-mail.js';

/** An interpretation that was due on Friday, seen on the Tuesday after; the parts that matter to a test are given by it. */
export function item(parts: Partial<DeadlineItem> = {}): DeadlineItem {
  return {
    notice: 'breach',
    caseNumber: 'GK-2026-0012',
    typeTitle: { zh: '政策文件及其解读', en: 'Policy document with its interpretation' },
    title: '关于加强法律援助工作的若干措施',
    step: { zh: '待发布解读', en: 'interpretation pending' },
    caseOwner: '李晓',
    clockTitle: { zh: '解读材料发布', en: 'Interpretation published' },
    law: { zh: '国办发〔2016〕80号文第一部分', en: 'GBF 2016-80 part 1' },
    dueOn: '2026-11-20',
    dueTime: null,
    isProvisional: false,
    workingDaysLeft: -2,
    rung: null,
    timesNudged: null,
    path: '/cases/0b1c',
    ...parts,
  };
}

export function compose(items: DeadlineItem[], parts: Partial<DeadlineMailRequest> = {}): FrozenMail {
  return composeDeadlineMail({
    outboxId: '7f9c2ba4-e88f-4d2e-9a51-0c6f6b1d3e10',
    from: { name: '政务公开办公室', address: 'gongkai@example.cn' },
    mailDomain: 'gongkai.example.cn',
    recipient: { name: '王主任', address: 'office-lead@example.cn' },
    instant: '2026-11-24T01:00:00Z',
    language: 'zh',
    items,
    baseUrl: 'https://gongkai.example.cn',
    showTitles: false,
    ...parts,
  });
}

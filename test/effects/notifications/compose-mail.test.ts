import { mailFaults } from '../../../src/effects/notifications/frozen-mail.js';
import { compose, item } from './sample-item.js';

describe('the mail about deadlines', () => {
  it('tells a clerk what, where, who, by when, how late, by which article, and where to act', () => {
    expect(compose([item()]).text).toBe(`王主任，您好：

截至 2026-11-24 09:00（北京时间），您有1件事项：已超期1件。

== 已超期（1件）：已过期限仍未办结 ==

1. GK-2026-0012 政策文件及其解读
   当前环节：待发布解读
   承办人：李晓
   到期日：2026-11-20（星期五）
   期限状态：已超期2个工作日
   时限：解读材料发布，依据：国办发〔2016〕80号文第一部分
   https://gongkai.example.cn/cases/0b1c

打开待办列表：https://gongkai.example.cn/worklist

--
本邮件由公开系统自动发出，请勿回复。邮件中不显示事项标题和内容，请登录系统查看。
`);
  });

  it('speaks English to those who read English', () => {
    const mail = compose(
      [item({ notice: 'remind', workingDaysLeft: 1, dueOn: '2026-11-25', dueTime: '17:30' })],
      { language: 'en' },
    );
    expect(mail.subject).toBe('[Due soon] GK-2026-0012 Interpretation published, 1 working day left');
    expect(mail.text).toContain('Due: 2026-11-25 (Wednesday) 17:30');
    expect(mail.text).toContain('Time limit: Interpretation published, under GBF 2016-80 part 1');
    expect(mail.html).toContain('<html lang="en">');
    expect(mail.text).not.toMatch(/[一-鿿]{4}/); // only the name of the recipient and of the case owner are Chinese
  });

  it('says nothing that is written in a title unless the tenant allows it', () => {
    const secret = compose([item()]);
    expect(JSON.stringify(secret)).not.toContain('法律援助');
    const open = compose([item()], { showTitles: true });
    expect(open.text).toContain('标题：关于加强法律援助工作的若干措施');
    expect(open.subject).toBe(
      '【已超期】GK-2026-0012 《关于加强法律援助工作的若干措施》解读材料发布，已超期2个工作日',
    );
    expect(open.text).not.toContain('不显示事项标题');
  });

  it('is the same for the same request, whatever the order of its items, so that it can be frozen', () => {
    const items = [
      item({ caseNumber: 'GK-2' }),
      item({ caseNumber: 'GK-1' }),
      item({ notice: 'escalate', rung: 2 }),
    ];
    expect(compose(items)).toEqual(compose([...items].reverse()));
  });

  it('has a Message-ID of its own for each outbox row and content', () => {
    const mail = compose([item()]);
    expect(mail.messageId).toMatch(
      /^<7f9c2ba4-e88f-4d2e-9a51-0c6f6b1d3e10\.[0-9a-f]{16}@gongkai\.example\.cn>$/,
    );
    expect(compose([item({ workingDaysLeft: -3 })]).messageId).not.toBe(mail.messageId);
    expect(compose([item()], { outboxId: 'other' }).messageId).not.toBe(mail.messageId);
  });

  it('asks machines not to answer, names its outbox row, and is dated by the alarm and not by the sending', () => {
    const mail = compose([item()]);
    expect(mail.headers).toEqual({
      Date: 'Tue, 24 Nov 2026 01:00:00 +0000',
      'Auto-Submitted': 'auto-generated',
      'X-Gongkai-Outbox': '7f9c2ba4-e88f-4d2e-9a51-0c6f6b1d3e10',
    });
    expect(mail.envelopeFrom).toBe('bounce+7f9c2ba4-e88f-4d2e-9a51-0c6f6b1d3e10@gongkai.example.cn');
    expect(mailFaults(mail)).toEqual([]);
  });
});

describe('the subject', () => {
  it.each([
    [item({ notice: 'remind', workingDaysLeft: 3 }), '【即将到期】GK-2026-0012 解读材料发布，还剩3个工作日'],
    [item({ notice: 'remind', workingDaysLeft: 0 }), '【即将到期】GK-2026-0012 解读材料发布，今日到期'],
    [item({ notice: 'breach', workingDaysLeft: 0 }), '【已超期】GK-2026-0012 解读材料发布，今日到期，未办结'],
    [item({ notice: 'breach', workingDaysLeft: -2 }), '【已超期】GK-2026-0012 解读材料发布，已超期2个工作日'],
    [item({ notice: 'escalate', rung: 2 }), '【升级】GK-2026-0012 解读材料发布，已超期2个工作日'],
    [
      item({ notice: 'nudge', timesNudged: 2 }),
      '【催办】GK-2026-0012 解读材料发布，已超期2个工作日（第2次）',
    ],
  ])('says by words what happened to a single case', (only, subject) => {
    expect(compose([only]).subject).toBe(subject);
  });

  it('counts many cases, the gravest first, with the earliest due date', () => {
    const items = [
      item({ notice: 'remind', dueOn: '2026-11-25', workingDaysLeft: 1 }),
      item({ notice: 'remind', dueOn: '2026-11-26', workingDaysLeft: 2 }),
      item({ notice: 'breach', dueOn: '2026-11-19' }),
    ];
    expect(compose(items).subject).toBe('【已超期】1件，即将到期2件，最早到期2026-11-19（星期四）');
    expect(compose(items, { language: 'en' }).subject).toBe(
      '[Overdue] 1 item, Due soon 2 items, earliest due 2026-11-19 (Thursday)',
    );
  });

  it('of reminders alone says how many', () => {
    const items = ['GK-1', 'GK-2'].map((caseNumber) =>
      item({ notice: 'remind', workingDaysLeft: 1, caseNumber }),
    );
    expect(compose(items).subject).toBe('【即将到期】2件，最早到期2026-11-20（星期五）');
  });

  it('keeps a long title from filling the line', () => {
    const mail = compose([item({ title: '关'.repeat(300) })], { showTitles: true });
    expect(mail.subject).toContain(`《${'关'.repeat(39)}…》`);
  });
});

describe('a notice about work rather than a deadline', () => {
  const parts = {
    typeTitle: { zh: '政策文件及其解读', en: 'Policy document' },
    step: { zh: '保密审查', en: 'confidentiality review' },
  };
  const withoutDeadline = { ...parts, clockTitle: null, law: null, dueOn: null, workingDaysLeft: null };

  it.each([
    [
      item({ ...parts, notice: 'arrived', workingDaysLeft: 3 }),
      '【待办】GK-2026-0012 政策文件及其解读：保密审查，还剩3个工作日',
    ],
    [item({ ...withoutDeadline, notice: 'arrived' }), '【待办】GK-2026-0012 政策文件及其解读：保密审查'],
    [item({ ...withoutDeadline, notice: 'moved' }), '【进展】GK-2026-0012 政策文件及其解读：保密审查'],
    [item({ ...withoutDeadline, notice: 'copied' }), '【抄送】GK-2026-0012 政策文件及其解读：保密审查'],
    [
      item({ ...withoutDeadline, notice: 'nudge', timesNudged: 1 }),
      '【催办】GK-2026-0012 政策文件及其解读：保密审查（第1次）',
    ],
  ])('names the step that the case has come to', (only, subject) => {
    expect(compose([only]).subject).toBe(subject);
  });

  it('says nothing of a deadline where there is none', () => {
    const { text } = compose([item({ ...withoutDeadline, notice: 'moved' })]);
    expect(text).toContain('== 进展（1件）：您承办的事项有新进展 ==');
    expect(text).not.toMatch(/到期日|期限状态|时限|null/);
  });

  it('comes after every deadline, and is counted in the subject', () => {
    const items = ['1', '2'].map((caseNumber) => item({ ...withoutDeadline, notice: 'copied', caseNumber }));
    expect(compose(items).subject).toBe('【抄送】2件');
    expect(compose([...items, item()]).subject).toBe('【已超期】1件，抄送2件，最早到期2026-11-20（星期五）');
  });
});

describe('the list', () => {
  it('puts escalations first and within each kind the soonest due, and tells rung, nudges and provisional dates', () => {
    const { text } = compose([
      item({
        caseNumber: 'R-1',
        notice: 'remind',
        workingDaysLeft: 5,
        dueOn: '2027-01-08',
        isProvisional: true,
      }),
      item({ caseNumber: 'B-2', dueOn: '2026-11-20' }),
      item({ caseNumber: 'B-1', dueOn: '2026-11-19' }),
      item({ caseNumber: 'N-1', notice: 'nudge', timesNudged: 2 }),
      item({ caseNumber: 'E-1', notice: 'escalate', rung: 2 }),
    ]);
    expect(text.match(/\d\. ([A-Z]-\d)/g)).toEqual(['1. E-1', '1. B-1', '2. B-2', '1. N-1', '1. R-1']);
    expect(text).toContain('升级层级：第2级');
    expect(text).toContain('催办次数：第2次');
    expect(text).toContain('到期日：2027-01-08（星期五），暂定');
  });

  it('of ten thousand deadlines is one mail: the 200 gravest in full, the rest counted and linked', () => {
    const items = Array.from({ length: 10_000 }, (_, index) =>
      item({
        caseNumber: `GK-${index}`,
        notice: index < 50 ? 'breach' : 'remind',
        workingDaysLeft: index < 50 ? -1 : 1,
      }),
    );
    const mail = compose(items);
    expect(mail.subject).toBe('【已超期】50件，即将到期9950件，最早到期2026-11-20（星期五）');
    expect(mail.text.match(/\/cases\//g)).toHaveLength(200);
    expect(mail.html.match(/\/cases\//g)).toHaveLength(200);
    expect(mail.text).toContain('== 已超期（50件）');
    expect(mail.text).toContain('== 即将到期（9950件）');
    expect(mail.text).toContain('以上列出最紧要的200件，其余9800件请在待办列表中查看。');
    expect(mail.html).toContain('其余9800件');
    expect(mail.html).toContain('https://gongkai.example.cn/worklist');
    expect(mail.text.length + mail.html.length).toBeLessThan(500_000);
  });

  it('links below the base address, with or without its closing slash', () => {
    expect(compose([item()], { baseUrl: 'https://www.example.cn/gongkai/' }).text).toContain(
      'https://www.example.cn/gongkai/cases/0b1c\n',
    );
  });
});

describe('what people wrote', () => {
  const nasty = item({
    caseNumber: 'GK"><script>alert(1)</script>',
    title: '<img src=x onerror=alert(1)>\r\nBcc: spy@example.com',
    caseOwner: "O'Neil & <b>李</b>",
    path: '/cases/1"onmouseover="alert(1)',
  });

  it('stays text in the HTML', () => {
    const { html } = compose([nasty], {
      showTitles: true,
      recipient: { name: '<王>', address: 'office-lead@example.cn' },
    });
    expect(html).not.toMatch(/<script|<img|<b>|"onmouseover/);
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;');
    expect(html).toContain('O&#39;Neil &amp; &lt;b&gt;李&lt;/b&gt;');
    expect(html).toContain('&lt;王&gt;，您好：');
  });

  it('cannot write a header or a line of its own', () => {
    const mail = compose([nasty], {
      showTitles: true,
      recipient: { name: '王\r\nBcc: spy@example.com', address: 'office-lead@example.cn' },
    });
    expect(mailFaults(mail)).toEqual([]);
    expect(mail.subject).not.toMatch(/[\r\n]/);
    expect(mail.to[0]?.name).toBe('王 Bcc: spy@example.com');
    expect(mail.text).not.toMatch(/^\s*Bcc:/m);
  });
});

describe('a request that makes no mail', () => {
  it('is told all its faults at once', () => {
    expect(() => compose([], { instant: 'soon', baseUrl: 'javascript:alert(1)' })).toThrow(
      'The mail cannot be composed: there is nothing to tell: no items; "soon" is not an instant; "javascript:alert(1)" is not an http or https address.',
    );
  });
});

import type { MailboxMessage } from '../../src/mailbox/mailbox-store.js';
import { mailboxPolicy } from '../../src/mailbox/page-frame.js';
import { renderMailboxPage, type MailboxView } from '../../src/mailbox/render-mailbox-page.js';
import { renderMessagePage } from '../../src/mailbox/render-message-page.js';

function message(parts: Partial<MailboxMessage> = {}): MailboxMessage {
  return {
    id: '17',
    receivedAt: new Date('2026-11-23T17:30:00Z'),
    envelopeFrom: 'bounce+7f9c@example.cn',
    envelopeTo: ['office-lead@example.cn'],
    messageId: '<7f9c.a@example.cn>',
    sender: '"政务公开办公室" <gongkai@example.cn>',
    subject: '【升级】GK-2026-0012 解读材料发布',
    text: '王主任，您好：\n\n  已超期2个工作日。',
    html: '<p style="color:red">已超期 &amp; 未办结</p>',
    headers: { 'auto-submitted': ['auto-generated'], date: ['Tue, 24 Nov 2026 01:00:00 +0000'] },
    earlierCopies: 0,
    ...parts,
  };
}

function list(messages: MailboxMessage[], view: Partial<MailboxView> = {}): string {
  return renderMailboxPage(messages, {
    language: 'zh',
    nonce: 'r4nd0m',
    recipient: '',
    query: '',
    hasOlder: false,
    ...view,
  });
}

function page(parts: Partial<MailboxMessage> = {}, language: 'zh' | 'en' = 'zh'): string {
  return renderMessagePage(message(parts), { language, nonce: 'r4nd0m' });
}

const nasty = '"><script>alert(1)</script><img src=x onerror=alert(1)>\'';

describe('the list of received mail', () => {
  it('shows when (in Beijing), to whom and about what, each subject a link', () => {
    const shown = list([message()]);
    expect(shown).toContain('<time datetime="2026-11-23T17:30:00.000Z">2026-11-24 01:30</time>');
    expect(shown).toContain('office-lead@example.cn');
    expect(shown).toContain('<a href="/mailbox/17">【升级】GK-2026-0012 解读材料发布</a>');
  });

  it('says in words that a mail is a copy of an earlier one', () => {
    expect(list([message()])).not.toContain('可能重复');
    expect(list([message({ earlierCopies: 2 })])).toContain('可能重复：此前已有2封同一编号的邮件');
  });

  it('keeps the words that were looked for in the form, and the language on every link', () => {
    const shown = list([message()], {
      language: 'en',
      recipient: 'a@b.cn',
      query: '100% "x"',
      hasOlder: true,
    });
    expect(shown).toContain('value="a@b.cn"');
    expect(shown).toContain('value="100% &quot;x&quot;"');
    expect(shown).toContain('<input type="hidden" name="language" value="en"');
    expect(shown).toContain('href="/mailbox/17?language=en"');
    expect(shown).toContain('recipient=a%40b.cn&amp;query=100%25+%22x%22&amp;before=17&amp;language=en');
  });

  it('tells an empty mailbox from a search that found nothing', () => {
    expect(list([])).toContain('没有邮件。');
    expect(list([], { query: 'x' })).toContain('没有符合条件的邮件；请更换收件人或查找内容。');
  });

  it('leads to older mail only when there is some', () => {
    expect(list([message()])).not.toContain('更早的邮件');
    expect(list([message()], { hasOlder: true })).toContain(
      '<a href="/mailbox?before=17" rel="next">更早的邮件</a>',
    );
  });

  it('is not filled by a mail to a thousand people', () => {
    const envelopeTo = Array.from({ length: 1_000 }, (_, index) => `p${index}@example.cn`);
    expect(list([message({ envelopeTo })])).toContain('p0@example.cn, p1@example.cn, p2@example.cn … (1000)');
  });

  it('writes what strangers wrote as text', () => {
    const shown = list([message({ subject: nasty, envelopeTo: [nasty] })], {
      recipient: nasty,
      query: nasty,
    });
    expect(shown).not.toMatch(/<script|<img|onerror=alert\(1\)>/);
  });
});

describe('the page of one mail', () => {
  it('shows sender, recipients, both times in Beijing, subject and text as it is laid out', () => {
    const shown = page();
    for (const part of [
      '<h1>【升级】GK-2026-0012 解读材料发布</h1>',
      '&quot;政务公开办公室&quot; &lt;gongkai@example.cn&gt;',
      'bounce+7f9c@example.cn',
      '<dd>2026-11-24 01:30</dd>',
      '<dd>2026-11-24 09:00</dd>',
      '&lt;7f9c.a@example.cn&gt;',
      '王主任，您好：\n\n  已超期2个工作日。',
      'auto-submitted: auto-generated',
    ]) {
      expect(shown).toContain(part);
    }
  });

  it('keeps an empty first line, and makes web addresses links and nothing else', () => {
    const shown = page({ text: '\n打开：https://gongkai.example.cn/cases/1?a=1&b=2。\njavascript:alert(1)' });
    expect(shown).toContain(
      '>\n\n打开：<a href="https://gongkai.example.cn/cases/1?a=1&amp;b=2" rel="noreferrer">https://gongkai.example.cn/cases/1?a=1&amp;b=2</a>。\njavascript:alert(1)</pre',
    );
  });

  it('speaks English when asked', () => {
    const shown = page({ subject: '' }, 'en');
    expect(shown).toContain('<html lang="en">');
    expect(shown).toContain('<h1>(no subject)</h1>');
    expect(shown).toContain('href="/mailbox?language=en"');
    expect(shown).toMatch(/<a href="\/mailbox\/17" lang="zh-CN"\s*>中文<\/a/);
  });

  it('puts the HTML part into a frame that may do nothing, and nowhere else', () => {
    const shown = page({ html: '<script>alert(1)</script><p title="x">y</p>' });
    expect(shown).toMatch(
      /<iframe sandbox="" referrerpolicy="no-referrer" title="正文（网页格式）" srcdoc="&lt;script&gt;alert\(1\)&lt;\/script&gt;&lt;p title=&quot;x&quot;&gt;y&lt;\/p&gt;">/,
    );
    expect(shown).not.toContain('<script');
    expect(page({ html: null })).not.toContain('<iframe');
  });

  it('writes what strangers wrote as text', () => {
    const shown = page({
      subject: nasty,
      sender: nasty,
      envelopeFrom: nasty,
      envelopeTo: [nasty],
      messageId: nasty,
      text: nasty,
      html: nasty,
      headers: { [nasty]: [nasty], date: [nasty] },
    });
    expect(shown).not.toMatch(/<script|<img/);
  });

  it('has no script, and its one style sheet carries the nonce that the policy names', () => {
    for (const shown of [page(), list([message()])]) {
      expect(shown.match(/<style/g)).toHaveLength(1);
      expect(shown).toContain('<style nonce="r4nd0m">');
      expect(shown).not.toMatch(/<script|\son\w+=/);
    }
    expect(mailboxPolicy('r4nd0m')).toContain("default-src 'none'; style-src 'nonce-r4nd0m'");
  });

  it('can be read and used without sight or mouse: language, labels, headings, a way past the head', () => {
    for (const shown of [page(), list([message()])]) {
      expect(shown).toContain('<html lang="zh-CN">');
      expect(shown).toContain('<a class="skip" href="#main">');
      expect(shown.match(/<h1>/g)).toHaveLength(1);
    }
    const shown = list([message()]);
    for (const name of ['recipient', 'query']) {
      expect(shown).toMatch(new RegExp(`<label for="${name}">`));
      expect(shown).toMatch(new RegExp(`id="${name}"`));
    }
    expect(shown).toContain('<caption>');
  });
});

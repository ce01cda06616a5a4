import type { FrozenMail } from '../../../src/effects/notifications/frozen-mail.js';

/** A mail as the outbox would hold it; the parts that matter to a test are given by it. */
export function sampleMail(parts: Partial<FrozenMail> = {}): FrozenMail {
  return {
    outboxId: '7f9c2ba4-e88f-4d2e-9a51-0c6f6b1d3e10',
    messageId: '<7f9c2ba4-e88f-4d2e-9a51-0c6f6b1d3e10.5b41362bc82b7f3d@gongkai.example.cn>',
    from: { name: '政务公开办公室', address: 'gongkai@example.cn' },
    to: [{ name: '王主任', address: 'office-lead@example.cn' }],
    subject: '【已超期】GK-2026-0012 解读材料发布',
    text: '解读材料发布已超期 2 个工作日。\n.\n一行只有一个句点。\n',
    html: '<p>解读材料发布已超期 2 个工作日。</p>',
    headers: {
      Date: 'Tue, 24 Nov 2026 01:00:00 +0000',
      'Auto-Submitted': 'auto-generated',
      'X-Gongkai-Outbox': '7f9c2ba4-e88f-4d2e-9a51-0c6f6b1d3e10',
    },
    envelopeFrom: 'bounce+7f9c2ba4-e88f-4d2e-9a51-0c6f6b1d3e10@example.cn',
    ...parts,
  };
}

import { tellOutcome, type SendOutcome } from '../../../src/effects/notifications/send-outcome.js';

describe('an outcome told to a clerk', () => {
  it.each<[SendOutcome, string]>([
    [{ kind: 'accepted', reply: '250 ok', refused: [] }, '邮件服务器已接收（尚不等于收件人已收到）：250 ok'],
    [
      { kind: 'failed', reply: '550 no such user' },
      '邮件服务器拒收，不再重发；请核对收件人邮箱，并改用其他方式通知：550 no such user',
    ],
    [
      { kind: 'unknown', reply: 'lost' },
      '邮件已送出但未等到服务器确认，将以同一编号重发，收件人可能收到两封：lost',
    ],
  ])('says what happened, what comes next, and what the server said', (outcome, sentence) => {
    expect(tellOutcome(outcome, 'zh')).toBe(sentence);
  });

  it('repeats the server’s words as they are, dollar signs included', () => {
    expect(tellOutcome({ kind: 'retry', reply: "451 $& $'" }, 'en')).toContain("451 $& $'");
  });
});

import type { Reading, Span } from './hint.js';
import { textBefore } from './near-words.js';

const labelled =
  /(?:[账帐]\s{0,2}[号户]|银行卡|卡\s{0,2}号)(?:号码?)?[\s:为是("“]{0,6}(\d(?:[ \t-]{0,2}\d){7,29})(?![\d*×]|[ -]?\*)/g;
/** Accounts of a website or a platform are no accounts of a bank. */
const otherAccount =
  /(?:登录|登陆|用户|平台|系统|微信|微博|公众|网站|邮箱|管理员|会员|认证|社保|医保|水|电|气|燃气|公积金查询)$/;

/** Digits behind 账号, 账户 or 卡号, whatever their check digit. */
export function findBankAccounts({ text }: Reading): Span[] {
  return [...text.matchAll(labelled)].flatMap(({ index, 0: whole, 1: number = '' }) => {
    if (otherAccount.test(textBefore(text, index, 6))) return [];
    const end = index + whole.length;
    return [{ start: end - number.length, end }];
  });
}

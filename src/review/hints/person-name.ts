import { anyOf } from './any-of.js';
import { commonSurnames, compoundSurnames, wordSurnames } from './surnames.js';

/** Words beside which a name is private. */
export const personLabels = anyOf(`
  姓\\s{0,6}名 患者 病人 未成年人 户主 监护人 救助对象 受助人 低保对象 特困人员 被害人 受害人 死者
  伤者 举报人 投诉人 信访人 上访人 服刑人员 矫正对象 刑满释放人员 吸毒人员 戒毒人员 学生 家长 残疾人
  受援人 孕产妇 感染者 确诊病例`);
/** A pattern for a whole name, perhaps spaced; 张某 and 李×× are masked already and no names. */
export const personName = `(?:${compoundSurnames.join('|')}|[${commonSurnames}])\\s{0,2}(?!\\s?[某*×xX○])(?:[一-龥]\\s?[一-龥]|[一-龥])`;

/** 患者安全, 未成年人严重 …: words that begin with a surname. */
const ordinary = new RegExp(
  `^${anyOf(`
  方[提认称主要代反均] 单位 安全 满意 权益 权利 和谐 于是 时间 应当 向上 成绩 全部 公开 高度 常见
  常住 方面 任何 文明 管理 连续 保护 解决 关于 关系 原因 明确 张贴 万元 年龄 性别 家属 严重 严格
  严禁 有关 施行 施工 路线 金额 申请 申报 温馨 康复 商业 上述 上报 任务 解释 古稀 信息 项目 司法
  公示 全体 应急 安置 安排 成立 成功 成年 时任 关爱 关怀 连同 单独 查询 查看 解除 封面 管教 单亲
  余额 游客 花名 原籍 包括 成员 家庭 住址 籍贯 民族 联系 出生 荣誉 从业 历史 卫生 党员 干部`)}`,
);

/** @param behind the character after the name: a short name that is an everyday word needs an end */
export function isName(person: string, behind: string): boolean {
  const name = person.replace(/\s/g, '');
  if (ordinary.test(name)) return false;
  return !(wordSurnames.includes(name.charAt(0)) && name.length === 2 && /[一-龥]/.test(behind));
}

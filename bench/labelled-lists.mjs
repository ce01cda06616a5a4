import * as parts from './labelled-parts.mjs';
import * as values from './labelled-values.mjs';

const { write } = parts;
const rows = (count, row) => Array.from({ length: count }, (_, at) => row(at + 1));
const office = '三明市司法局';
const date = (random) => `${random.whole(2015, 2024)}年${random.whole(1, 12)}月${random.whole(1, 28)}日`;
const amount = (random) => `${random.whole(1, 99)},${random.digits(3)}.${random.digits(2)}`;

function penaltyList(random) {
  return [
    `行政处罚信息公示表\n（${date(random)}）\n序号\t姓名\t身份证号\t违法事实\t处罚决定书文号\t罚款金额（元）\n`,
    rows(
      random.whole(2, 4),
      (at) =>
        write`${String(at)}\t${parts.person(random)}\t${parts.plainIdentity(random)}\t超出核准范围从事基层法律服务\t明司罚决字第${random.digits(4)}号\t${amount(random)}\n`,
    ),
    `公示期限：自公示之日起1年。统一社会信用代码：${values.socialCreditCode(random)}\n`,
  ];
}

function livingAllowanceList(random) {
  return [
    '城乡居民最低生活保障对象公示\n姓名 | 性别 | 家庭住址 | 身份证号码 | 保障金额 | 开户账号\n',
    rows(
      random.whole(2, 4),
      () =>
        write`${parts.person(random)} | ${random.pick(['男', '女'])} | ${parts.home(random)} | ${parts.plainIdentity(random)} | ${String(random.whole(200, 900))}元/月 | ${parts.plainCard(random)}\n`,
    ),
    write`如有异议，请于公示期内向${office}反映，监督电话：${parts.plainLandline(random)}。\n`,
  ];
}

function compensationList(random) {
  return [
    `征地补偿款发放明细\n村民小组 户主 联系电话 面积（亩） 金额（元） 银行卡号\n`,
    rows(
      random.whole(2, 4),
      () =>
        write`上洋组 ${parts.person(random)} ${parts.label('mobile-phone', values.mobileNumber(random))} ${random.whole(1, 9)}.${random.digits(2)} ${amount(random)} ${parts.plainCard(random)}\n`,
    ),
    `合计：${random.whole(100, 999)}000000元，发放批次号 2016${random.digits(14)}。\n`,
  ];
}

function vehicleList(random) {
  return [
    `关于拍卖公务用车的公告\n根据公务用车制度改革方案，下列车辆公开拍卖：\n`,
    rows(
      random.whole(2, 5),
      (at) =>
        write`${String(at)}. 别克GL8商务车，车牌号${parts.plate(random)}，行驶里程${random.whole(10, 30)}万公里，起拍价${amount(random)}元；\n`,
    ),
    `展示地点：市政府机关大院（三明市列东街1022号）。A座大厅领取竞买资料，京A级资质单位不受限制，采购编号SM${random.digits(9)}。\n`,
  ];
}

function travelList(random) {
  return [
    `因公临时出国（境）团组信息公示\n团组名称：法律服务交流团；出访时间：${date(random)}\n`,
    rows(
      random.whole(1, 3),
      () => write`${values.personName(random)}，${office}副调研员，护照号码：${parts.passport(random)}；\n`,
    ),
    `往返航班 CA${random.digits(4)}、MF${random.digits(4)}，住宿标准每人每天${random.whole(300, 900)}元，经费预算${amount(random)}元，批件编号G35${random.digits(6)}。\n`,
  ];
}

function maskedList(random) {
  const number = values.identityNumber(random);
  const phone = values.mobileNumber(random);
  return [
    `拟录用人员公示\n姓名\t准考证号\t身份证号\t联系电话\n`,
    rows(
      3,
      () =>
        `陈某\t2016${random.digits(9)}\t${number.slice(0, 2)}*************${number.slice(15)}\t${phone.slice(0, 3)}****${phone.slice(7)}\n`,
    ),
    rows(
      2,
      () =>
        `林××\t2016${random.digits(9)}\t${number.slice(0, 6)}********${number.slice(14)}\t${phone.slice(0, 3)}XXXX${phone.slice(7)}\n`,
    ),
    `银行账号已隐去：622848*********${random.digits(4)}；地址：三明市梅列区列东街道。\n`,
  ];
}

function decoyNumbers(random) {
  return [
    `合同与登记信息核对表\n统一社会信用代码：${values.socialCreditCode(random)}\n组织机构代码：${random.digits(8)}-X\n`,
    `工商注册号：3504${random.digits(2)}1000${random.digits(5)}\n订单编号：${values.brokenIdentityNumber(random)}\n`,
    `流水号：${values.brokenBankCard(random)}，凭证号 2016${random.digits(12)}\n合同金额：${random.whole(13, 19)}${random.digits(9)}元\n`,
    `快递单号：${values.mobileNumber(random)}${random.digits(2)}\n索引号：FZ00101-2708-2021-00025，档号：0123-WS·2016-D30-BGS-0007\n`,
    `核验码 ${values.brokenIdentityNumber(random)}，时间 2016-06-28 09:30:15\n服务热线：12348、12345，400-${random.digits(3)}-${random.digits(4)}\n`,
    `国务院令第492号，（2016）闽04行终${random.whole(10, 200)}号，GB/T 9704-2012，经度117.63${random.digits(4)}\n`,
  ];
}

function budgetTable(random) {
  return [
    `2016年部门决算公开\n一、收入支出决算总表（单位：万元）\n科目编码 科目名称 年初预算数 调整数 决算数\n`,
    rows(
      random.whole(4, 8),
      () =>
        `20${random.digits(5)} 公共安全支出 ${random.whole(100, 2000)}.${random.digits(2)} ${random.whole(1000, 4999)}.${random.digits(2)} ${random.whole(100, 999)}.${random.digits(2)}\n`,
    ),
    `基本支出${random.whole(13, 19)}00000000元，比上年增长3.5%。车均运维费${random.digits(5)}元，国有资产${random.whole(4000, 5999)} ${random.whole(1000, 9999)} ${random.whole(1000, 9999)}平方米。\n`,
  ];
}

function legalAidTable(random) {
  return [
    `法律援助案件办理情况\n\n`,
    rows(
      random.whole(2, 3),
      (at) =>
        write`${String(at)}、受援人姓名：${parts.person(random)}  身份证号码：${parts.identity(random)}\n   住址：${parts.home(random)}\n   联系电话：${parts.mobile(random)}\n   案由：追索劳动报酬，标的额${amount(random)}元\n`,
    ),
  ];
}

function oldNumbers(random) {
  return [
    `公证书遗失声明（登记号：2003${random.digits(11)}）\n`,
    rows(
      random.whole(1, 3),
      () =>
        write`姓名：${parts.person(random)}，身份证号：${parts.oldIdentity(random)}，原工作单位三明市纺织厂。\n`,
    ),
    `申请材料编号150402${random.digits(9)}，注册号350400100${random.digits(6)}。\n`,
  ];
}

function accountNotice(random) {
  return [
    write`关于缴纳考试费的通知\n请将考务费汇入以下账户：\n户名：三明市财政局\n开户行：中国农业银行三明分行\n账号：${parts.account(random)}\n`,
    write`退费个人卡号：${parts.card(random)}（${values.personName(random)}）。\n`,
    `登录账号：${random.digits(10)}，微信公众号账号：smsfj2016，缴款码：${random.digits(20)}。\n`,
  ];
}

/** The PDF had columns; what came out has none, or has them run together. */
function runTogether(random) {
  return rows(
    random.whole(2, 3),
    (at) =>
      write`${at}${parts.person(random)}${parts.plainIdentity(random)}${parts.label('mobile-phone', values.mobileNumber(random))}三明市\n`,
  );
}

export const listTemplates = [
  penaltyList,
  livingAllowanceList,
  compensationList,
  vehicleList,
  travelList,
  maskedList,
  decoyNumbers,
  budgetTable,
  legalAidTable,
  oldNumbers,
  accountNotice,
  runTogether,
];

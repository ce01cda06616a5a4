import * as parts from './labelled-parts.mjs';
import * as values from './labelled-values.mjs';

const { write, internal, secret, tradeSecret, workSecret } = parts;
const date = (random) => `${random.whole(2015, 2024)}年${random.whole(1, 12)}月${random.whole(1, 28)}日`;
const footer = (random) =>
  write`\n三明市司法局\n${date(random)}\n（联系人：办公室 ${values.personName(random)}，电话：${parts.landline(random)}，电子邮箱：${parts.mail(random)}）\n办公地址：三明市梅列区沪明新村21幢市司法局三楼302室\n`;

function minutes(random) {
  return [
    random.chance(0.7)
      ? write`${parts.secretMark(random)}\n`
      : write`${internal(random.pick(['内部资料', '内 部 资 料', '内部文件', '内部资料 '.trim()]))}  ${internal(random.pick(['不得外传', '注意保存', '严禁外传']))}\n`,
    write`三明市司法局\n${parts.document(`党组会议纪要〔${random.whole(2012, 2023)}〕${random.whole(1, 30)}号`)}\n`,
    write`会议传达学习了${parts.unpublished(random)}文件精神，审议通过《三明市司法局保密工作规定》。`,
    '会议指出，要严格落实《中华人民共和国保守国家秘密法》，健全保密审查机制，表决采取秘密投票方式，未发现泄露国家秘密、工作秘密、商业秘密的情形。\n',
    `出席：${values.personName(random)}、${values.personName(random)}。\n`,
  ];
}

function citingLaw(random) {
  return [
    `关于进一步加强政府信息公开保密审查工作的通知\n各科室：\n根据《中华人民共和国政府信息公开条例》和${parts.published(random)}要求，`,
    '公开前应当依照《中华人民共和国保守国家秘密法》进行审查。国家秘密的密级分为绝密、机密、秘密三级。绝密级国家秘密是最重要的国家秘密。',
    '涉及商业秘密、个人隐私的政府信息不得公开；但是第三方同意公开的除外。《关于禁止侵犯商业秘密行为的若干规定》《工作秘密管理暂行办法》一并遵照执行。',
    `书面密级的文件资料，期限为${random.whole(1, 30)}年的除外。对内部使用面积、内部文件管理情况另行通知，领取回执后请注意保存凭证。\n`,
    `此件公开发布\n${date(random)}\n`,
  ];
}

function forwarding(random) {
  const quoted = parts.unpublished(random);
  return [
    write`三明市司法局转发《关于做好安置帮教工作的通知》\n各县（市、区）司法局：\n现将省司法厅${quoted}文转发给你们，`,
    write`并结合${parts.published(random)}和${parts.unpublished(random)}的要求，请认真贯彻执行。`,
    `请于${date(random)}前报送，逾期按第${random.whole(2, 40)}号令处理，2016年第${random.whole(1, 12)}号公报刊载。\n`,
    footer(random),
  ];
}

function disclosureReply(random) {
  return [
    write`政府信息公开申请答复书\n${parts.document(`明司公开〔2019〕第${random.whole(1, 90)}号`)}\n`,
    write`申请人：${values.personName(random)}，住${parts.brokenHome(random)}，联系电话${parts.mobile(random)}，邮箱${parts.mail(random)}。\n`,
    `本机关于${date(random)}收到你提交的申请（受理编号：${random.digits(13)}）。根据《政府信息公开条例》第三十六条第（二）项，现予答复。`,
    `申请信息涉及国家秘密、商业秘密和个人隐私的，本机关不予公开。如不服，可在60日内申请行政复议。\n`,
  ];
}

function petitionReply(random) {
  return [
    write`信访事项处理意见书\n信访人姓名：${parts.person(random)}，${random.pick(['男', '女'])}，${random.pick(['汉族', '畲族'])}，身份证号${parts.identity(random)}，现住${parts.home(random)}。\n`,
    `你反映村干部侵占补偿款一事，经调查：${random.whole(2010, 2018)}年该户领取${random.whole(1, 9)}万元，信访编号2016${random.digits(12)}。`,
    write`你可拨打${parts.landline(random)}或${parts.mobileAbroad(random)}咨询。\n`,
  ];
}

function patients(random) {
  return [
    write`关于聚集性疫情处置情况的通报\n患者${parts.person(random)}，男，${random.whole(20, 80)}岁，家住${parts.home(random)}，于${date(random)}就诊。`,
    write`密切接触者电话${parts.mobile(random)}。患者满意度、患者安全目标和患者权益保障工作按规定开展，患者及其家属情绪稳定。\n`,
    write`未成年人${parts.person(random)}（身份证号：${parts.identity(random)}）已落实监护。未成年人保护工作联席会议、未成年人思想道德建设另行部署。\n`,
  ];
}

function tender(random) {
  return [
    `政府采购合同公告\n供应商：福建明信科技有限公司，统一社会信用代码：${values.socialCreditCode(random)}，合同编号：${random.digits(16)}\n`,
    write`投标文件第三章技术方案（${tradeSecret('商业秘密')}）由供应商另行密封。附件二报价明细属于该公司${tradeSecret('商业秘密')}，不得对外提供。\n`,
    '双方应当保守在履行合同中知悉的国家秘密、商业秘密，依照反不正当竞争法关于商业秘密的规定承担责任。\n',
    write`开标地点：三明市公共资源交易中心5号楼3层302室。联系电话：${parts.landline(random)}；收款账号：${parts.account(random)}。\n`,
  ];
}

function workSecrets(random) {
  return [
    write`${random.pick([() => write`${workSecret('工作秘密')}\n`, () => write`【${workSecret('工作秘密')}】\n`, () => write`${workSecret('工作秘密★3年')}\n`])()}`,
    write`关于专项检查行动的方案\n本方案属于${workSecret('工作秘密')}，仅供${internal('内部使用')}，${internal(random.pick(['不得外传', '请勿外传', '严禁外传']))}。\n`,
    '机关工作人员不得泄露工作秘密。国家秘密、工作秘密、敏感信息的管理按有关规定执行。\n',
    write`${random.pick([() => write`${internal('此件不公开')}\n`, () => write`密级：${secret(random.pick(['机密', '秘密']))}\n`, () => '此件主动公开\n'])()}`,
  ];
}

/** Scanned and read by a machine: spaces between characters, full-width digits, broken lines. */
function scanned(random) {
  return [
    write`${parts.secretMark(random)}\n三 明 市 司 法 局 文 件\n`,
    write`社 区 矫 正 对 象 姓 名 ： ${parts.person(random)} ， 身 份 证 号 ： ${parts.identity(random)} ， 住 址 ： ${parts.brokenHome(random)} 。\n`,
    write`联 系 电 话 ： ${parts.mobile(random)} 、 ${parts.landline(random)} ； 银 行 卡 号 ： ${parts.card(random)} 。\n`,
    write`车 牌 ${parts.plate(random)} ， ２０１６ 年 ６ 月 ２８ 日 。\n`,
  ];
}

function officeNotice(random) {
  return [
    `关于开展2016年国家司法考试报名工作的公告\n一、报名时间：${date(random)}起，每日8:30—17:30。\n`,
    `二、报名地点：三明市三元区江滨路100号市行政服务中心2号楼201室。会场设在市政府会议中心3楼305会议室。\n`,
    write`三、收费：每人${random.whole(100, 300)}元。咨询电话：${parts.landline(random)}、传真${parts.landline(random)}。\n`,
    `四、准考证号为12位数字，如350400${random.digits(6)}；请注意保存准考证。\n`,
    footer(random),
  ];
}

function notary(random) {
  return [
    write`公证送达公告\n${parts.person(random)}（公民身份号码${parts.identity(random)}）：\n本处受理申请人${values.personName(random)}关于继承坐落于${parts.home(random)}房产的公证申请。`,
    write`请与公证员联系，手机：${parts.mobile(random)}，邮箱 ${parts.mail(random)}。公证处地址：三明市梅列区列东街1012号财富大厦12层1203室。\n`,
    `（2016）闽明证字第${random.whole(100, 9999)}号，公证费${random.whole(200, 2000)}元，防伪码${random.digits(19)}。\n`,
  ];
}

function inspection(random) {
  return [
    write`关于对三明市某律师事务所检查情况的报告\n经核查，该所主任身份证号为${parts.identity(random)}，其名下车辆${parts.plate(random)}、${parts.plate(random)}登记地址为${parts.home(random)}。\n`,
    write`个人账户卡号${parts.card(random)}流水显示收入${random.whole(10, 99)}万元；护照${parts.passport(random)}无出境记录。\n`,
    `执业证号：13504${random.digits(12)}，抽样代码${values.brokenIdentityNumber(random)}，粤港澳大湾区、新A级、川A类不计。\n`,
  ];
}

export const letterTemplates = [
  minutes,
  citingLaw,
  forwarding,
  disclosureReply,
  petitionReply,
  patients,
  tender,
  workSecrets,
  scanned,
  officeNotice,
  notary,
  inspection,
];

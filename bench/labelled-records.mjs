import { insertAt, fullWidth, grouped } from './labelled-values.mjs';
import * as values from './labelled-values.mjs';
import { label, write } from './labelled-parts.mjs';

/** From other desks: papers of examiners, arbitrators, hospitals, villages, police and purchasers. */
const id = (random, way = (text) => text) => label('identity-number', way(values.identityNumber(random)));
const phone = (random, way = (text) => text) => label('mobile-phone', way(values.mobileNumber(random)));
const name = (random) => label('person-name', values.personName(random));
const date = (random) => `${random.whole(2014, 2024)}.${random.whole(1, 12)}.${random.whole(1, 28)}`;
const dotted = (text) => grouped(text, [3, 4], '.');
const inFours = (text) => grouped(text, [4, 4, 4, 4], ' ');

function examPaper(random) {
  const mark = random.pick(['绝密★启用前', '机密★启用前', '绝密 ★ 启用前', '秘密★考试结束前']);
  return write`${label('secret-marking', mark)}\n2016年三明市遴选公务员笔试试卷\n考生须知：1.考生应注意保存草稿纸。2.本卷满分100分，第3题图中密级线以上部分不得答题。\n姓名________ 准考证号________\n`;
}

function arbitration(random) {
  const town = random.pick(['沙县虬江街道洋坊村洋坊', '大田县桃源镇东坂村', '泰宁县杉城镇际溪村']);
  return write`劳动人事争议仲裁裁决书\n${label('unpublished-document', `明劳人仲案〔2018〕${random.whole(1, 300)}号`)}\n申请人：${values.personName(random)}，男，1978年5月出生，住${label('home-address', `${town}${random.whole(2, 200)}号`)}，公民身份号码${id(random)}。\n被申请人：三明市某建材有限公司，住所地三明市沙县金沙园金明路${random.whole(1, 40)}号，统一社会信用代码${values.socialCreditCode(random)}。\n委托代理人：福建某律师事务所律师，执业证号13504${random.digits(12)}，联系方式${phone(random, dotted)}。\n`;
}

function cityHotline(random) {
  return write`12345工单 ${random.pick(['SM', 'XF'])}2016${random.digits(12)}\n来电人：${random.pick(['陈先生', '林女士'])}  来电号码：${phone(random)}\n反映：小区楼下车辆（车牌${label('licence-plate', values.plateNumber(random))}）长期占道，另一辆为${label('licence-plate', fullWidth(values.plateNumber(random)))}。\n处理单位：列东街道办，经办电话${label('landline', `0598—${values.localNumber(random)}`)}转8012。回访：满意\n`;
}

function villageAffairs(random) {
  const rows = Array.from(
    { length: 3 },
    (_, at) =>
      write`${at + 1},${name(random)},${label('home-address', `永安市小陶镇${random.pick(['八一村', '新寨村'])}${random.whole(1, 12)}组`)},${id(random)},${label('bank-card', values.bankCard(random))},${random.whole(100, 900)}.00\n`,
  );
  return [
    '村务公开：2016年第二季度惠农补贴发放清册\n序号,姓名,住址,身份证号,一卡通账号,金额\n',
    ...rows,
    `合计,,,,,${random.whole(1000, 4999)}.00\n本季度水费${random.digits(4)}.${random.digits(2)}元，表号40${random.digits(14)}\n`,
  ];
}

function demolition(random) {
  const estate = random.pick([
    '工业中路85号金色江南8-1203',
    '崇宁路58号金城花苑3#1502',
    '江滨中路12弄3号602室',
    '红印山公寓A栋1704室',
  ]);
  return write`房屋征收补偿决定书送达公告\n被征收人${values.personName(random)}：\n你户坐落于${label('home-address', `三明市三元区${estate}`)}的房屋，经评估价值为${random.whole(40, 99)}.${random.digits(2)}万元。\n补偿款存入你名下账户（${label('bank-card', inFours(values.bankCard(random)))}）。请于${date(random)}前与征收办联系，手机 ${phone(random, (text) => insertAt(text, 3, ' - '))}。\n征收办地址：三元区政府3号楼2层207室。\n`;
}

function clearanceForm(random) {
  return write`密级：${label('secret-marking', random.pick(['秘密★10年', '机密★长期', '秘密']))}\n关于某专项工作的情况报告\n${label('internal-marking', random.pick(['仅供内部参考', '内部传阅', '内部掌握']).replace(/^仅供/, ''))}，${label('internal-marking', '请勿外传')}。\n来文字号：${label('unpublished-document', `闽委办发电〔2017〕${random.whole(1, 90)}号`)}；另据${label('unpublished-document', `明委政法〔2018〕${random.whole(1, 50)}号`)}部署，对照国办发〔2016〕19号抓好落实。\n`;
}

function secrecyTraining(random) {
  return write`保密宣传月活动总结\n一是组织学习《中华人民共和国保守国家秘密法》及其实施条例，签订保密承诺书${random.whole(20, 90)}份。二是讲解绝密、机密、秘密文件的管理要求，强调机密级计算机不得联网。三是明确商业秘密、工作秘密与国家秘密的区别，开展“工作秘密怎么定”专题讨论。四是清理内部文件柜${random.whole(2, 9)}个。五是规范秘密载体标志的使用。\n国务院令第786号公布的条例自2024年9月1日起施行；有关情况见国办发〔2010〕57号。\n`;
}

function hospital(random) {
  return write`医疗损害鉴定意见书摘要\n患者：${name(random)}，女，${random.whole(18, 88)}岁，住院号${random.digits(8)}，${date(random)}入院，家属电话 ${phone(random, fullWidth)}。\n患者杨某术后恢复可，患者应按时复诊；患者方提出，患者高血压病史${random.whole(2, 20)}年。\n社保卡后附，身份证号（${id(random, (text) => grouped(text, [6, 4, 4], ' '))}）。\n`;
}

function childProtection(random) {
  return write`关于困境儿童救助情况的函\n未成年人${name(random)}系${values.personName(random)}之女，监护人：${name(random)}，现就读于市实验小学。\n未成年人权益、未成年人家庭教育指导工作由民政部门牵头，未成年人司法保护由检察机关负责。\n联系邮箱：${label('e-mail', values.eMail(random))}；户籍地址：${label('home-address', `将乐县古镛镇解放路${random.whole(2, 180)}号`)}。\n`;
}

function wechatArticle(random) {
  return write`【公告】遗失启事\n本人不慎遗失居民身份证（${id(random, (text) => grouped(text, [6, 8], ' '))}）、护照（${label('passport', values.passportNumber(random))}）、建设银行卡（尾号${random.digits(4)}），拾到者请联系手机（微信同号）：${phone(random)}，或发邮件至${label('e-mail', values.eMail(random).replace('@', '@ '))}，重谢！\n阅读 ${random.whole(1000, 9999)}  在看 ${random.whole(10, 99)}  投稿请@三明司法\n`;
}

function procurement(random) {
  return write`中标（成交）结果公告\n项目编号：[3504]SMZC[GK]2016${random.digits(3)}；中标金额：${random.whole(13, 19)}${random.digits(5)}.00元\n供应商提交的成本测算表含有${label('trade-secret', '商业秘密')}，依申请不予公开；采购文件中“投标人不得以商业秘密为由拒绝说明”的条款不变。\n对公账户：开户名福建某公司，账号 ${label('bank-account', `1404${random.digits(15)}`)}；CA证书序列号 ${values.brokenIdentityNumber(random)}。\n采购人电话：${label('landline', `0598-${grouped(values.localNumber(random), [3], ' ')}`)}　传真：${label('landline', `0598-${values.localNumber(random)}`)}\n`;
}

function commentsOfDraft(random) {
  return write`[批注] 这段引自${label('unpublished-document', `明政专纪[2019]${random.whole(1, 60)}号`)}，还没公开，建议删。\n[批注] 老${random.pick(['王', '李'])}的电话是${phone(random)}，身份证${id(random, (text) => insertAt(text, random.whole(6, 12), '\n'))}，先别放上去\n[修订] 删除“本办法属于${label('work-secret', '工作秘密')}”\n[批注] 金额改成 ${random.whole(130, 199)}${random.digits(8)} 元；网址 http://www.sm.gov.cn/xxgk/2016${random.digits(10)}.htm\n`;
}

function trafficCase(random) {
  return write`道路交通事故认定书\n当事人驾驶${label('licence-plate', `闽G-${random.digits(4)}${random.pick(['A', 'K', '8', '学'])}`)}号小型客车与${label('licence-plate', `闽G·${random.digits(4)}挂`)}重型半挂车相撞，死者${name(random)}（身份证号码：${id(random)}）当场死亡，伤者${name(random)}被送往市第一医院。\n路段：G72泉南高速K1${random.digits(2)}+500，桩号G25${random.digits(5)}，限速100公里。\n`;
}

function appendedSheet(random) {
  const row = () =>
    write`${values.personName(random)}|${phone(random)}|${label('landline', `0598-${values.localNumber(random)}`)}|${label('e-mail', values.eMail(random))}|${random.whole(100, 999)}\n`;
  return [
    '工作表“通讯录”\n科室人员|手机|办公电话|邮箱|办公室\n',
    row(),
    row(),
    row(),
    `更新时间2016${random.digits(4)}，版本号V${random.digits(11)}\n`,
  ];
}

function oldRegister(random) {
  return write`历史公证卷宗目录（1985—1998）\n当事人身份证 ${label('old-identity-number', values.oldIdentityNumber(random))}，卷号${random.digits(15).replace(/^./, '9')}，页数${random.whole(2, 80)}\n继承人身份证号：${id(random, (text) => [...text].join(' '))}；旧证号：${label('old-identity-number', fullWidth(values.oldIdentityNumber(random)))}。\n缴费银行账户：${label('bank-account', `3500${random.digits(13)}`)}\n`;
}

function statistics(random) {
  const row = () =>
    `${random.digits(6)}  ${random.whole(130, 199)}  ${random.digits(4)}  ${random.digits(4)}  ${random.whole(40, 60)}.${random.digits(2)}%\n`;
  return [
    `三明市2016年上半年司法行政业务统计\n单位代码 调解件数 调处人数 涉及金额 成功率\n`,
    row(),
    row(),
    row(),
    row(),
    `全省总人数3${random.digits(7)}人，财政拨款 ${random.whole(4, 5)}${random.digits(15)} 元（累计）。人民调解员 ${random.whole(1000, 9999)} 名。联系：办公室302室，12348热线24小时值守。\n`,
  ];
}

export const recordTemplates = [
  examPaper,
  arbitration,
  cityHotline,
  villageAffairs,
  demolition,
  clearanceForm,
  secrecyTraining,
  hospital,
  childProtection,
  wechatArticle,
  procurement,
  commentsOfDraft,
  trafficCase,
  appendedSheet,
  oldRegister,
  statistics,
];

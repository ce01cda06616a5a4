import { foundBy } from './found-hints.js';

describe('markings of state secrets (保密法 2024)', () => {
  it.each([
    ['机密★1年\n通知', ['机密★1年']],
    ['秘密★', ['秘密★']],
    ['绝　密 ★ 长期', ['绝　密 ★ 长期']],
    ['机 密★３０年', ['机 密★３０年']],
    ['绝密★启用前', ['绝密★启用前']],
    ['秘密☆6个月', ['秘密☆6个月']],
    ['★机密', ['★机密']],
    ['机密（5年）', ['机密（5年）']],
    ['密级：秘密', ['密级：秘密']],
    ['【绝密】关于', ['【绝密】']],
    ['文号\n  机密  \n正文', ['机密']],
    ['本件为秘密件', ['本件为秘密件']],
  ])('are found: %j', (text, expected) => expect(foundBy('secret-marking', text)).toEqual(expected));

  it.each([
    '《中华人民共和国保守国家秘密法》',
    '健全保密审查机制，采取秘密投票方式',
    '国家秘密的密级分为绝密、机密、秘密三级。',
    '绝密级国家秘密是最重要的国家秘密',
    '不得泄露商业秘密5年内',
    '“机密级”计算机不得联网',
    '天机秘而不宣',
  ])('are not seen in %j', (text) => expect(foundBy('secret-marking', text)).toEqual([]));
});

describe('internal markings and other secrets', () => {
  it.each([
    ['internal-marking', '内部资料 不得外传', ['内部资料', '不得外传']],
    ['internal-marking', '内 部 文 件', ['内 部 文 件']],
    ['internal-marking', '仅供内部使用。注意保存', ['内部使用', '注意保存']],
    ['internal-marking', '此件不公开', ['此件不公开']],
    ['internal-marking', '《内部资料性出版物管理办法》、内部使用面积、清理内部文件', []],
    ['internal-marking', '请注意保存回执。此件公开发布', []],
    ['work-secret', '工作秘密\n方案', ['工作秘密']],
    ['work-secret', '本方案属于工作秘密。', ['工作秘密']],
    ['work-secret', '工作秘密★3年', ['工作秘密★3年']],
    ['work-secret', '不得泄露工作秘密；国家秘密、工作秘密、敏感信息；《工作秘密管理暂行办法》', []],
    ['trade-secret', '（商业秘密）报价表', ['商业秘密']],
    ['trade-secret', '附件二报价明细属于该公司商业秘密，不得提供', ['商业秘密']],
    ['trade-secret', '涉及商业秘密、个人隐私的不得公开；《关于禁止侵犯商业秘密行为的若干规定》', []],
    ['trade-secret', '本文不涉及商业秘密。', []],
  ])('%s in %j', (rule, text, expected) => expect(foundBy(rule, text)).toEqual(expected));
});

describe('quoted document numbers', () => {
  const known = ['国办发〔2016〕80号', '国办发〔2016〕84号', '和政办发〔2016〕3号'];
  it.each([
    ['根据明委办〔2016〕5号文件', ['明委办〔2016〕5号']],
    ['按照三明市人民政府明政文[2016]12号', ['明政文[2016]12号']],
    ['根据国办发〔2016〕80号要求', []],
    ['并结合国办发[2016] 80 号', []],
    ['国办发〔２０１６〕８０号', []],
    ['和政办发〔2016〕3号', []],
    ['国办发〔20168〕4号', ['国办发〔20168〕4号']],
    ['（2016）闽04行终12号、国务院令第711号', []],
  ])('are shown unless the public may know them: %j', (text, expected) =>
    expect(foundBy('unpublished-document', text, known)).toEqual(expected),
  );
});

describe('home addresses', () => {
  it.each([
    ['住三明市梅列区列东街道玫瑰新村12幢501室。', '三明市梅列区列东街道玫瑰新村12幢501室'],
    ['现住：三元区东新三路碧湖小区3号楼2单元402', '三元区东新三路碧湖小区3号楼2单元402'],
    ['家住明溪县瀚仙镇石珩村5组12号，', '明溪县瀚仙镇石珩村5组12号'],
    ['地址：清流县嵩溪镇塘堀村第三村民小组', '清流县嵩溪镇塘堀村第三村民小组'],
    ['住三元区学院路12号3幢201室', '三元区学院路12号3幢201室'],
    ['户籍地址：将乐县古镛镇解放路18号', '将乐县古镛镇解放路18号'],
    ['住三元区工业中路85号金色江南8-1203', '三元区工业中路85号金色江南8-1203'],
    [
      '住三明市梅列区列东街道东新三路碧湖\n小区100号楼2单元601室',
      '三明市梅列区列东街道东新三路碧湖\n小区100号楼2单元601室',
    ],
  ])('are found down to the door: %j', (text, expected) =>
    expect(foundBy('home-address', text)).toEqual([expected]),
  );

  it.each([
    '办公地址：三明市梅列区沪明新村21幢市司法局三楼302室',
    '报名地点：三元区江滨路100号市行政服务中心2号楼201室',
    '三明市某公司，住所地三明市沙县金沙园金明路22号',
    '会场设在市政府会议中心3楼305会议室',
    '列东街1022号',
    '住址：三明市梅列区列东街道',
    '第12号令、2016年第3号公报',
  ])('are not seen in an office or short of the door: %j', (text) =>
    expect(foundBy('home-address', text)).toEqual([]),
  );
});

describe('names of people', () => {
  it.each([
    ['姓名：张建国 性别：男', ['张建国']],
    ['姓  名  欧阳海燕', ['欧阳海燕']],
    ['患者林小梅，女', ['林小梅']],
    ['未成年人陈明系其子', ['陈明']],
    ['王秀英（身份证号：11010519491231002X）', ['王秀英']],
    ['王秀英 女 11010519491231002X', ['王秀英']],
    ['序号\t姓名\t事由\n1\t黄伟\t迟报\n2\t罗桂香\t漏报\n\n注：陈述', ['黄伟', '罗桂香']],
    ['户主 电话\n赖永福 无\n', ['赖永福']],
  ])('are found beside a label or a number: %j', (text, expected) =>
    expect(foundBy('person-name', text)).toEqual(expected),
  );

  it.each([
    '患者满意度、患者安全目标、患者权益',
    '未成年人保护、未成年人严重不良行为',
    '姓名：张某，患者李某某，姓名：王××',
    '联系人：办公室 林志明',
    '姓名    性别    单位',
  ])('are not seen in %j', (text) => expect(foundBy('person-name', text)).toEqual([]));
});

import { maskText } from '../../src/redaction/mask-text.js';

describe('a mask shows only so much as the local form allows', () => {
  it.each([
    ['phone', '13850912345', '138****2345'],
    ['phone', '+86 138-5091-2345', '138****2345'],
    ['phone', '１３８５０９１２３４５', '138****2345'],
    ['phone', '0598-8223456', '***'],
    ['identity-number', '350402199003071123', '35*************123'],
    ['identity-number', '35040219900307112X', '35*************12X'],
    ['identity-number', '350402900307112', '35**********112'],
    ['identity-number', '3504', '***'],
    ['bank-card', '6222 0213 0700 1234 567', '***************4567'],
    ['bank-card', '1234', '***'],
    ['name', '张三', '张*'],
    ['name', '欧阳修远', '欧阳*'],
    ['name', '欧阳', '欧*'],
    ['name', '阿', '***'],
    ['e-mail', 'zhangsan@sm.gov.cn', 'z***@sm.gov.cn'],
    ['e-mail', 'zhangsan', '***'],
    ['licence-plate', '闽C12345', '闽C***45'],
    ['licence-plate', '闽C·D12312', '闽C***12'],
    ['licence-plate', '闽G1234学', '闽G***4学'],
    ['licence-plate', '12345', '***'],
    ['other', '随便什么', '***'],
  ] as const)('%s %s becomes %s', (kind, text, mask) => expect(maskText(kind, text)).toBe(mask));

  it.each([
    ['福建省三明市永安市燕西街道中山路12号', '福建省三明市永安市燕西街道**'],
    ['永安市小陶镇八一村5组', '永安市小陶镇**'],
    ['三明市三元区陈大镇碧溪村8号', '三明市三元区陈大镇**'],
    ['永安市青水畲族乡沧海村', '永安市青水畲族乡**'],
    ['江苏省镇江市丹徒区谷阳镇1号', '江苏省镇江市丹徒区谷阳镇**'],
    ['江西省景德镇市珠山区新村街道9号', '江西省景德镇市珠山区新村街道**'],
    ['河南省新乡市牧野区东干道街道3号', '河南省新乡市牧野区东干道街道**'],
    ['永安市燕江东路819号', '永安市**'],
    ['某处', '***'],
  ])('an address is cut to the township: %s', (address, mask) =>
    expect(maskText('address', address)).toBe(mask),
  );
});

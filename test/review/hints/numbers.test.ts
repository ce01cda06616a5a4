import { foundBy, hintsIn } from './found-hints.js';

describe('identity numbers (GB 11643, ISO 7064 MOD 11-2)', () => {
  it.each([
    '11010519491231002X',
    '11010519491231002x',
    '350402199001011234',
    '１１０１０５１９４９１２３１００２Ｘ',
    '110105 19491231 002X',
    '110105-19491231-002X',
    '1101 0519 4912 3100 2X',
    '1 1 0 1 0 5 1 9 4 9 1 2 3 1 0 0 2 X',
    '1101051949\n1231002X',
    '11010519491\r\n    231002X',
    '110105　1949\u200b1231 002Ⅹ',
  ])('are found however they are written: %j', (number) => {
    const found = foundBy('identity-number', `证件（${number}）。`);
    expect(found).toEqual([number]);
  });

  it.each([
    ['110105194912310021', 'a wrong check digit'],
    ['99010519491231002X', 'no such province'],
    ['11010519491331002X', 'no thirteenth month'],
    ['110105194902300020', 'no 30 February'],
    ['440524188001010014', 'born before 1900, though the check digit is right'],
    ['110105********002X', 'masked'],
    ['35*************123', 'masked'],
    ['91350402MA2XN1234X', 'the code of a company'],
    ['2016062811010519491', 'another number'],
  ])('are not seen in %s: %s', (number) => {
    expect(foundBy('identity-number', `号 ${number} 。`)).toEqual([]);
  });

  it('are found where columns ran together, and the phone behind them too', () => {
    const text = '1张三11010519491231002X13812345678三明';
    expect(foundBy('identity-number', text)).toEqual(['11010519491231002X']);
    expect(foundBy('mobile-phone', text)).toEqual(['13812345678']);
    expect(foundBy('identity-number', '残疾证35040219900101123442')).toEqual(['350402199001011234']); // two digits more
  });

  it('are shown when mistyped, as long as the words say what they are', () => {
    const wrong = '110105194912310021';
    expect(foundBy('identity-number-mistyped', `身份证号：${wrong}`)).toEqual([wrong]);
    expect(foundBy('identity-number-mistyped', `订单编号：${wrong}`)).toEqual([]);
  });

  it('of 15 digits are found by region and date, unless the words name another number', () => {
    expect(foundBy('old-identity-number', '身份证号：350402660101123。')).toEqual(['350402660101123']);
    expect(foundBy('old-identity-number', '证号 350402 660101 123')).toEqual(['350402 660101 123']);
    expect(foundBy('old-identity-number', '注册号：350402660101123')).toEqual([]);
    expect(foundBy('old-identity-number', '代号 350402661301123')).toEqual([]);
    expect(foundBy('old-identity-number', '代号 990402660101123')).toEqual([]);
  });
});

describe('mobile phones', () => {
  it.each([
    ['联系13812345678。', '13812345678'],
    ['电话：１３８１２３４５６７８', '１３８１２３４５６７８'],
    ['手机 138 1234 5678', '138 1234 5678'],
    ['手机 138-1234-5678', '138-1234-5678'],
    ['手机 138.1234.5678', '138.1234.5678'],
    ['手机 138 12345678', '138 12345678'],
    ['+86 13812345678', '13812345678'],
    ['(+86)13812345678', '13812345678'],
    ['8613812345678', '13812345678'],
    ['0086-13812345678', '13812345678'],
    ['013812345678', '13812345678'],
    ['Tel13812345678', '13812345678'],
    ['手机1381234\n5678', '1381234\n5678'],
    ['电话 1 3 8 1 2 3 4 5 6 7 8', '1 3 8 1 2 3 4 5 6 7 8'],
    ['电话：一三八一二三四五六七八', '一三八一二三四五六七八'],
    ['5 13812345678', '13812345678'],
  ])('are found: %j', (text, number) => expect(foundBy('mobile-phone', text)).toEqual([number]));

  it.each([
    '138****5678',
    '138XXXX5678',
    '合同金额13800000000元',
    '计 13812345678.50',
    '订单编号：13812345678',
    '12812345678',
    '1381234567',
    '138123456789',
    'FZ-13812345678',
    'AB13812345678',
    '043057  148  0612  9166  56.80%',
    '二〇一六年六月二十八日',
  ])('are not seen in %j', (text) => expect(foundBy('mobile-phone', text)).toEqual([]));
});

describe('fixed lines', () => {
  it.each([
    ['电话0598-8222222。', ['0598-8222222']],
    ['（0598）8222222', ['0598）8222222']],
    ['０５９８－８２２２２２２', ['０５９８－８２２２２２２']],
    ['0598 822 2222', ['0598 822 2222']],
    ['05988222222', ['05988222222']],
    ['010-66012345', ['010-66012345']],
    ['+86-598-8222222', ['598-8222222']],
    ['0598-8222222、8222223', ['0598-8222222', '8222223']],
    ['传真：8222222', ['8222222']],
    ['0 5 9 8 - 8 2 2 2 2 2 2', ['0 5 9 8 - 8 2 2 2 2 2 2']],
  ])('are found: %j', (text, numbers) => expect(foundBy('landline', text)).toEqual(numbers));

  it.each([
    '热线12348',
    '电话：400-820-8820',
    '2016-0628',
    '登记号：05988222222',
    '0198-8222222',
    '邮编365000',
  ])('are not seen in %j', (text) => expect(foundBy('landline', text)).toEqual([]));
});

describe('bank cards and accounts', () => {
  it.each([
    '6228480402564890018',
    '6228 4804 0256 4890 018',
    '6228-4804-0256-4890-018',
    '６２２８４８０４０２５６４８９００１８',
    '62284804025\n64890018',
    '4111111111111111',
    '5555555555554444',
    '3530111333300000',
  ])('with the check digit of Luhn are found: %j', (card) => {
    expect(foundBy('bank-card', `收款 ${card}。`)).toEqual([card]);
  });

  it.each([
    '6228480402564890019',
    '622848*********0018',
    '流水号：6228480402564890018',
    '4111 1111 1111 1111 4000 5000',
    '2016062800000000',
    '防伪码4111111111111111',
  ])('are not seen in %j', (text) => expect(foundBy('bank-card', text)).toEqual([]));

  it('are not asked about twice when the words also say account', () => {
    expect(hintsIn('账号：6228480402564890018').map(({ rule }) => rule)).toEqual(['bank-card']);
  });

  it('are found as accounts behind the word, but not as accounts of a website', () => {
    expect(foundBy('bank-account', '开户行账号：1404 0123 0900 1234')).toEqual(['1404 0123 0900 1234']);
    expect(foundBy('bank-account', '帐　号 13850101040012345')).toEqual(['13850101040012345']);
    expect(foundBy('bank-account', '登录账号：1404012309001234')).toEqual([]);
    expect(foundBy('bank-account', '账号：1404')).toEqual([]);
    expect(foundBy('bank-account', '账号：62284804****')).toEqual([]);
  });
});

describe('passports, plates and e-mails', () => {
  it.each([
    ['passport', '护照E12345678，', ['E12345678']],
    ['passport', '护照号：EA1234567', ['EA1234567']],
    ['passport', '通行证号码C12345678', ['C12345678']],
    ['passport', '批件编号E12345678', []],
    ['passport', '桩号KE12345678', []],
    ['licence-plate', '车牌闽G12345，', ['闽G12345']],
    ['licence-plate', '闽GD12345', ['闽GD12345']],
    ['licence-plate', '闽G·1234学', ['闽G·1234学']],
    ['licence-plate', '粤Z1234港', ['粤Z1234港']],
    ['licence-plate', '闽Ｇ１２３４５', ['闽Ｇ１２３４５']],
    ['licence-plate', '闽 G 12 345', ['闽 G 12 345']],
    ['licence-plate', '闽G***45、京A级、川A类、闽GABCDE', []],
    ['e-mail', '邮箱zhang.wei@163.com。', ['zhang.wei@163.com']],
    ['e-mail', 'ｚｗ＠ｓｍ．ｇｏｖ．ｃｎ', ['ｚｗ＠ｓｍ．ｇｏｖ．ｃｎ']],
    ['e-mail', 'zw @ 163.com', ['zw @ 163.com']],
    ['e-mail', 'zw(at)163.com', ['zw(at)163.com']],
    ['e-mail', '13812345678@139.com', ['13812345678@139.com']],
    ['e-mail', '投稿请@三明司法，价格5@3', []],
  ])('%s in %j', (rule, text, expected) => expect(foundBy(rule, text)).toEqual(expected));
});

/** Surnames by how many people bear them; those that are also everyday words are told apart by what follows. */
export const commonSurnames =
  '王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高梁郑罗宋谢唐韩曹许邓萧冯曾程蔡彭潘袁于董余苏叶吕魏蒋田杜丁沈姜范江傅钟卢汪戴崔任陆廖姚方金邱夏谭韦贾邹石熊孟秦阎薛侯雷白龙段郝孔邵史毛常万顾赖武康贺严尹钱施牛洪龚汤陶黎温莫易樊乔文安殷颜庄章鲁倪庞邢俞翟蓝聂齐向申葛柴伍覃骆关焦柳欧祝纪尚毕耿芦左季管符辛苗詹曲欧靳祁路涂兰甘裴梅童翁霍游阮尤岳柯牟滕谷舒卜成饶宁凌盛查单冉鲍华包屈房喻解蒲卫简时连车项闵邬吉党阳司费蒙席晏隋古强穆姬宫景米麦谈柏瞿艾沙鄢桂窦郁缪畅巩卓褚栾戚全娄甄郎池丛边岑农苟迟保商臧佘卞虞刁冷应匡栗仇练楚揭师官佟封燕桑巫敖原植邝仲荆储宗楼干苑寇盖南屠鞠荣井乐银奚明麻雍花闻冼木郜廉衣蔺和冀占公门帅利满肖阙上官修巢邰揭池连赖阙庹';
export const compoundSurnames = [
  '欧阳',
  '上官',
  '司马',
  '诸葛',
  '司徒',
  '夏侯',
  '尉迟',
  '皇甫',
  '令狐',
  '慕容',
  '端木',
  '东方',
  '南宫',
  '公孙',
];
/** These begin sentences as often as names. */
export const wordSurnames = '于和安时应向成全强公上方任高常文单利满明连路解保原关章施管历干乐商封南万易';

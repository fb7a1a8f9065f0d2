/**
 * Chinese words that promises and hints of misconduct are made of, as people write them so that they are not found: with signs between their
 * letters (`保/证`), in pinyin (`baoben`, `保ben`), in parts of letters (`亻呆本`).
 */

const WORDS = (
  '保本 保息 保收益 保证收益 保证 保底 收益 稳赚 包赚 躺赚 不赔 赔偿 包赔 兜底 零风险 无风险 风险 承诺 不亏 亏损 损失 翻倍 必涨 暴涨 只涨不跌 刚兑 刚性兑付 ' +
  '内幕 消息 收购 重组 公告 买入 卖出 建仓 出货 拉抬 拉升 对倒 坐庄 老鼠仓 返佣 返还 佣金 回扣 刷单 跑分 走账 洗钱 银行卡 现金 转账 私下 飞单 代客 操作 ' +
  '账户 密码 身份证 核实 开户 借款 本金 安全 绝对 年化 利息 存款 牛股 荐股 推荐 微信 客户 手机号 名单 出售 贩卖 泄露'
).split(' ');

/** Without tones; ü is u. */
const PINYIN =
  '保bao 本ben 息xi 收shou 益yi 证zheng 底di 稳wen 赚zhuan 包bao 躺tang 不bu 赔pei 偿chang 兜dou 零ling 风feng 险xian 无wu 承cheng 诺nuo 亏kui 损sun 失shi ' +
  '翻fan 倍bei 必bi 涨zhang 暴bao 只zhi 跌die 刚gang 兑dui 性xing 付fu 内nei 幕mu 消xiao 购gou 重chong 组zu 利li 公gong 告gao 买mai 入ru 卖mai 出chu 建jian 仓cang ' +
  '货huo 拉la 抬tai 升sheng 对dui 倒dao 坐zuo 庄zhuang 老lao 鼠shu 返fan 佣yong 还huan 金jin 回hui 扣kou 刷shua 单dan 跑pao 分fen 走zou 账zhang 洗xi 钱qian 银yin 行hang ' +
  '卡ka 现xian 转zhuan 私si 下xia 飞fei 代dai 客ke 操cao 作zuo 户hu 密mi 码ma 身shen 份fen 核he 实shi 开kai 借jie 款kuan 安an 全quan 绝jue 年nian 化hua 存cun 牛niu 股gu ' +
  '荐jian 推tui 微wei 信xin 手shou 机ji 号hao 名ming 售shou 贩fan 泄xie 露lu';

/** Side by side they look like the letter. */
const PARTS =
  '保亻呆 收丩攵 益八皿 证讠正 稳禾急 赚贝兼 躺身尚 赔贝咅 赔贝倍 偿亻尝 零雨令 险阝佥 诺讠若 损扌员 翻番羽 倍亻咅 涨氵张 刚冈刂 幕莫巾 消氵肖 购贝勾 组纟且 利禾刂 ' +
  '抬扌台 拉扌立 对又寸 倒亻到 返反辶 佣亻用 还不辶 扣扌口 跑足包 账贝长 洗氵先 钱钅戋 银钅艮 现王见 转车专 私禾厶 代亻弋 客宀各 操扌喿 作亻乍 码石马 份亻分 核木亥 借亻昔 ' +
  '绝纟色 股月殳 荐艹存 推扌隹 信亻言 机木几 贩贝反 泄氵世 露雨路 证言正';

const pinyin = new Map(PINYIN.split(' ').map((pair) => [pair.slice(0, 1), pair.slice(1)]));
const parts = Map.groupBy(PARTS.split(' '), (group) => group.slice(0, 1));

/** Signs that end no clause, pairs of marks with nothing in them, one Latin letter; blanks around. */
const BETWEEN = ` ?(?:[*_~^\\u0060·•・¤§#+=/|\\\\\\-.'"]{1,3}|[(\\[{<「『【《]{1,2}[)\\]}>」』】》]{1,2}|(?<![A-Za-z])[A-Za-z](?![A-Za-z]))? ?`;

export interface ChineseKeyWord {
  word: string;
  /** The word as it is written or disguised. */
  pattern: RegExp;
}

/** The longest first, so that none is taken for the beginning of another. */
export const chineseKeyWords: readonly ChineseKeyWord[] = WORDS.toSorted((a, b) => b.length - a.length).map(
  (word) => ({ word, pattern: new RegExp(Array.from(word, waysToWrite).join(BETWEEN), 'giu') }),
);

/** Any of them, as it is written. */
export const anyChineseKeyWord = new RegExp(chineseKeyWords.map(({ word }) => word).join('|'), 'gu');

function waysToWrite(letter: string): string {
  const inParts = parts.get(letter)?.map((group) => Array.from(group.slice(1)).join(' ?')) ?? [];
  return `(?:${[letter, ...inParts, pinyin.get(letter) ?? letter].join('|')})`;
}

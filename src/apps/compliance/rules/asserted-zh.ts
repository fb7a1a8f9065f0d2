/**
 * Whether a Chinese text asserts what a phrase says, or denies, forbids, warns of, reports or only asks about it: "严禁承诺保本",
 * "凡承诺保本的都是骗局" and "承诺保本合规吗" are no promises. Looks at the sentence around the passage, and at the line for reports.
 * An excuse takes a condemnation back ("虽然违规，但没人查"), and so does secrecy ("严禁外传，下周重组").
 */

import type { Standing } from './asserted.ts';

/** What is meant to stay undiscovered: "避免被监管发现" forbids nothing, it hides. */
const hiding =
  '(?!被(?!用|骗|盗|利|不法|他人|冒|犯)|触发|让|引起|惊动|监管|大额|审查|检查|报告|上报|留痕|系统|合规|交税|缴税|纳税|客户(?:知|发现|起疑))';
const secrecy =
  '(?!外传|外泄|声张|告诉|说出去|对外|往外|传|截图|转发|错过|犹豫|担心|怕|紧张|提|讲|让|跟|和|给[^，,]{0,4}(?:看|知)|被|写|留|走漏)';

const negator = new RegExp(
  '(?:' +
    [
      // 「能不能」「会不会」 ask and deny nothing.
      '(?:^不|(?<=(?<letter>.))不(?!\\k<letter>))(?!断|仅|但|只|少|同|错|妨|如|管|论|限|良|正当|法|知|过|得不|可错过|容错过|要错过|会想错过|用|费|到|足|了|起|需|懂|要紧|' +
        '一样|止|实|当|适当|适合|适配|明|可思议|可估量|透露|告诉|告知|披露|提|讲|说|写|走|经|看|超过|够|能等|就)',
      '不(?:用|必|需要?)(?=.{0,4}$)|不一定|未必|(?<!有)没有?(?!想过|准|问题|人知|风险|门槛|告诉|披露|啥|什么|事)',
      '未(?!来|公开|披露|公布|公告|发布|经|上市|满|必|到|成年)',
      '无法|无权|无意|从无|绝无|并无|无任何(?!风险)|打破|告别',
      '非(?!公开|法|常|标|凡|理性|上市|农|银|正规|洲|得|诚)|(?:勿|莫|毋)(?!名)',
      `(?<![区特分级个差类识辨鉴性])别(?!人|墅|的|家|处|管)`,
    ].join('|') +
    ')' +
    secrecy,
  'g',
);
/** Words after which an earlier negation no longer reaches on: "不用盯盘也能稳赚". */
const turn = /但|却|就|便|也能|也可|也会|都能|照样|而是|反而|仍|还是能|还能|其实|放心/;
const negationReach = 18;

const unhidden = '(?<!规避|绕过|逃避|躲避|躲开|避开|不会被|不被|怎么|防止被|避免被|以免被)';
const ban = new RegExp(
  unhidden +
    `(?:(?:严禁|禁止|不得(?!不)|不准|不许|不允许|不应|不可以|切勿|请勿|切忌|杜绝)${secrecy}|警惕|谨防|提防|当心|轻信|(?:反诈|民政|公安|警方|警察|监管|证监|防骗|消保|金管|网信)[^，,。]{0,8}(?:提醒|提示|警示|呼吁)|` +
    `(?:避免|防止|以防|以免)${hiding})`,
  'g',
);
const guard = new RegExp(
  `${ban.source}|${unhidden}(?:防范|预防|遏制|抵制|打击|严打|严查|查处|惩治|惩处|整治|治理|举报|投诉|识别|辨别|鉴别|识破|揭露|揭秘|拆穿|` +
    '远离|防骗|反诈|拒绝|婉拒|谢绝|应对|(?<!帮助?|替|为|协助|给|[和与跟同])(?:不法分子|骗子|犯罪分子|犯罪嫌疑)|骗局|受害|上当|遭遇|遭到|遭受|制止|上报可疑|排查|自查|(?<!不)担心|害怕)',
  'g',
);
/** A clause that stands on its own ends a ban that an earlier clause began. */
const ownClause =
  /我|你|您|咱|俺|但|却|不过|可是|其实|只要|放心|私下|悄悄|偷偷|赶紧|快|这|就|先|本(?:基金|产品|公司|行|平台|计划)|建议|所以|直接/;

const condemned = new RegExp(
  '(?:是|属|属于|为|构成|涉嫌|均为|皆为|乃|算)[^，,。]{0,10}(?:违法|违规|犯罪|骗局|诈骗|骗子|不合规|禁止|禁区|红线|套路|陷阱|不允许|不可信|非法集资|传销|洗钱|帮信罪|操纵|内幕交易|老鼠仓|飞单)|' +
    '被[^，,。]{0,10}(?:处罚|罚|查处|禁止|判|立案|起诉|通报|处分|逮捕|批捕|开除|调查|追究|吊销|警示|叫停|约谈|拘留|叫去)|' +
    '提高警惕|保持警惕|警惕|举报|报警|远离|切勿|不要(?:轻)?信|勿信|别信|别听|别碰|别理|挂断|不可信|千万别(?!告诉|说|让|跟|和|声张|外传|提|讲|传|写|错过)|别(?:签|打款|转账|买|投|参与|上当|点)|请勿|勿(?:点击|参与|转)|不要(?:参与|转账|点击|理会)|不要参与|' +
    '(?<!不)(?:违法|违规|犯法|犯罪)|不合规|莫(?:要)?(?:轻)?信|多半(?:是骗|没|无|有假)|没(?:有)?牌照|答案是(?:没有|不)|不(?:被)?允许|是禁止|不可能(?!亏|跌|输)|承担[^，,。]{0,8}责任|获刑|罚没|罚款|有期徒刑|市场禁入|' +
    '拒绝了?|婉拒|谢绝|回绝|没有?答应|没有?同意|未同意|没有?(?:搭理|理会|受理)|不受理|退回|一律(?:别|不|没|停)|我们?没有?(?:写|卖|推|收|办)|(?:真|确实)[买办卖]不了|制止|(?:我|这|都|也|真)不能(?!等)|不行(?!的话|就)|不可以|做不了|给不了|答应不了|' +
    '(?:上报|报告|反映)[^，,。]{0,6}(?:合规|风控|稽核|反洗钱)|的(?:危害|法律责任|后果|处罚|法律规定)|(?:都|全)是假的|澄清|等(?:违规|违法|不当)?(?:行为|情形|问题|现象)|(?:像|怀疑|怕)[^，,。]{0,4}(?:骗|传销)',
);
/** What somebody did not do: the deed that the words before it speak of was declined, stopped or never done. */
const declined =
  /(?:这事|这单子?|这活|这种[^，。]{0,4}|咱|我|俺)(?:可|也|都|就|是|真|一概)?不(?:碰|干|掺和|敢碰|伺候|沾|接这|做这)|(?:全|都|一律|统统|我|我们|已)(?:给)?拒(?:了|绝)|劝(?:退|回|住)(?:了|$)|停(?:办|止办理|止服务|止销售|售)|不予(?:办理|受理|采纳|支持)|未采纳|没(?:采纳|答应)|(?<!合同|协议|手续|字)(?:就|先|也|都)不(?:做|办|卖|开)(?:了|$|(?=[，。]))|没让(?:[他她]|客户|您|老人|当场)?[^，。]{0,3}(?:签|买|办|下单|转|汇)|没要(?=[，。]|$)|我?没(?:理|睬|搭腔|搭茬|接茬|上当|信|碰过?)(?:[他她它]|那|这)?(?=[，。]|$)|(?:未|没有?)(?:向[^，。]{0,6})?(?:介绍|推荐)(?=[，。]|$)|(?:千万|赶紧|大家)?别(?:去|进|碰|沾|掺和|(?:给|借|租)[人他她][^，。]{0,2})(?=[，。！]|$)|不作答|一[份个条分]都不(?:要|发|收|给|卖)|分不了|抵不了|没法分|发不了|(?:被|让)[^，。]{0,4}(?:抓|逮|端|判)|抓(?:了|住要)|坐牢|判刑|判了[一二三四五六七八九十\d]/;
const excuse = /但(?!书)|不过|只要|没事|没关系|放心|没人(?:知|查|管)|查不到|别声张|咱们|私下|反正/;

const report = new RegExp(
  '(?:证监会|证监局|银保监|监管总局|监管局|人民银行|央行|外汇局|法院|检察院|检察机关|公安|警方|交易所|纪委)[^。！？!?\\n]{0,20}' +
    '(?:通报|处罚|罚|判|认定|查明|公布|立案|调查|起诉|决定|破获|抓获)|据[^，,。]{0,10}报道|典型案例|(?:真实)?案例[:：一二三四五六\\d]|' +
    '判决书|处罚决定|被告人|当事人|经查|被处以|被罚|获刑',
);
/** A wire that begins as wires do. */
const wire =
  /^["“]?(?:【[^】]*】)?\s*(?:财联社|新华社|中新社|证券时报|中证网|路透社|彭博社?)[^。！？!?\n]{0,16}(?:讯|电|报道)/;
/** News, fiction and lessons, in a sentence that speaks neither for anybody nor to anybody. */
const narrated =
  /被判(?:刑|了|处|[一二三四五六七八九十\d])|新闻(?:上|里)?(?:说|报)|电视剧|电影|小说|讲师问|(?:民警|警察|老师|讲师)[^，。]{0,6}(?:举例|讲课时)|记者(?:获悉|采访|了解到)/;
const spoken = /我|咱|你|您|请|俺|不过|但|群发|加微信|扫码|进群/;
const addressed = /我们|咱|你|您|加微信|扫码|进群/;
/** A sentence that speaks for somebody, whatever it calls itself: "小说里说得对：本产品保本", "别人被罚，我照说". */
const speaking = /我(?!国|市|省|县|行业)|咱|您|本(?:产品|基金|理财|计划|司|公司|行|平台)/;

const learning = new RegExp(
  '什么是|何谓|何为|什么叫|是什么意思|(?:如何|怎么|怎样|怎)(?:才能)?(?:有效|及时|正确|更好)?(?:地)?' +
    `(?:理解|看待|认定|界定|处罚|举报|投诉|识别|辨别|鉴别|判断|防范|防止${hiding}|避免${hiding}|预防|应对|维权|量刑|打击|治理)|` +
    '有(?:什么|哪些)(?:后果|处罚|法律责任|危害|规定|特征|法律)|(?:受到|面临|承担)(?:什么|哪些|怎样)|' +
    '(?:是否|算不算|是不是|属不属于|会不会)(?:违法|违规|合法|合规|犯法|犯罪|被允许|允许|属于)|(?:合法|合规|违法|违规|犯法|允许)(?:吗|么)|' +
    '怎么办|有(?:什么|何|啥)(?:区别|不同)|说法[^。]{0,6}(?:正确|对|准确)(?:吗|么)|下列[^。]{0,40}的(?:是|有)|[(（]\\s*[)）]|判几年|是否(?:存在|有|涉及|发生|涉嫌)[^。]{0,30}(?:行为|情形|情况|违规|问题)|骗子吗|是不是骗|该怎么拒绝',
);

/** An exam's question may hold its answers: "下列说法正确的是 A. …". */
const examined = /下列|[(（]\s*[)）]/;

/** Double negatives and rhetorical questions, which affirm: "难道不是", "从未失约", "不要错过". */
const affirming =
  /难道[^，,。]{0,6}?(?:不|没有?)是?|岂(?:不|非|能不)是?|何尝不是?|谁不|(?:怎|哪)能不|何不|(?:不|没有?|别|勿|莫|从未|从不|无须|无需)(?:要|会|曾|用|必|再)?(?:错过|犹豫|担心|怀疑|失望|失约|食言|失手|撒谎|说谎|骗你|骗您|忘)/g;
/** What follows a passage that is only a course's subject, or a question answered with a warning. */
const taught =
  /^[^，。,；;]{0,16}(?:培训|讲座|课程|宣讲|测验)(?:将|会|于|安排|定|通知|材料|课件)|^[^，。]{0,8}[？?]\s*(?:[^：:\n。]{1,8}[：:]\s*)?(?:不敢|不能(?!等)|谁都不|谁也不|当然不|没人能|小心|当心|谨防|警惕|骗局|别信)/;

/** "能不能兜底，不能": an asked question and its answer in one sentence. */
const asksWhether = /能不能|能否|可不可以|行不行|会不会/;
const answersNo = /^[^，,。]{0,16}[，,]\s*(?:我说|答案是)?(?:不能|不行|不可以|不会|不敢)(?=[，,。]|$)/;

/** Somebody does the right thing in the same breath: whether the rest was done all the same, a person should say. */
const rightConduct =
  /(?:我|我们)(?:说|跟[他她]说|告诉[他她客]|劝)[^。]{0,8}(?:不|没|规定|要看|按您|等级)|劝(?:[他她客留阻]|您)|(?:公司|规定|制度|行里|系统)[^，。]{0,4}(?:不让|不可以|不允许|不行|也?买不了|不能)|合规(?:说|没过|先|的?意见)|约(?:了|好)?(?:下周|明天|[他她])|商量(?:后|过|了)|家里?人也?同意|请(?:[他她])?[^，。]{0,4}(?:孙女|女儿|儿子|家属|老伴|家人|爱人)来?|(?<!没|未|不用|不|别|没跟单位)申报|(?<!不用|没|未)(?:上交|备案|报备)|登记编号|(?<!不是|没|无)持证|白名单|如实(?!收)|讲清楚|不方便推荐|不讲个股|主动说明|(?<!没|未|不用)回避|再想想|先放着|没有?(?:下单|买[^，。]{0,2}(?:基金|理财|这只))|核对(?:后|好|无误)|补齐[^，。]{0,4}(?:才|再|后)|退给|去掉了|法务(?:签|看|审)|给了[他她]热线|当天就(?:给|打|通知)|好坏不评|对所有客户|我(?:们)?没(?:有)?(?:接话|碰|理|卖|推)|给[他她](?:看了?|推荐了?)(?:两只|几只|货币|R1|低风险|大额存单|国债)|转为只收不付|选填|脱敏|封签|(?:主播|主持人|[他她])说(?:自己)?不|照实|老实填|(?<!不用|无需|不必|没)单独(?:签|点|勾|弹|授权|同意)|(?<!代[她他客户]{0,2})[签点勾]了[^，。]{0,8}同意|(?<!没|未|不|不用)同意(?:书|后|了)?才|(?<!没|未|不)按规定(?:登记|办|来|走)|不匹配|超(?:出)?[了您他她的客户]*等级|(?:自己|本人)(?:定|选|拿主意|来选|决定)|按自己的想法|先不(?:买|签|做|急)|(?:不着急|别急着)签|保证的只有|可能(?:一分没有|下降|下调|更低|亏本金|受损|损失)|写了申报|昨晚(?:公告|出了|公布)|看完公告|已(?:经)?公(?:布|告)的|(?:测评|等级)(?:也)?对得上|听不(?:懂|明白)(?:就|先)不|未披露的不|原样给|官网(?:没有|没这)|核实/;

function lastClause(before: string): string {
  return before.slice(
    Math.max(...['，', ',', '；', ';', '：', ':'].map((mark) => before.lastIndexOf(mark))) + 1,
  );
}

function lastMatch(pattern: RegExp, text: string): number {
  let end = -1;
  for (const match of text.matchAll(pattern)) end = match.index + match[0].length;
  return end;
}

function negated(clause: string): boolean {
  const end = lastMatch(negator, clause);
  return end >= 0 && clause.length - end <= negationReach && !turn.test(clause.slice(end));
}

/** A ban reaches over the following clauses of its sentence, as in lists, until one of them stands on its own. */
function banned(before: string, clause: string): boolean {
  const here = lastMatch(guard, clause);
  if (here >= 0) return !turn.test(clause.slice(here));
  const earlier = lastMatch(ban, before);
  return earlier >= 0 && !ownClause.test(before.slice(earlier));
}

/** Words inside of a passage that turn it round: "公司不得承诺赔偿". At its beginning they are its own ("不能告诉客户"). */
const inner =
  /.(?:严禁|禁止|不得|不准|不许|不可以|不应|切勿|请勿|拒绝|婉拒|绝不|从不|没法|没办法|(?<![就便则才])(?:无法|不能(?!等)))/;

/** Whether a passage that a phrase with gaps covers bans or denies within itself. */
export const turnedRoundZh = (passage: string): boolean => inner.test(passage);

/**
 * How the passage `text.slice(start, end)` stands where it is: asserted, denied, or doubtful. Offsets are UTF-16 units. A passage that carries its own
 * negation ("没有风险") is taken as it is: only what stands around it counts. `written` is the text before passages were blanked out in it.
 */
export function assertedZh(text: string, start: number, end: number, written = text): Standing {
  const ends = /[。！？!?\n]/;
  let from = start;
  while (from > 0 && !ends.test(text[from - 1]!)) from -= 1;
  let to = end;
  while (to < text.length && !ends.test(text[to]!)) to += 1;
  const before = text.slice(from, start).replace(affirming, '_');
  const clause = lastClause(before);
  if (negated(clause) || banned(before, clause) || /(?:被(?:人|他人|对方|别人)?|违规|涉嫌)$/.test(clause))
    return 'denied';

  let after = text.slice(end, to);
  if (/[？?]/.test(text[to] ?? ''))
    after += text.slice(to, to + 1) + (/^\s*[^。！？!?\n]*/.exec(text.slice(to + 1))?.[0] ?? '');
  const sentence = text.slice(from, to + 1);
  if (((condemned.test(after) || declined.test(after)) && !excuse.test(after)) || taught.test(after))
    return 'denied';
  const told: Standing = speaking.test(written.slice(from, to)) ? 'doubtful' : 'denied';
  if (asksWhether.test(clause) && answersNo.test(after)) return 'denied';
  if (learning.test(sentence)) return examined.test(sentence) ? told : 'denied';

  const line = text.slice(text.lastIndexOf('\n', start - 1) + 1, to);
  if ((report.test(line) || wire.test(line)) && !addressed.test(sentence)) return told;
  if (narrated.test(sentence) && !spoken.test(sentence)) return told;
  return rightConduct.test(sentence) ? 'doubtful' : 'asserted';
}

/**
 * What a sentence that a model wrote may not hold, by kind, in English and Chinese. The lists err on the side of refusing: a harmless
 * sentence costs a try, a harmful one would reach a client. They are lists, so wordings that nobody thought of pass.
 */

export interface Forbidden {
  /** Told to the model. */
  kind: string;
  words: RegExp;
}

const forbidden = (kind: string, en: string, zh: string): Forbidden => ({
  kind,
  words: new RegExp(`(?<![a-z])(?:${en})(?![a-z])|${zh}`, 'i'),
});

export const forbiddenWords: readonly Forbidden[] = [
  forbidden(
    'tells the client to do something',
    'sell(?:ing)?|buy(?:ing)?|borrow\\w*|loans?|lend\\w*|mortgages?|remortgage|leverag\\w+|on credit|credit cards?|margin|' +
      'invest (?:more|it|all|every\\w*|your|the rest|in full)|as well|put (?:it|more|all|every\\w*|your|in)|top up|' +
      'add (?:more|to|your|it|money)|(?:raise|increase|use|withdraw|transfer|move|switch|cash in|spend) (?:it|all|more|your|the|every\\w*)|' +
      'open (?:an?|your|the)|accounts?|sign(?:ing)? up|register|subscribe|click|visit|join|act (?:now|fast|at once|today)|hurry|' +
      "do(?: not|n[’']t) (?:wait|miss|hesitate)|wait no|immediately|right away|without delay|now is|should|must|ought|(?:have|has|need) to|" +
      "had better|(?:we|i) (?:strongly )?(?:advise|recommend|suggest|urge)|recommend(?:ed)? (?:that|to)|please|let[’']?s|let us|consider|" +
      'go ahead|grab|seize|take advantage|opportunit\\w+|give up|quit',
    '卖|买入|购入|抛售|抄底|借(?!鉴)|贷款|融资|杠杆|配资|仓|追加|加码|多投|全部|投入更多|也.{0,6}投|[把将].{0,16}[投转拿]|备用金.{0,10}[投买]|' +
      '建议|应当|应该|必须|务必|赶[快紧]|尽[快早]|立[即刻]|马上|抓[紧住]|良机|难得|领取|添加|开户|注册|点击|下载|转账|汇款|推荐|' +
      '请(?!您?(?:进一步)?(?:确认|注意|留意|知悉|理解))',
  ),
  forbidden(
    'names an address or a contact',
    'calls?|call(?:ed|ing)|contact\\w*|e-?mails?|phone|telephone|message us|write to|ask (?:for|mr|mrs|ms)|mr|mrs|wechat|weixin|' +
      'whatsapp|telegram|qq|vip|line id|https?|ftp',
    'www\\.|https?:|@|\\.(?:com|cn|net|org|io|example|xyz|top)(?![a-z])|微信|微[伩囟]|薇信|电话|手机|扫码|二维码|公众号|客服|群|邮箱|网址|网站|' +
      '联系|致电|拨打|咨询|老师|加我',
  ),
  forbidden(
    'gives certainty or comfort',
    'sure|surely|certain\\w*|bound to|doubt\\w*|undoubted\\w*|never|nothing|none|nobody|nowhere|at (?:most|worst|the most|the worst|least)|' +
      '(?:no|not|never) (?:more|less|worse|above|over|beyond|exceed\\w*)|recover\\w*|regain\\w*|rebound\\w*|bounce\\w*|made? up|win back|' +
      "no|without|cannot|can ?not|can[’']t|won[’']t|not|isn[’']t|doesn[’']t|don[’']t|impossible|unlikely|hardly|barely|rarely|seldom|scarcely|" +
      'negligible|minimal|safe\\w*|secur\\w+|protect\\w*|risk-?free|guarant\\w*|promis\\w*|assur\\w*|ensur\\w*|insur\\w*|inevitabl\\w*|' +
      'definite\\w*|always|proven|reliabl\\w*|comfort\\w*|eas(?:y|ily)|virtually|practically|worr\\w+|relax|fear\\w*|harmless|steady|steadily|' +
      'stabl[ey]|stability|calm|tempora\\w+|short-lived|soon\\w*|quick\\w*|fast\\w*|swift\\w*|rapid\\w*|brief\\w*|within (?:hours|days|weeks|months|years|an?|the|few)|' +
      "trust\\w*|confiden\\w+|free|fully|zero|will|[a-z]+[’']ll|shall|going to|destined|" +
      'low|small|little|tiny|slight\\w*|mild\\w*|minor|manageable|limited|capped|avoid\\w*|eliminat\\w*',
    '不会|不可能|悬念|稳|翻[番倍]|翻.{1,3}[番倍]|收复|恢复|回本|回升|反弹|涨回|很快|即可|便可|最多|至多|顶多|不超过|不高于|封顶|绝对|一定(?!程度)|' +
      '必[然定将能]|肯定|确定能|无疑|保证|确保|保本|保障|安全|放心|无忧|安心|无需|不用|不必|没有|毫无|无风险|无(?:任何)?(?:费用|亏损|风险|损失)|零|免费|免收|' +
      '轻松|轻易|从[未不]|从来|永[远不]|总[是能会]|几[周天日年]|几个[月星]|数[周天日月年]|短期|不久|迅速|快速|暂时|极[低小]|很[低小]|较低(?!者)|较小|' +
      '几乎|基本|十拿九稳|将会|(?:会|(?<!可)能)(?:实现|达到|增长|上涨|获得|赚)|避免|有限',
  ),
  forbidden(
    'compares or praises',
    'deposits?|savings?|banks?|treasur\\w+|(?:more|higher|lower|less|better|safer|greater|smaller|fewer) than(?! \\W*\\d)|beat\\w*|outperform\\w*|' +
      'outstrip\\w*|exceeds?|far above|better|superior|best|most|least|attractive|excellent|outstanding|great|perfect|ideal|' +
      'unbeatable|unique|good news|rich|wealthy|fortune|huge|massive|enormous|impressive|strongly|' +
      '(?!(?:invest|reinvest|interest|rest|latest|largest|deepest|test|request|suggest|honest)(?![a-z]))[a-z]{2,}est',
    '存款|储蓄|银行|理财|国债|远[超高胜]|跑赢|战胜|[优好强高低胜]于|胜过|媲美|超越|最(?!大的?(?:历史)?(?:回撤|亏损|损失|跌幅)|终|近)|第一|唯一|首选|' +
      '完美|优[质秀异]|可观|丰厚|理想|暴[涨利富]|发财|致富',
  ),
  forbidden(
    'claims secret information',
    'insid\\w+|secret\\w*|confidential|exclusive\\w*|tips?|rumou?rs?|hot',
    '内[幕部]|消息|秘密|机密|独家|内线|绝密|私下',
  ),
  forbidden(
    'speaks of a quantity without a number',
    '(?:several|many|multiple|a few|some|countless) (?:times|fold)|times over|fractions? of|multipl\\w+|manifold|soar\\w*|skyrocket\\w*|explod\\w*|' +
      'a lot|lots|plenty',
    '[几数多若]干?倍|成倍|倍增|几成|零头|大幅|猛[增涨]|飙升',
  ),
];

/** Phrases that take a promise back, where their clause ends behind them: they are no promise. */
export const TAKEN_BACK =
  /\b(?:(?:is|are|and|but|which is|it is) )*(?:not (?:guaranteed|certain|promised|assured)|no (?:guarantee|promise)|not a (?:guarantee|promise)|may (?:well )?not (?:come true|be reached|be achieved))(?=\s*(?:[.,;)]|$))|(?:并?不(?:能)?(?:保证|构成承诺|是承诺)|并非(?:承诺|保证)|不代表未来表现|可能无法实现)(?=\s*(?:[。，；）]|$))/gi;

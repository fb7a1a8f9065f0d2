/** Wordings that do harm although each of their words is allowed. Names stand as `□` and numbers as `■`. */

interface Risky {
  /** Told to the model. */
  kind: string;
  wording: RegExp;
}

const risky = (kind: string, ...wordings: readonly string[]): Risky => ({
  kind,
  wording: new RegExp(wordings.join('|'), 'i'),
});

/** What a client could be told to do with their money. */
const ACT =
  '(?:invest|hold|contribute|keep|move|change|take|put|place|spread|diversify|split|divide|allocate|assign|use|set|reduce|lower|' +
  'accept|bear|go|stay|carry|combine|include|choose|select|build|focus|concentrate|prepare|wish|want|touch|finance|make|provide|give|call|rely|base|depend|account)';
const DONE =
  '(?:invested|held|contributed|kept|moved|put|taken|used|placed|spread|allocated|given|accepted|changed)';
const BEGINS = '(?:^|[.,;:(]\\s*(?:(?:and|but|so)\\s+)?|[–—]\\s*)(?:just |only |also )?';
const YOU = '\\b(?:you|client|we|it)(?: (?:also|only|just|therefore|thus|hence))*';
const LOSS =
  '\\b(?:loss(?:es)?|drawdowns?|falls?|declines?|drops?|setbacks?|risks?|volatility|fluctuations?|swings?|uncertainty|costs?|fees?|charges?|bad year)';
/** Up to six words of the same clause. */
const NEAR = '(?: [a-z’□■%]+){0,6}? ';

const 亏 = '(?:亏|跌|损失|回撤|下降|减少|缩水|风险|不利)';

export const riskyWordings: readonly Risky[] = [
  risky(
    'tells the client to do something',
    `${BEGINS}(?:${ACT}|aim|plan|expect|reach|calculate|compute|determine)\\b(?! of\\b)`,
    `${YOU} (?:can|could|may|might|would|do|should|must)(?: (?:also|only|just|therefore|thus|hence))* ${ACT}\\b(?! a (?:maximum )?loss of ■)(?<!\\b(?:loss|that|what|said) (?:you|the client) (?:can|could|would) (?:accept|bear))`,
    `\\b(?:can|could|may|might|would|should|must|has to|have to) (?:also |therefore )?be ${DONE}\\b`,
    `\\b(?:ha(?:s|ve)|need|due|available|is|are|was|enough|important|necessary|essential|possible|allows?|ready|prepared|able|sets?)(?: (?:you|for you|the client|it))? to ${ACT}\\b(?<!(?:prepared|able) to (?:accept|bear))`,
    '\\bmeans? (?:to|[a-z]+ing)\\b|\\bhigher (?:risk )?level\\b(?<!would allow a higher (?:risk )?level)|\\bif you\\b',
    '\\breserve\\b(?![^,;]*\\b(?:not|outside|separate(?:ly)?|apart|untouched|aside)\\b)[^,;]*\\b(?:invest(?:ed)?|portfolio|plan|funds?|into|□)',
    '\\breserve\\b[^,;]*\\b(?:covers?|bears?|carr(?:y|ies))\\b[^,;■]*\\b(?:loss|fall|drawdown)',
    '^(?:请|且|并|而|也)?(?:投资|投入|配置|持有|接受|承受|使用|增加|保留)(?!有|存在|可能|期限|组合|于)',
    '[，；：。](?:因此|所以|并|且|而|也|故|则|即)*(?:投入|配置|持有|接受|承受|使用|增加|保留|取)(?!较低|[^，；。]*■)',
    '您(?:也|都|均|即|则|因此|所以)*可(?:以)?(?:接受|承受)(?!的)|备用金(?![^，；。]*(?:不|以外|之外|单独|另行))[^，；。]*(?:投入|投资|配置|计划|方案|组合|□|承受|亏)',
  ),
  risky(
    'tells an outcome as certain',
    '(?<!(?:reduces?|lowers?|reducing|lowering|affects?) (?:the |your )?(?:returns?|results?|what) (?:that )?)' +
      `${YOU} (?:get|receive|earn|reach|come|are given|were given)\\b(?! back less)`,
    '\\bwhat you (?:get|receive|have|hold|reach|take)\\b|\\b(?:fund|□|plan|portfolio)s? (?:pays?|gives?|brings?|reach(?:es)?) (?:you|■|□)',
    '\\b(?:is|are|was|were) (?:reached|achieved|met|paid|covered|given)\\b(?![^,;]*\\b(?:probability|chance|likelihood|simulat))',
    '(?:实现|达成|完成)了?(?:目标|□)(?!目标?的?(?:概率|可能|机会)|的?(?:概率|可能|机会))(?<!(?:无法|未能|不能|能否|可能)(?:实现|达成|完成)了?(?:目标|□))',
    '(?:目标|□)[^，；。概率]{0,6}(?:都|均|即|则|到期|届时|由)[^，；。概率■]{0,6}(?:实现|达成|完成)|您(?:最终)?(?:所)?得(?:到)?(?:为|是|■)|(?:得到|收回|拿回)(?:的是)?(?:■|约)',
  ),
  risky(
    'gives comfort',
    `${LOSS}${NEAR}(?:fell|fallen|dropped|declined?s?|reduced?s?|ended|goes|went|gone|stops?|moves?|comes?|came|misses|missed|becomes?|falls? (?:to|over|in))\\b`,
    `${LOSS}${NEAR}(?:not|no|uncertain|hypothetical|cannot|only an?|just an?|merely)\\b(?! be (?:ruled out|excluded|predicted|foreseen|known))(?! (?:certain|guaranteed)? ?in the future)`,
    `\\b(?:reduc|lower)(?:es?|ed|ing)? (?:the |your |its |this |that )?${LOSS}|${LOSS} (?:is|are|was|were|may be|can be|could be|might be) (?:also |only |just )?(?:lower|reduced|covered|paid|spread|kept|held|limited|bound|set|lost)`,
    '\\b(?:is|are|was|were) (?:only |just )?(?:the |a )?(?:history|past)\\b|\\blead(?:s|ing)? (?!to\\b)',
    '\\b(?:such a|bad|this|that) year (?:is|may|might|does|will) (?:well )?not\\b',
    '\\b(?:maximum|largest|worst) loss (?:of|in|is|over)\\b|\\bonly (?:for|on|here|there|during|in (?:an?|the|this|past)|happened)\\b|\\b(?:only|just|merely) (?:a|the) (?:part|portion|number|figure|swing|movement|fluctuation|setback|test)\\b',
    `(?:未必|不一定|不会|未能|无法|不能|并不|可能不|不预示|不代表|不等于)(?!消除|排除|保证|预测)[^，；。]{0,6}${亏}`,
    `${亏}(?:率)?[^，；。■]{0,8}(?:不预示|不代表(?!未来)|未必(?!成立)|不一定|无法实现|未能|收回|拿回|降低|减少|缩水|结束|可接受(?!的)|较低|覆盖|支撑|只是)`,
    '(?<!(?:接受|承受)的?(?:一年内)?的?)最大(?:亏损|损失)(?:为|是|约)?(?:不利|■)|(?:收回|拿回)(?!的?(?:金额|资金)[^，；。]{0,4}(?:少于|低于|不足))',
  ),
  risky(
    'speaks of others',
    '\\bother (?!words)|\\banother\\b|\\b(?:different|various|such) (?:funds?|products?|plans?|clients?|portfolios?|investments?)\\b',
    '其他|别的|不同的?(?:产品|基金|方案|计划|客户|家庭)',
  ),
  risky('speaks of every time', '\\b(?:each|per) (?:time|fall|loss|drop|day|week|client|fund)\\b'),
];

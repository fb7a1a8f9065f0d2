/**
 * Kinds of statements that bring a fact in from outside of what was given: thresholds, comparisons with others, other periods, causes,
 * further items, events. None of them proves anything; `weigh.ts` weighs them.
 */

const KINDS = {
  threshold:
    /\b(?:covenants?|hurdle|cut-?offs?|limits?|caps?|thresholds?|polic(?:y|ies)|requir\w+|asks? for|wants?|demands?|minimum|maximum|targets?|allow\w*|permit\w*|internal|regulator\w*|ceiling|floor|breach\w*)\b|协议|约定|不得|不能超过|不超过|上限|下限|要求|标准|内部|红线|目标|门槛|监管|合同|条款|底线/i,
  comparison:
    /\b(?:industry|sector|peers?|competit\w+|benchmarks?|market|national|consensus|analysts?|average|typical\w*|usual\w*|compared (?:with|to))\b|同业|同行|同类|行业|业内|周边|市场|均值|平均|水平|分析师/i,
  period:
    /\b(?:last year|previous\w*|prior|earlier|before|ago|had been|used to|historical\w*|since|forecast\w*|guidance|budget\w*|plan\w*|expects?|next year)\b|上年|去年|上一年|往年|之前|此前|过去|早前|以前|原来|预测|预计|预算|计划|明年|来年/i,
  cause:
    /\b(?:because|due to|thanks to|driven by|mainly|largely|partly|stems?|reflects?|attributable|explains?|owing|after|following|despite)\b|由于|因为|主要|源于|得益|带动|受.{1,12}影响|考虑到|扣除|剔除/i,
  further:
    /\b(?:also|in addition|another|additional|moreover|includ\w+|of which|of (?:that|this|these|those|the \w+,)|among|there (?:is|are|was|were)|besides|as well|other)\b|另外|此外|另有|另|还有|还要|其中|包括|包含|以及|加上|尚有|其他/i,
  event:
    /\b(?:acqui\w+|bought|buybacks?|repurchas\w+|open\w*|clos\w+|paid|pays|issu\w+|sold|rais\w+|spent|launch\w*|announc\w+|record\w*|charg\w+|book\w*|hired|impair\w*|writ(?:e|ten|off)\w*|restructur\w*|grant\w*|settle\w*|tax rate)\b|收购|回购|开设|关闭|支付|发行|出售|筹集|投入|计提|新增|聘请|捐赠|减值|一次性|税率|补贴|授予/i,
} as const;

export const statementKinds = Object.keys(KINDS) as (keyof typeof KINDS)[];

/** Which kinds of statement the words are. */
export function statementsIn(words: string): Record<string, boolean> {
  return Object.fromEntries(statementKinds.map((kind) => [kind, KINDS[kind].test(words)]));
}

/**
 * Kinds of statements that bring a fact in from outside of what was given: comparisons with others, other periods, further items. None of
 * them proves anything; `weigh.ts` weighs them.
 */

const KINDS = {
  comparison:
    /\b(?:industry|sector|peers?|competit\w+|benchmarks?|market|national|consensus|analysts?|average|typical\w*|usual\w*|compared (?:with|to))\b|同业|同行|同类|行业|业内|周边|市场|均值|平均|水平|分析师/i,
  period:
    /\b(?:last year|previous\w*|prior|earlier|before|ago|had been|used to|historical\w*|since|forecast\w*|guidance|budget\w*|plan\w*|expects?|next year)\b|上年|去年|上一年|往年|之前|此前|过去|早前|以前|原来|预测|预计|预算|计划|明年|来年/i,
  further:
    /\b(?:also|in addition|another|additional|moreover|includ\w+|of which|of (?:that|this|these|those|the \w+,)|among|there (?:is|are|was|were)|besides|as well|other)\b|另外|此外|另有|另|还有|还要|其中|包括|包含|以及|加上|尚有|其他/i,
};

/** Which kinds of statement the words are. */
export function statementsIn(words: string): Record<keyof typeof KINDS, boolean> {
  const { comparison, period, further } = KINDS;
  return { comparison: comparison.test(words), period: period.test(words), further: further.test(words) };
}

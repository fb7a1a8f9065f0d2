/**
 * Whether a sentence asserts a number as a fact, or works it out. A number that nothing gives is an accusation only where it is asserted:
 * `the churn rate was 1.4%`, 同业平均约为12%. One that is said to follow, `so it takes 47 steps`, 也就是35期, or that stands in a
 * calculation may follow in a way that is not seen here, and is merely not traced.
 */

/** Says that the number follows from something, anywhere before it in its clause. */
const WORKED_OUT =
  /\b(?:so|thus|hence|therefore|then|i\.e|that is|that's|which (?:is|makes|gives|leaves|means)|mean(?:s|ing)?|giv(?:es|ing)|mak(?:es|ing)|leav\w+|left|rest|remain\w*|differ\w*|gap|(?:up|down|rose|risen|fell|fallen|grew|grown|higher|lower|more|less|bond|rate|revenue|it|they) by|or|roughly|equals?|becomes?|yields?|results?|add(?:s|ed|ing)? up|altogether|together|in all|contributes|respectively|apart|between|rule|squared?|cubed|root|times|power|divided|multiplied|minus|plus|over|dilution|payments? (?:is|are)|steps?|discount factors?|factors?|(?:half|third|quarter|fifth|sixth|tenth|percent|share|midpoint) of|check(?:s|ed|ing)?)\b|, by\b|所以|因此|故|也就是|就是|即|那么|则|剩|余下|还差|合计|共计|总计|一共|相差|差额|差距|等于|得到|得出|算出|可得|折合|倍|对应|分别|变成|变为|用了|乘|除以|加上|减去|平方|次方|开方|设|令|若|如果|比如|约合|心算|核对|验算|计算|应是|应为|少了?(?=\d|$)|多了?(?=\d|$)|[一二三四五六七八九]成|分之/i;
/** The sentence tries something. */
const SUPPOSED = /\b(?:suppose|assum(?:e|ing)|let|if|would|could|might)\b|设|假定|如果|的话|只考虑/i;
/** Speaks of what no calculation on the question's own figures gives: others, other years, plans, something added. */
const OUTSIDE =
  /\b(?:industry|sector|peers?|competit\w+|benchmark|(?:market|national|sector|industry|peer) average|last year|previous year|prior year|the year before|year earlier|forecast\w*|guidance|target\w*|budget\w*|consensus|analysts?|the board|there (?:is|are|was|were) also|in addition to|moreover,|of that,|of the \w+,|list price)\b|同业|同行|同类|行业|业内|周边|上年|去年|上一年|往年|预测|预计|目标|预算|另外|此外|另有|还有|还要|还收|包含/i;
/** A calculation printed right before, which is not read: `19/119, about`. */
const CALCULATION_BEFORE = /\d\)?%?\s*[-+×÷*/^=≈]\s*[$(]?\d[\d,.]*%?\)?[^\d]{0,14}$/;
/** Says so right behind it. */
const WORKED_OUT_AFTER =
  /^\s*(?:\)?\s*[-+×÷*/^=≈]|of [$€£¥]?\d|(?:(?:percentage |basis )?points? |dollars? |euros? |million |billion |%)?\s*(?:higher|lower|more|less|fewer|apart|off|above|below|times)\b|倍|个百分点|的?差|的(?:平方|立方|\d*次方|倒数))/i;
/** The end of a calculation or of a clause about one. */
const OPERATOR_BEFORE = /[-+×÷*/^=≈(]\s*[$€£¥]*$/;
const CLAUSE = /[,;:!?，‚；：。！？、\n]|\.(?=\s|$)|\b(?:and|but|while|whereas|because|where|when|as)\b/g;

export interface Place {
  /** The sentence up to the number. */
  before: string;
  /** Some characters behind it. */
  after: string;
  /** The sentence has worked out a number of the same unit already: more of its kind may follow. */
  isParallel: boolean;
}

/** True where nothing says that the number was worked out. */
export function isAsserted({ before, after, isParallel }: Place): boolean {
  // A table in a trace is worked out or copied, cell by cell.
  if (before.trimStart().startsWith('|')) return false;
  if (OPERATOR_BEFORE.test(before) || WORKED_OUT_AFTER.test(after)) return false;
  const clause = lastClause(before);
  if (WORKED_OUT.test(clause) || SUPPOSED.test(clause)) return false;
  return speaksOfOthers(before) || !(isParallel || CALCULATION_BEFORE.test(before) || SUPPOSED.test(before));
}

/** True where the number is said of something that the question's figures cannot give, so that a sum that fits is chance. */
export function speaksOfOthers(before: string): boolean {
  return OUTSIDE.test(before);
}

/** What stands behind the last mark or word that ends a clause; a comma within a figure ends none. */
function lastClause(before: string): string {
  let start = 0;
  for (const found of before.matchAll(CLAUSE)) {
    const end = found.index + found[0].length;
    const within = /[,.]/.test(found[0]) && /\d/.test(before.charAt(end));
    if (!within && before.slice(end).trim() !== '') start = end;
  }
  return before.slice(start);
}

/** How a sentence puts a number: whether its words say that it follows from others, restates one, or is only supposed. */

/** Words that derive what follows, in the same clause. */
const DERIVES =
  /\b(?:so|thus|hence|therefore|then|i\.e|that(?:['’]s| is| means| makes| leaves| gives)|which (?:is|was|means|makes|leaves|gives|comes|equals|corresponds|amounts)|this (?:is|gives|means|makes|leaves)|meaning|leaving|leaves?|left|giving|gives?|yields?|makes?|remain\w*|rest|together|combined|in all|altogether|in total|sum of|totals|totall?ing|total of|add(?:s|ing)? up|equals|divided|multipl\w+|minus|plus|subtract\w*|add(?:ed|ing)?|accumulat\w+|cumulative\w*|points? (?:above|below)|half|twice|double|one (?:third|quarter|fifth|tenth)|respectively|difference|differ\w*|gap|check|exactly|precisely|more|less|higher|lower|above|below|missing|short)\b|即|也就是|所以|因此|因而|故|则|那么|于是|可得|得到|得出|剩|余(?!额)|合计|共计?|总计|加起来|合起来|分别|各为|相差|之差|比.{0,12}[高低多少]|一半|[一二三四五六七八九]成/i;
/** `…, or 20%`, `… (20%)`, `32/90, 3.26 years`: another way to say the number right before. */
const RESTATES = /[\d%](?:[^.;。\d]{0,16})?(?:,? or(?: about| roughly| some)?|[(（]|=|≈|→)\s*[$€£¥]?$/i;
/** What holds under a condition, in the whole sentence. */
const CONDITION =
  /\b(?:if|unless|suppos\w+|assum\w+|pretend\w*|let['’]?s)\b|如果|若|要是|的话|假[如设定]|试/i;
/** What might be or would be, in the clause. */
const MIGHT =
  /\b(?:would|could|might|may|should|maybe|perhaps|probably|guess\w*|estimated?|somewhere|between|say|whether)\b|也许|可能|大概|估[算计]?|介于|之间/i;
const CLAUSE = /[;:。\n]|[,\u201A](?=\D)|[.!?](?=\s)/g;

/** @param before the sentence up to the number, `clause` its last clause. */
export function toneSigns(
  before: string,
  clause: string,
): Record<'derives' | 'restates' | 'condition' | 'might', boolean> {
  return {
    derives: DERIVES.test(clause),
    restates: RESTATES.test(before),
    condition: CONDITION.test(before),
    might: MIGHT.test(clause),
  };
}

/** What stands behind the last mark that ends a clause. */
export function lastClause(words: string): string {
  let from = 0;
  CLAUSE.lastIndex = 0;
  for (let found = CLAUSE.exec(words); found !== null; found = CLAUSE.exec(words)) {
    from = found.index + found[0].length;
  }
  return words.slice(from);
}

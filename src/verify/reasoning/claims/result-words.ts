/** Words that lead from a calculation to its result, in skeletons (`skeleton.ts`): `gives #`, `which comes to about #`, `即#`. */

const LEAD =
  '[,\u201A;:(]?(?: ?(?:and|so|which|that|this|it|then|we|you|i|one|us|me|therefore|thus|hence|again|together|just|only|would|will))*';
const VERB =
  '(?: (?:is|was|are|were|be|thats|equals?|equal(?:l?ed|l?ing)?|gives?|gave|giving|given|yield(?:s|ed|ing)?|mak(?:es?|ing)|made|leav(?:es?|ing)|left|' +
  'totals?|totall?(?:ed|ing)|com(?:es?|ing)(?: out)? (?:to|at)|came(?: out)? (?:to|at)|work(?:s|ed)? out (?:at|to|as)|results? in|amount(?:s|ing)? to|' +
  'gets?|got|have|obtain(?:s|ed|ing)?|finds?|reach(?:es)?|arrives? at|sums? to|adds? up to|produces?|costs?|to (?:get|give|obtain|arrive at|reach)|' +
  'for (?:a|an) (?:total|sum|result)|i\\.?e\\.?,?|or)| ?[=≈→]| ?:)';
const ABOUT =
  '(?:(?:about|approximately|approx\\.?|roughly|around|nearly|almost|exactly|just|only|over|some|a|an|the|total|of|to|at|us|me|you|with|worth|equal|result|is|≈|=) )*';

export const ABOUT_WORDS = ABOUT;
/** `gives a gross profit of about #`. */
export const RESULT = `${LEAD}${VERB} ${ABOUT}(?:(?:a|an|the) [a-z -]{2,28}? (?:of|at|is) ${ABOUT})?#`;

const Z_ABOUT = '(?:大约|大概|约|了|近|近乎|正好|刚好|整)?';
export const Z_RESULT =
  '(?:之?后|时|来算|计算|的话)?[,\u201A :]*(?:两者|三者|结果|合计|共计|总计|一共|总共|数值|金额)?就?(?:约?(?:是|为|等于|得到?|得出|即|即为|就是|变成|变为|剩余?下?|余下?|还剩下?|也就是|达到?|计算为)|约|=|≈|:|(?<=[合共总]计|一共|总共)|共)' +
  `${Z_ABOUT} ?[^#。,;\u201A:]{0,8}?#`;
/** The stated result is a rounded one. */
export const IS_ABOUT = /about|approx|roughly|around|nearly|almost|over|just|≈|约|大概|近/;

/** The same words as all that stands before a result. */
export const LEADS = RESULT.slice(0, -1);
export const Z_LEADS = Z_RESULT.slice(0, -1);

/**
 * Comparisons of two numbers: `120 is higher than 150`, `5 > 3`, `120高于150`, `120比150更高`, `lower than in 2019 (12.6 vs. 12.5)`,
 * also with a factor, `less than half of 650`, `小于240的1.05倍`. Only statements count: no questions, conditions or denials. Two
 * numbers are compared where both have the same unit and both or neither a scale word.
 */

import type { ParsedNumber } from '../../number.ts';
import { Exact } from './exact.ts';
import type { FoundComparison } from './found-claim.ts';
import { matched, type Skeleton } from './skeleton.ts';

interface ComparisonPattern {
  pattern: RegExp;
  above: boolean;
  /** What the second number is of may be another figure: only near numbers are compared. */
  loose: boolean;
}

const GAP = '[^#.;,:?!。\u201A<>=]{0,28}?';
const VERB = '(?:is|was|are|were|comes? (?:out|in)|came (?:out|in)|stands?|stood|turned out|remain(?:s|ed)?)';
const ADVERB =
  '(?:(?:much|far|slightly|clearly|also|still|well|thus|even|a bit|a little|significantly|only|just|therefore|indeed|now|already) )*';
const ABOVE = '(?:greater|larger|higher|more|bigger|better) than|above';
const BELOW = '(?:less|lower|smaller|worse) than|below';
const FASTER = 'faster|quicker|more (?:quickly|rapidly|strongly|steeply|sharply)';
const SLOWER = 'slower|more slowly|less (?:quickly|rapidly|strongly|steeply|sharply)';
const NO_COUNT = '(?:(?:about|roughly|only|a|an|[a-z]+ of) )*';
const PARTS: Record<string, readonly [above: number, below: number]> = {
  ...{ half: [1, 2], 'a third': [1, 3], 'one third': [1, 3], 'two thirds': [2, 3], 'a quarter': [1, 4] },
  ...{ 'one quarter': [1, 4], 'three quarters': [3, 4], twice: [2, 1], double: [2, 1] },
  ...{ 一半: [1, 2], 两倍: [2, 1], 三分之一: [1, 3], 三分之二: [2, 3], 四分之一: [1, 4], 四分之三: [3, 4] },
};
const PART = Object.keys(PARTS).join('|');
/** What follows makes the number a factor or a difference. */
const NO_FACTOR = `(?! ?(?:times|x\\b|-?fold|倍|个百分点|的(?: ?#|[一二三四五六七八九十两]+[倍分成]|一半|两倍)))`;
const OF = `${GAP}(?:(?<part>${PART})(?: of)? ${GAP})?#(?: times ${GAP}#)?${NO_FACTOR}`;
const Z_OF = `${GAP}#(?:的约?(?: ?# ?倍?|(?<part>${PART})))?${NO_FACTOR}`;
const Z_ABOVE = '[大高多快长]于|(?<![了大小高低多少长短快慢升降加])超过|[高大]过';
const Z_BELOW = '[小低少慢短]于|不及|(?<![了大小高低多少长短快慢升降加])不到';
const Z_THAN = '(?<![相对占环同分之])比(?![较例重率值如])';
const Z_END = '(?=[,;:!?)。\u201A ]|$)';

const compile = (source: string, above: boolean, loose = false): ComparisonPattern => ({
  pattern: new RegExp(source, 'g'),
  above,
  loose,
});

function patternsOf(above: boolean): ComparisonPattern[] {
  const [words, sign, chinese] = above ? [ABOVE, '>', Z_ABOVE] : [BELOW, '<', Z_BELOW];
  const adjective = above ? '[高大多长快]' : '[低小少短慢]';
  const verb = above
    ? `(?:${VERB} ${ADVERB}(?:${words})|exceeds?|exceeded)`
    : `${VERB} ${ADVERB}(?:${words})`;
  return [
    compile(`#${GAP} ${verb} ${OF}`, above),
    compile(`#, (?:which )?${verb} ${OF}`, above, true),
    compile(
      `${verb} [^#;()]{0,30}\\( ?# ?(?:vs\\.?|versus|against|compared (?:to|with)|rather than) ${GAP}#`,
      above,
    ),
    // 13.0%, more slowly than premiums, which rose by 9.4%
    compile(
      `#,? (?:which (?:is|was) )?${ADVERB}(?:${above ? FASTER : SLOWER}) than ${GAP}(?:, (?:which|who|whose)${GAP}|(?: at| of| with| by) )#${NO_FACTOR}`,
      above,
      true,
    ),
    compile(
      `#, (?:which (?:is|was) )?${ADVERB}(?:${words}) (?![^#]*(?:times|half|twice|double|third|quarter))${GAP}, (?:which|whose [a-z]+) (?:is|was|had|has|stood at|came to|reported|posted) ${NO_COUNT}#${NO_FACTOR}`,
      above,
      true,
    ),
    compile(`# ?${sign}(?!=|${sign}) ?#${NO_FACTOR}`, above),
    compile(`#${GAP}(?:${chinese})了?${Z_OF}`, above),
    compile(
      `#${GAP}${Z_THAN}${GAP}#${GAP}(?:(?:更|还要?|要)${adjective}(?![^,;。\u201A]{0,4}#)|${adjective}${Z_END})`,
      above,
    ),
    compile(
      `(?:(?:${chinese})[^#,;。(]{0,16}|${Z_THAN}[^#,;。(]{1,16}${adjective})\\( ?#${GAP}(?:对比?|vs\\.?|比) ?${GAP}#`,
      above,
    ),
  ];
}

const PATTERNS: readonly ComparisonPattern[] = [...patternsOf(true), ...patternsOf(false)];
const HINT = /than|above|below|exceed|[<>]|[大高多小低少快慢长短]于|超过|[高大]过|不[及到]|比/;
const QUESTION = /\?|吗|是否/;
/** `6,900大于7,000，那还满足吗？` states what the question behind it rests on. */
const ASKED_BEHIND = /^[^#,;。\u201A?吗]{0,8}[,\u201A] ?(?:那|所以|岂不|(?:and )?(?:so|then)\b)/;
const NO_STATEMENT =
  /\b(?:if|whether|suppose|should|would|must|unless|when|not|never|isnt|wasnt|arent|werent|doesnt|dont|cannot|cant|assume|could|might|may|check|no(?!-))\b|[如若]|假设|假如|应当|不[大高超多小低少快慢长短]|没有?[大高超多小低少快慢长短]/;
const DEMANDED = /要求|条件|标准(?=[是为:,\u201A;的要高低大小不须应\s]|$)/;
/** What stands before speaks of something else. */
const CLAUSE_START = /.*(?:[;:]|[,\u201A] ?(?:so|and so|but|thus|therefore)\b|所以|因此|可见)/s;
/** The first number is a bound of its own: `above 30 or below 20`. */
const BOUND_BEFORE =
  /(?:[大小高低多少快慢长短]于|[超高大]过|不[及到]|above|below|than|at least|at most|[<>≥≤]) ?$/;
/** What is counted: `24个县大于100` compares no two counts. */
const COUNTED = /#(个(?!百分点|基点)|[家名位项条种支只])/;
const MAX_LOOSE = 3;

export function comparisons(skeleton: Skeleton): FoundComparison[] {
  const { text, numbers } = skeleton;
  if (numbers.length < 2 || !HINT.test(text)) return [];
  const asked = QUESTION.test(text);
  const found: FoundComparison[] = [];
  for (const { pattern, above, loose } of PATTERNS) {
    pattern.lastIndex = 0;
    for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
      const [a, b, factor] = compared(matched(skeleton, match), match);
      if (a === undefined || b === undefined || !areComparable(a, b) || !isStated(text, match)) continue;
      if (loose && !isNear(a, b)) continue;
      if (asked && !ASKED_BEHIND.test(text.slice(match.index + match[0].length))) continue;
      const difference = Exact.of(a.value).minus(factor.times(b.value));
      const holds = above ? difference.comparedTo(0) > 0 : difference.comparedTo(0) < 0;
      const [first, last] = [Math.min(a.start, b.start), Math.max(a.end, b.end)];
      found.push({ kind: 'comparison', start: first, end: last, numbers: [a, b], holds });
    }
  }
  return found;
}

/** The two numbers, and what the second is multiplied by. */
function compared(
  numbers: readonly ParsedNumber[],
  match: RegExpExecArray,
): [a: ParsedNumber | undefined, b: ParsedNumber | undefined, factor: Exact] {
  const [a, second, third] = numbers;
  const [above, below] = PARTS[match.groups?.['part'] ?? ''] ?? [1, 1];
  if (third === undefined) return [a, second, Exact.of(above).dividedBy(below)];
  // `3 times 120`, but `120的3倍`, `120的60%`.
  const [factor, b] = match[0].includes(' times ') ? [second, third] : [third, second];
  const share = factor?.unit === 'percent' ? 0.01 : 1;
  return [a, b, Exact.of(factor?.value ?? 1).times(share)];
}

function isStated(text: string, match: RegExpExecArray): boolean {
  const end = match.index + match[0].length;
  const from = CLAUSE_START.exec(text.slice(0, match.index))?.[0].length ?? 0;
  const rest = /^[^,;:。\u201A]*/.exec(text.slice(end))?.[0] ?? '';
  const words = text.slice(from, end);
  const counted = COUNTED.exec(text.slice(match.index))?.[1];
  if (match[0].startsWith(`#${counted ?? '?'}`) && !text.startsWith(counted ?? '', end)) return false;
  return (
    !BOUND_BEFORE.test(text.slice(0, match.index)) &&
    !NO_STATEMENT.test(words + rest) &&
    !DEMANDED.test(text.slice(0, end))
  );
}

function areComparable(a: ParsedNumber, b: ParsedNumber): boolean {
  return a.unit === b.unit && a.scaleWord === b.scaleWord;
}

function isNear(a: ParsedNumber, b: ParsedNumber): boolean {
  const ratio = Math.abs(a.value / b.value);
  return ratio <= MAX_LOOSE && ratio >= 1 / MAX_LOOSE;
}

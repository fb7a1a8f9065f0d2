/**
 * Comparisons of two numbers: `120 is higher than 150`, `5 > 3`, `120高于150`. Only statements count: no questions, conditions
 * or denials. Two numbers are compared where both have the same unit and both or neither a scale word.
 */

import type { ParsedNumber } from '../number.ts';
import type { FoundComparison } from './found-claim.ts';
import { matched, type Skeleton } from './skeleton.ts';

const GAP = '[^#.;,:?!。\u201A<>=]{0,28}?';
const ADVERB =
  '(?:(?:much|far|slightly|clearly|also|still|well|thus|even|a bit|a little|significantly|only|just|therefore|indeed) )*';
const ABOVE = '(?:greater|larger|higher|more|bigger|better) than|above';
const BELOW = '(?:less|lower|smaller|worse) than|below';
const NO_FACTOR = '(?! ?(?:times|x\\b|-?fold|倍|个百分点|的))';
const PATTERNS: readonly { pattern: RegExp; above: boolean }[] = [
  {
    pattern: new RegExp(
      `#${GAP} (?:(?:is|was|are|were) ${ADVERB}(?:${ABOVE})|exceeds|exceeded) ${GAP}#${NO_FACTOR}`,
      'g',
    ),
    above: true,
  },
  {
    pattern: new RegExp(`#${GAP} (?:is|was|are|were) ${ADVERB}(?:${BELOW}) ${GAP}#${NO_FACTOR}`, 'g'),
    above: false,
  },
  { pattern: new RegExp(`# ?>(?!=|>) ?#${NO_FACTOR}`, 'g'), above: true },
  { pattern: new RegExp(`# ?<(?!=|<) ?#${NO_FACTOR}`, 'g'), above: false },
  { pattern: new RegExp(`#${GAP}(?:大于|高于|超过|多于|高过|大过)了?${GAP}#${NO_FACTOR}`, 'g'), above: true },
  { pattern: new RegExp(`#${GAP}(?:小于|低于|少于|不及|不到)${GAP}#${NO_FACTOR}`, 'g'), above: false },
];
const HINT = /than|above|below|exceed|[<>]|[大高多小低少]于|超过|[高大]过|不[及到]/;
const NO_STATEMENT =
  /\?|\b(?:if|whether|suppose|should|would|must|unless|when|not|never|isnt|wasnt|arent|werent|doesnt|dont|cannot|cant|assume|could|might|may|check|no)\b|[如若]|是否|假设|假如|应当|不[大高超多小低少]|没有?[大高超多小低少]|要求|条件|标准/;

export function comparisons(skeleton: Skeleton): FoundComparison[] {
  if (skeleton.numbers.length < 2 || !HINT.test(skeleton.text) || NO_STATEMENT.test(skeleton.text)) return [];
  const found: FoundComparison[] = [];
  for (const { pattern, above } of PATTERNS) {
    pattern.lastIndex = 0;
    for (let match = pattern.exec(skeleton.text); match !== null; match = pattern.exec(skeleton.text)) {
      const [a, b] = matched(skeleton, match);
      if (a === undefined || b === undefined || !areComparable(a, b)) continue;
      const holds = above ? a.value > b.value : a.value < b.value;
      found.push({ kind: 'comparison', start: a.start, end: b.end, numbers: [a, b], holds });
    }
  }
  return found;
}

function areComparable(a: ParsedNumber, b: ParsedNumber): boolean {
  return a.unit === b.unit && a.scaleWord === b.scaleWord;
}

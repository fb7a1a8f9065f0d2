/** Comparisons of two figures, and words such as `the largest position`: they stay where the figures bear them out. */

import type { Figure } from '../figure.ts';
import type { BoundNumber } from './bind.ts';

type Relation = 'below' | 'above' | 'not above';

const COMPARATORS: readonly [Relation, RegExp][] = [
  [
    'below',
    /\b(?:below|under|(?:lower|less|smaller) than)\b|(?<!少于投入的?本金.*)(?:低于|小于)(?!投入|本金)/gi,
  ],
  [
    'above',
    /\b(?:above|(?:higher|more|larger|greater) than|exceed(?:s|ed|ing)?)\b|高于|大于|(?<!未|不|没有|达到或)超过|超出/gi,
  ],
  ['not above', /\bwithin(?! (?:an?|the|any|one|■|each) ?year)\b|(?:未|不|没有)超过|不高于/gi],
];
/** In a caution: `the loss may exceed this`. */
const OPEN_ENDED =
  /\b(?:could|can|may|might)(?: also| even| well| always)* (?:be |become |turn out |fall |lose )*$|可能(?:会|也会)?(?:达到或)?$/i;
const LARGEST =
  /\b(?:largest|biggest) (?:part|portion|share|position|holding|component|weight|allocation)\b|占比最[大高]|比重最[大高]|权重最[大高]|最大(?:的)?(?:一)?(?:部分|持仓)/i;
const SMALLEST =
  /\bsmallest (?:part|portion|share|position|holding|component|weight|allocation)\b|占比最[小低]|[比权]重最小/i;
/** More than half of all. */
const MOST = /\bmost of (?:the|your) (?:money|portfolio|plan)\b|大部分资金/i;
const POSITION = /^plan\.(?:weight|amount)\.(.+)$/;

export const comparisonWords = new RegExp(
  [...COMPARATORS.map(([, words]) => words), LARGEST, SMALLEST].map(({ source }) => source).join('|'),
  'gi',
);

/** What is wrong with the comparisons of the sentence at `at`; null where nothing is. `numbers` are those of the sentence. */
export function comparisonFault(
  text: string,
  at: { start: number; end: number },
  numbers: readonly BoundNumber[],
  figures: readonly Figure[],
): string | null {
  const sentence = text.slice(at.start, at.end);
  const figureOf = (number: BoundNumber | undefined): Figure | undefined =>
    figures.find(({ id }) => id === number?.figure);
  for (const [relation, words] of COMPARATORS) {
    for (const match of sentence.matchAll(words)) {
      const start = at.start + match.index;
      // `more than 95%` is how a figure that is only a bound is told.
      if (numbers.some((one) => one.start <= start && start < one.end)) continue;
      if (OPEN_ENDED.test(text.slice(at.start, start))) continue;
      const left = figureOf(numbers.findLast(({ end }) => end <= start));
      const right = figureOf(numbers.find((one) => one.start >= start + match[0].length));
      if (left === undefined || right === undefined)
        return `“${match[0]}” does not stand between two figures`;
      if (left.unit !== right.unit || left.currency !== right.currency || !holds(left, relation, right))
        return `${left.id} is not ${relation} ${right.id}`;
    }
  }
  return rankFault(sentence, at.start, numbers, figures);
}

function holds(left: Figure, relation: Relation, right: Figure): boolean {
  const [a, b] = [Math.abs(left.value), Math.abs(right.value)];
  return relation === 'below' ? a < b : relation === 'above' ? a > b : a <= b;
}

function rankFault(
  sentence: string,
  from: number,
  numbers: readonly BoundNumber[],
  figures: readonly Figure[],
): string | null {
  const weights = figures.filter(({ id }) => id.startsWith('plan.weight.')).map(({ value }) => value);
  for (const [words, extreme] of [
    [LARGEST, Math.max(...weights)],
    [SMALLEST, Math.min(...weights)],
  ] as const) {
    const match = words.exec(sentence);
    if (match === null) continue;
    const positions = numbers.filter(({ figure }) => POSITION.test(figure ?? ''));
    const meant = positions.find(({ start }) => start > from + match.index) ?? positions.at(-1);
    const symbol = POSITION.exec(meant?.figure ?? '')?.[1];
    const weight = figures.find(({ id }) => id === `plan.weight.${symbol ?? ''}`)?.value;
    if (weight !== extreme) return `“${match[0]}” does not stand beside that position`;
  }
  const most = MOST.exec(sentence);
  const told = new Set(numbers.flatMap(({ figure }) => POSITION.exec(figure ?? '')?.[1] ?? []));
  const share = figures
    .filter(({ id }) => told.has(id.replace('plan.weight.', '')))
    .reduce((sum, { value }) => sum + value, 0);
  return most === null || share > 0.5 ? null : `“${most[0]}” is not what the positions beside it are`;
}

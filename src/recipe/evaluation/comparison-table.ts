/** A comparison for the terminal: the paired tests, and questions that turned with both answers. */

import { countOf, wordFor } from '../../core/count-of.ts';
import {
  changeOf,
  countText,
  percent,
  pointsText,
  pValueText,
  textTable,
  type AnswerPair,
  type ComparedRuns,
  type EvaluatedAnswer,
} from '../../evaluate/index.ts';

const EXCERPT = 600;

export function comparisonTable({ names, comparisons, unpaired, flips }: ComparedRuns): string {
  const [a, b] = names;
  const rows = comparisons.map(
    ({ benchmark, n, first, second, difference, low, high, n01, n10, pValue, clustered }) => {
      const byDocument = clustered as { low: number; high: number };
      return [
        benchmark,
        countText(n),
        percent(first),
        percent(second),
        `${pointsText(difference)} [${pointsText(low)}, ${pointsText(high)}]`,
        `[${pointsText(byDocument.low)}, ${pointsText(byDocument.high)}]`,
        countText(n01),
        countText(n10),
        pValueText(pValue),
      ];
    },
  );
  const header = [
    ...[
      'benchmark',
      'n',
      'A %',
      'B %',
      'B − A, points [95 %]',
      '[by document]',
      'only B right',
      'only A right',
    ],
    'McNemar',
  ];
  const notes = [
    ...(unpaired > 0
      ? [
          `${countOf(unpaired, 'question')} ${wordFor(unpaired, 'was', 'were')} scored by one of both only, and left out.`,
        ]
      : []),
    `${countOf(flips.length, 'question')} turned.`,
  ];
  return [`A  ${a}\nB  ${b}`, textTable([header, ...rows]), notes.join('\n')].join('\n\n');
}

/** The first `count` questions that turned, in full up to a length. */
export function flipTexts(flips: readonly AnswerPair[], count: number): string {
  return flips.slice(0, count).map(flipText).join('\n\n');
}

function flipText(pair: AnswerPair): string {
  const { first, second } = pair;
  const turn = changeOf(pair) > 0 ? 'only B right' : 'only A right';
  return [
    `── ${first.benchmark} · ${first.questionId} · ${turn}`,
    first.source.question.trim(),
    `expected ${first.gold ?? '–'}`,
    side('A', first),
    side('B', second),
  ].join('\n');
}

function side(name: string, { verdict, rule, reason, text }: EvaluatedAnswer): string {
  const shown = text.trim();
  const cut = shown.length > EXCERPT ? `… ${shown.slice(-EXCERPT)}` : shown;
  const indented = cut
    .replace(/(?![\n\t])\p{Cc}/gu, '\ufffd')
    .split('\n')
    .map((line) => `   ${line}`);
  return [`${name}  ${verdict} (${rule}: ${reason})`, ...indented].join('\n');
}

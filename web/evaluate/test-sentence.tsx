/** What the comparison shows, in a sentence. Without p < 0.05 it says that a difference is not shown. */

import type { EvaluationComparison } from '../../src/inspect/shapes.ts';
import { countText, pValueText } from '../text/numbers.ts';
import { pointsText } from '../text/points.ts';
import { useTexts } from '../text/use-texts.ts';
import { TOTAL } from './matrix-order.ts';
import { modelName } from './model-name.ts';

const LEVEL = 0.05;

export function TestSentence({ comparison: { a, b, tests } }: { comparison: EvaluationComparison }) {
  const { evaluate: text } = useTexts();
  const test = tests.find(({ benchmark }) => benchmark === TOTAL) ?? tests[0];
  if (test === undefined) return null;
  const { difference, pValue, n } = test;
  const isShown = pValue < LEVEL;
  const say = !isShown ? text.notShown : difference > 0 ? text.gains : text.loses;
  const points = isShown ? pointsText(Math.abs(difference)).slice(1) : pointsText(difference);
  return <p class="verdict">{say(modelName(b), points, modelName(a), countText(n), pValueText(pValue))}</p>;
}

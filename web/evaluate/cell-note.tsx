/** All that is known of the score that the pointer or the keyboard is at. What it says, cells and the table of measures say too. */

import type { Score } from '../../src/core/results.ts';
import type { EvaluatedModel } from '../../src/inspect/shapes.ts';
import type { Store } from '../state/store.ts';
import { useStore } from '../state/store.ts';
import { countText, intervalText, shareText } from '../text/numbers.ts';
import { useTexts } from '../text/use-texts.ts';
import { TOTAL } from './matrix-order.ts';
import { modelName } from './model-name.ts';
import { leftOutCount, noScoreOf, unaskedCount } from './score-notes.ts';

export interface Pointed {
  model: EvaluatedModel;
  column: string;
  score: Score;
}

export function CellNote({ pointed }: { pointed: Store<Pointed | null> }) {
  const { evaluate: text, verdict: verdicts } = useTexts();
  const at = useStore(pointed);
  if (at === null) return <p class="cell-note note">{text.cellNote}</p>;
  const { model, column, score } = at;
  const why = noScoreOf(score);
  const [unasked, leftOut] = [unaskedCount(score), leftOutCount(score)];
  const counts = Object.entries(score.verdicts ?? {}).map(
    ([verdict, count]) => `${verdicts[verdict as keyof typeof verdicts]} ${countText(count)}`,
  );
  const told = [
    why === null ? intervalText(score.accuracy, score.low, score.high) : `– ${text.noScore[why]}`,
    text.correctOf(countText(score.correct), countText(score.n)),
    ...(score.formatValid === null ? [] : [text.formatValid(shareText(score.formatValid))]),
    ...counts,
    ...(unasked > 0 ? [text.unasked(unasked, countText(unasked))] : []),
    ...(leftOut > 0 ? [text.leftOut(leftOut, countText(leftOut))] : []),
  ];
  return (
    <p class="cell-note note">
      <b>{text.cellTitle(modelName(model), column === TOTAL ? text.total : column)}</b> {told.join(' · ')}
    </p>
  );
}

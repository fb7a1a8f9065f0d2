/** One score: accuracy, interval and n as text and as a bar, leading to its answers. What has no score is a dash that says why. */

import { Link } from 'wouter-preact';
import type { Score } from '../../src/core/results.ts';
import type { EvaluatedModel } from '../../src/inspect/shapes.ts';
import type { Store } from '../state/store.ts';
import { countText, shareText } from '../text/numbers.ts';
import { useTexts } from '../text/use-texts.ts';
import { answersAddress } from './addresses.ts';
import type { Pointed } from './cell-note.tsx';
import { IntervalBar } from './interval-bar.tsx';
import { TOTAL } from './matrix-order.ts';
import { leftOutCount, noScoreOf, unaskedCount } from './score-notes.ts';

interface Props {
  model: EvaluatedModel;
  column: string;
  score: Score | undefined;
  /** The highest accuracy of the column, where that says something. */
  best: number | null;
  pointed: Store<Pointed | null>;
}

export function ScoreCell({ model, column, score, best, pointed }: Props) {
  const { evaluate: text } = useTexts();
  if (score === undefined) {
    return (
      <td>
        – <span class="unseen">{text.notEvaluated}</span>
      </td>
    );
  }
  const { n, accuracy, low, high, formatValid } = score;
  const why = noScoreOf(score);
  const isBest = accuracy !== null && accuracy === best;
  const [unasked, leftOut] = [unaskedCount(score), leftOutCount(score)];
  const point = (): void => pointed.set({ model, column, score });
  return (
    <td data-best={isBest} onPointerEnter={point} onFocusCapture={point}>
      <Link href={answersAddress({ model: model.id, benchmark: column === TOTAL ? undefined : column })}>
        {shareText(accuracy)}
        {isBest && (
          <>
            <span aria-hidden="true"> ★</span>
            <span class="unseen">, {text.best}</span>
          </>
        )}
        {formatValid !== null && <span class="unseen">, {text.formatValid(shareText(formatValid))}</span>}
      </Link>
      <small>
        {why === null ? `[${(100 * low).toFixed(1)}, ${(100 * high).toFixed(1)}]` : text.noScore[why]} ·{' '}
        {text.n(countText(n))}
        {unasked > 0 && ` · ${text.unaskedShort(countText(unasked))}`}
        {leftOut > 0 && ` · ${text.leftOutShort(countText(leftOut))}`}
      </small>
      <IntervalBar {...{ accuracy, low, high }} />
    </td>
  );
}

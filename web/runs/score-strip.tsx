/** Accuracies with their intervals as dots on a line from 0 to 100 %. The same stands in words beside it, or for screen readers. */

import { intervalText } from '../text/numbers.ts';
import { stageColour } from './stage-colour.ts';

interface Props {
  scores: readonly { stage: string; accuracy: number | null; low: number; high: number }[];
}

const percent = (share: number): string => `${100 * Math.min(1, Math.max(0, share))}%`;

export function ScoreStrip({ scores }: Props) {
  const stages = scores.map(({ stage }) => stage);
  return (
    <span class="score-strip" aria-hidden="true">
      {scores.map(({ stage, accuracy, low, high }) => {
        if (accuracy === null) return null;
        const colour = `var(${stageColour(stage, stages)})`;
        return (
          <span
            key={stage}
            class="score-mark"
            style={{ color: colour }}
            title={`${stage} ${intervalText(accuracy, low, high)}`}
          >
            <i class="reach" style={{ left: percent(low), right: percent(1 - high) }} />
            <i class="dot" style={{ left: percent(accuracy) }} />
          </span>
        );
      })}
    </span>
  );
}

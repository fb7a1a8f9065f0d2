/** How far the stage that works, or worked last, has come. */

import type { RunSummary } from '../../../src/inspect/index.ts';
import { countText, durationText } from '../../text/numbers.ts';
import { useTexts } from '../../text/use-texts.ts';
import { stageColour } from '../stage-colour.ts';

interface Props {
  stage: NonNullable<RunSummary['stage']>;
  /** Seconds to the stage's end, where they can be told. */
  remaining?: number | null;
  /** A run that has ended needs no bar. */
  isOver?: boolean;
}

export function StageProgress({ stage: { name, step, steps }, remaining = null, isOver = false }: Props) {
  const { runs: text } = useTexts();
  const at = text.atStep(countText(step), steps === null ? null : countText(steps));
  return (
    <span class="stage-progress">
      <span>
        <b style={{ color: `var(${stageColour(name, [])})` }}>{name}</b> {at}
        {remaining !== null && remaining > 0 && <small> {text.remaining(durationText(remaining))}</small>}
      </span>
      {steps !== null && !isOver && <progress max={steps} value={step} aria-label={`${name}, ${at}`} />}
    </span>
  );
}

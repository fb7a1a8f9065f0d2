/** Ways along training: from the step that is shown to those beside it, and to the latest one. */

import { Link } from 'wouter-preact';
import type { GroupPage, RunDetail } from '../../../src/inspect/index.ts';
import { useQuery } from '../../state/query.ts';
import { countText } from '../../text/numbers.ts';
import { useTexts } from '../../text/use-texts.ts';
import { runAddress } from '../address.ts';

interface Props {
  run: RunDetail;
  facets: GroupPage['facets'];
}

export function StepLinks({ run: { name, stage }, facets: { steps, stages } }: Props) {
  const {
    runs: { groups: text },
  } = useTexts();
  const [query] = useQuery();
  if (steps === null) return null;
  const step = Number(query.step);
  const hrefOf = (change: { step: number; stage?: string }): string =>
    runAddress(name, 'groups', {
      ...query,
      ...{ offset: undefined, row: undefined, beside: undefined },
      ...change,
      step: String(change.step),
    });
  const isShown = query.step !== undefined && Number.isInteger(step);
  const latest = stage !== null && stages.includes(stage.name) ? Math.min(stage.step, steps.last) : null;
  return (
    <nav class="step-links" aria-label={text.steps}>
      {isShown && step > steps.first && (
        <Link href={hrefOf({ step: step - 1 })}>← {text.stepTo(countText(step - 1))}</Link>
      )}
      {isShown && step < steps.last && (
        <Link href={hrefOf({ step: step + 1 })}>{text.stepTo(countText(step + 1))} →</Link>
      )}
      {stage !== null && latest !== null && !(isShown && step === latest) && (
        <Link href={hrefOf({ stage: stage.name, step: latest })}>{text.latest(countText(latest))}</Link>
      )}
    </nav>
  );
}

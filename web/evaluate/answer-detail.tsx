/** One answer, checked against its source, with all that is known of it. */

import type { SampleDetail } from '../../src/inspect/shapes.ts';
import { CheckedSample } from '../parts/checked-sample.tsx';
import { Facts } from '../parts/facts.tsx';
import { Failed } from '../parts/failed.tsx';
import { Shown } from '../parts/shown.tsx';
import { VerdictBadge } from '../parts/verdict-badge.tsx';
import { useResource } from '../state/resource.ts';
import { useTexts } from '../text/use-texts.ts';
import { rowIn, sampleRequest } from './addresses.ts';

export function AnswerDetail({ run, row }: { run: string; row: string }) {
  const { evaluate: text } = useTexts();
  const at = rowIn(row);
  const sample = useResource<SampleDetail>(at === null ? null : sampleRequest(run, at));
  if (at === null) return <Failed message={text.noRowAt} />;
  return (
    <div aria-busy={sample.isLoading}>
      <Shown of={sample}>{(detail) => <Answer key={detail.head.row} detail={detail} />}</Shown>
    </div>
  );
}

function Answer({ detail }: { detail: SampleDetail }) {
  const { evaluate: text, check } = useTexts();
  const { head, text: answer, grounding, source, facts, prompt } = detail;
  return (
    <>
      <h2>{source?.question ?? head.questionId}</h2>
      <p class="told">
        <VerdictBadge verdict={head.verdict} />
        <span>{head.questionId}</span>
      </p>
      <p>{head.reason}</p>
      <h3>{check.answer}</h3>
      <CheckedSample text={answer} grounding={grounding} source={source} />
      <Facts of={facts} names={text.facts} />
      <details>
        <summary>{text.prompt}</summary>
        <pre>{prompt}</pre>
      </details>
    </>
  );
}

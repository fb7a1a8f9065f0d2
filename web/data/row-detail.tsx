/** One row: why it stands where it stands, its question with trace and sources checked, both verdicts, and where it comes from. */

import type { DataRowDetail } from '../../src/inspect/shapes.ts';
import { CheckedSample } from '../parts/checked-sample.tsx';
import { Facts } from '../parts/facts.tsx';
import { Failed } from '../parts/failed.tsx';
import { Shown } from '../parts/shown.tsx';
import { useResource } from '../state/resource.ts';
import { useTexts } from '../text/use-texts.ts';
import { keyOf, rowRequest } from './addresses.ts';
import { CriteriaTable } from './criteria-table.tsx';
import { reasonText } from './reason-text.ts';
import { referenceText } from './reference-text.ts';
import { SimilarTexts } from './similar-texts.tsx';
import { BareQuestion } from './bare-question.tsx';

export function RowDetail({ run, row }: { run: string; row: string }) {
  const { data: text } = useTexts();
  const path = rowRequest(run, row);
  const detail = useResource<DataRowDetail>(path);
  if (path === null) return <Failed message={text.noRowAt} />;
  return (
    <div aria-busy={detail.isLoading}>
      <Shown of={detail}>{(data) => <Row key={keyOf(data.head)} run={run} detail={data} />}</Shown>
    </div>
  );
}

/** Told above, where they belong. */
const WHY = 'why here';
const SOLUTION = 'solution';

function Row({ run, detail }: { run: string; detail: DataRowDetail }) {
  const { data: text } = useTexts();
  const { head, question, trace, other } = detail;
  const { set, id } = head;
  const facts = new Map(detail.facts);
  const asked = question?.question ?? head.question;
  const expected = question?.reference ? referenceText(question.reference, text) : null;
  const solution = facts.get(SOLUTION);
  const origin = detail.facts.filter(([name]) => name !== WHY && name !== SOLUTION);
  if (trace !== null) origin.unshift([text.teacher, trace.teacher]);
  return (
    <>
      <h2>{asked === '' ? id : asked}</h2>
      <p class="told">
        <b data-set={set}>{text.sets[set]}</b> <span>{id}</span>
      </p>
      {set !== 'sft' && <Why reason={head.reason} detail={facts.get(WHY) ?? head.detail} />}
      {other !== null && <SimilarTexts run={run} other={other} isTraining={set === 'duplicates'} />}
      {expected !== null && (
        <p>
          {text.expected} <b>{expected}</b>
        </p>
      )}
      {trace !== null ? (
        <>
          <h3>{text.thinking}</h3>
          <CheckedSample text={trace.text} grounding={trace.grounding} source={question}>
            <BothChecks detail={detail} />
          </CheckedSample>
        </>
      ) : (
        <>
          {question !== null && <BareQuestion question={question} />}
          <BothChecks detail={detail} />
        </>
      )}
      {solution !== undefined && solution !== expected && (
        <>
          <h3>{text.solution}</h3>
          <pre>{solution}</pre>
        </>
      )}
      {origin.length > 0 && <h3>{text.provenance}</h3>}
      <Facts of={origin} names={text.facts} />
    </>
  );
}

function BothChecks({ detail: { answerVerdict, criteria } }: { detail: DataRowDetail }) {
  const { data: text } = useTexts();
  return (
    <>
      {answerVerdict !== null && (
        <>
          <h3>{text.answerCheck}</h3>
          <Facts
            of={[
              [text.rule, <code>{answerVerdict.rule}</code>],
              [text.seen, answerVerdict.reason],
            ]}
          />
        </>
      )}
      {criteria !== null && criteria.length > 0 && <CriteriaTable criteria={criteria} />}
    </>
  );
}

function Why({ reason, detail }: { reason: string; detail: string }) {
  const { data: text } = useTexts();
  if (reason === '' && detail === '') return null;
  return (
    <>
      <h3>{text.why}</h3>
      <p>
        <b>{reasonText(reason, text.words)}</b>
        {detail !== '' && <span class="why"> {detail}</span>}
      </p>
    </>
  );
}

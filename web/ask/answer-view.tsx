/** One model's answer: its reasoning while it streams, each number coloured by origin, the answer, and what the checker says. */

import type { CheckedNumber } from '../../src/serve/index.ts';
import { CheckedText } from '../parts/checked-text.tsx';
import { NumberNote } from '../parts/number-note.tsx';
import type { SourceDocument } from '../parts/source-pane.tsx';
import { countText, shareText } from '../text/numbers.ts';
import { useTexts } from '../text/use-texts.ts';
import type { Answer, Failure } from './conversation.ts';

interface Props {
  answer: Answer;
  documents: readonly SourceDocument[];
  /** Index among the numbers of the answer; null: none is chosen here. */
  chosen: number | null;
  onChoose: (index: number) => void;
}

export function AnswerView({ answer, documents, chosen, onChoose }: Props) {
  const { ask } = useTexts();
  const { model, reasoning, content, state } = answer;
  const number = chosen === null ? undefined : answer.numbers[chosen];
  return (
    <article class="answer" aria-label={model} aria-busy={state === 'writing'}>
      <h3>
        {model} <StateText answer={answer} />
      </h3>
      {reasoning !== '' && (
        <details open>
          <summary>{ask.thinking}</summary>
          <Part part="reasoning" {...{ answer, chosen, onChoose }} label={ask.thinking} />
        </details>
      )}
      {content !== '' && <Part part="content" {...{ answer, chosen, onChoose }} label={ask.answer} />}
      {content === '' && state === 'ended' && <p class="note">{ask.noAnswer}</p>}
      {number !== undefined && (
        <NumberNote number={number} documents={documents} claimText={claimTextOf(number, answer)} />
      )}
      {answer.failure !== null && <FailureText failure={answer.failure} />}
      <CheckLine answer={answer} />
    </article>
  );
}

function Part({
  part,
  answer,
  chosen,
  onChoose,
  label,
}: Omit<Props, 'documents'> & { part: 'reasoning' | 'content'; label: string }) {
  const own = answer.numbers.flatMap((number, index) => (number.part === part ? [{ number, index }] : []));
  const claims = (answer.check?.claims ?? []).filter((claim) => claim.part === part);
  const at = own.findIndex(({ index }) => index === chosen);
  return (
    <div class={`part ${part}`}>
      <CheckedText
        text={answer[part]}
        numbers={own.map(({ number }) => number)}
        claims={claims}
        chosen={at < 0 ? null : at}
        onChoose={(i) => onChoose(own[i]?.index ?? 0)}
        label={label}
      />
    </div>
  );
}

function claimTextOf({ origin }: CheckedNumber, { check }: Answer): string | undefined {
  return origin?.kind === 'claim' ? check?.claims[origin.claim]?.text : undefined;
}

function FailureText({ failure }: { failure: Failure }) {
  const { ask, parts } = useTexts();
  const why = failure.kind === 'told' ? failure.message : parts.unreachable;
  return (
    <p class="failed" role="alert">
      {failure.kind === 'broken' ? ask.broken : `${ask.failed} ${why}`}
    </p>
  );
}

function StateText({ answer: { state, finish } }: { answer: Answer }) {
  const { ask } = useTexts();
  if (state === 'writing') return <small class="writing">{ask.writing}</small>;
  if (state === 'stopped') return <small>{ask.stopped}</small>;
  return finish === 'length' ? <small>{ask.cut}</small> : null;
}

function CheckLine({ answer: { check, tokens, seconds } }: { answer: Answer }) {
  const { ask, check: texts } = useTexts();
  if (seconds === null) return null;
  return (
    <div class="check-line">
      {check !== null && (
        <>
          <p data-faithful={check.faithful && check.supported < 1 ? 'partly' : check.faithful}>
            {check.counts.numbers === 0
              ? ask.noNumbers
              : ask.supported(shareText(check.supported), countText(check.counts.numbers))}
            {check.faithful && ` · ${check.supported < 1 ? ask.notTraced : texts.faithful}`}
          </p>
          {check.errors.length > 0 && (
            <ul aria-label={texts.errors}>
              {check.errors.map(({ reason }, i) => (
                <li key={i}>{reason}</li>
              ))}
            </ul>
          )}
        </>
      )}
      {tokens !== null && <p class="note">{ask.tokens(countText(tokens), `${seconds.toFixed(1)} s`)}</p>}
    </div>
  );
}

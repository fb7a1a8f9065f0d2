/** Both answers to one question side by side, each checked against the same source. */

import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { EvaluatedModel, SampleDetail } from '../../src/inspect/shapes.ts';
import { CheckedText } from '../parts/checked-text.tsx';
import { CheckerReport } from '../parts/checked-sample.tsx';
import { Failed } from '../parts/failed.tsx';
import { MarkLegend } from '../parts/mark-legend.tsx';
import { NumberNote } from '../parts/number-note.tsx';
import { Shown } from '../parts/shown.tsx';
import { SourcePane } from '../parts/source-pane.tsx';
import { VerdictBadge } from '../parts/verdict-badge.tsx';
import { useResource } from '../state/resource.ts';
import { useTexts } from '../text/use-texts.ts';
import { rowsIn, sampleRequest } from './addresses.ts';
import { modelName } from './model-name.ts';

interface Sides {
  a: EvaluatedModel;
  b: EvaluatedModel;
}

export function FlipDetail({ a, b, rows }: Sides & { rows: string }) {
  const { evaluate: text } = useTexts();
  const place = rowsIn(rows);
  const first = useResource<SampleDetail>(place && sampleRequest(a.run, place.a));
  const second = useResource<SampleDetail>(place && sampleRequest(b.run, place.b));
  if (place === null) return <Failed message={text.noRowAt} />;
  return (
    <div aria-busy={first.isLoading || second.isLoading}>
      <Shown of={first}>
        {(one) => (
          <Shown of={second}>{(two) => <Both key={rows} a={a} b={b} answers={{ a: one, b: two }} />}</Shown>
        )}
      </Shown>
    </div>
  );
}

interface Chosen {
  side: 'a' | 'b';
  number: number;
}

function Both({ a, b, answers }: Sides & { answers: Readonly<Record<'a' | 'b', SampleDetail>> }) {
  const { evaluate: text } = useTexts();
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const { head, source } = answers.a;
  const documents = [...(source?.texts ?? []), ...(source?.tables ?? [])];
  const number = chosen === null ? undefined : answers[chosen.side].grounding?.numbers[chosen.number];
  const origin = number?.origin ?? null;
  const claims = chosen === null ? undefined : answers[chosen.side].grounding?.claims;
  const note = number !== undefined && (
    <NumberNote
      number={number}
      documents={documents}
      claimText={origin?.kind === 'claim' ? claims?.[origin.claim]?.text : undefined}
    />
  );
  return (
    <>
      <h2>{source?.question ?? head.questionId}</h2>
      <p class="told">
        <span>{head.questionId}</span>
        {'gold' in head && head.gold !== null && <span>{text.gold(head.gold)}</span>}
      </p>
      <div class="both">
        {(['a', 'b'] as const).map((side) => (
          <Answer
            key={side}
            name={side === 'a' ? text.sideA : text.sideB}
            model={side === 'a' ? a : b}
            answer={answers[side]}
            chosen={chosen?.side === side ? chosen.number : null}
            onChoose={(index) => setChosen({ side, number: index })}
          >
            {chosen?.side === side && note}
          </Answer>
        ))}
      </div>
      <MarkLegend />
      {source?.history.map((turn, i) => (
        <p key={i} class="turn" data-lit={origin?.kind === 'history' && origin.turn === i}>
          <b>{turn.question}</b> {turn.answer}
        </p>
      ))}
      {documents.length > 0 && <SourcePane documents={documents} lit={origin} />}
    </>
  );
}

interface AnswerProps {
  name: string;
  model: EvaluatedModel;
  answer: SampleDetail;
  chosen: number | null;
  onChoose: (index: number) => void;
  children: ComponentChildren;
}

function Answer({ name, model, answer, chosen, onChoose, children }: AnswerProps) {
  const { check } = useTexts();
  const { head, text, grounding } = answer;
  return (
    <section aria-label={`${name}: ${modelName(model)}`}>
      <h3>
        {name}: {modelName(model)} <VerdictBadge verdict={head.verdict} />
      </h3>
      <CheckedText
        text={text}
        numbers={grounding?.numbers ?? []}
        claims={grounding?.claims}
        chosen={chosen}
        onChoose={onChoose}
        label={`${check.numbers}, ${name}`}
      />
      {children}
      <p class="note">{head.reason}</p>
      {grounding !== null && <CheckerReport grounding={grounding} />}
    </section>
  );
}

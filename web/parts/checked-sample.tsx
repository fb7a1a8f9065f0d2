/** A text of a run with its prompt's documents beside it: choose a number, and its source lights up. */

import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Question } from '../../src/core/question.ts';
import type { GroundedTrace } from '../../src/verify/index.ts';
import { useTexts } from '../text/use-texts.ts';
import { CheckedText } from './checked-text.tsx';
import { MarkLegend } from './mark-legend.tsx';
import { NumberNote } from './number-note.tsx';
import { SourcePane } from './source-pane.tsx';
import type { SourceDocument } from './source-pane.tsx';

interface Props {
  text: string;
  /** Null where there is nothing to check against: the text stands alone. */
  grounding: GroundedTrace | null;
  source: Pick<Question, 'texts' | 'tables' | 'history' | 'question'> | null;
  /** Whose text this is, where the page shows several. */
  label?: string;
  /** What else is to be said of the text, below it. */
  children?: ComponentChildren;
}

export function CheckedSample({ text, grounding, source, label, children }: Props) {
  const { check } = useTexts();
  const [chosen, setChosen] = useState<number | null>(null);
  const documents: SourceDocument[] = [...(source?.texts ?? []), ...(source?.tables ?? [])];
  const number = chosen === null ? undefined : grounding?.numbers[chosen];
  const origin = number?.origin ?? null;
  return (
    <div class="checked-sample">
      <div>
        <CheckedText
          text={text}
          numbers={grounding?.numbers ?? []}
          claims={grounding?.claims}
          chosen={chosen}
          onChoose={setChosen}
          label={[label, check.numbers].filter(Boolean).join(': ')}
        />
        {number !== undefined && (
          <NumberNote
            number={number}
            documents={documents}
            claimText={origin?.kind === 'claim' ? grounding?.claims[origin.claim]?.text : undefined}
          />
        )}
        {grounding !== null && <CheckerReport grounding={grounding} />}
        {grounding !== null && grounding.numbers.length > 0 && <MarkLegend />}
        {children}
      </div>
      {source !== null && (
        <div>
          {source.history.map(({ question, answer }, turn) => (
            <p key={turn} class="turn" data-lit={origin?.kind === 'history' && origin.turn === turn}>
              <b>{question}</b> {answer}
            </p>
          ))}
          <p class="turn" data-lit={origin?.kind === 'question'}>
            <b>{source.question}</b>
          </p>
          {documents.length > 0 && <SourcePane documents={documents} lit={origin} within={label} />}
        </div>
      )}
    </div>
  );
}

export function CheckerReport({ grounding: { errors, faithful, answer } }: { grounding: GroundedTrace }) {
  const { check } = useTexts();
  if (faithful) return <p class="note">{check.faithful}</p>;
  const told = errors.map(({ reason }) => reason);
  return (
    <div>
      <h4>{check.errors}</h4>
      <ul>
        {told.map((reason, i) => (
          <li key={i}>{reason}</li>
        ))}
        {told.length === 0 && answer !== null && <li>{answer.reason}</li>}
      </ul>
    </div>
  );
}

/** A question without a trace: what came before it and its documents. */

import type { Question } from '../../src/core/question.ts';
import { SourcePane } from '../parts/source-pane.tsx';
import { useTexts } from '../text/use-texts.ts';

export function BareQuestion({ question: { texts, tables, history } }: { question: Question }) {
  const { check } = useTexts();
  const documents = [...texts, ...tables];
  if (documents.length + history.length === 0) return null;
  return (
    <>
      <h3>{check.source}</h3>
      {history.map((turn, i) => (
        <p key={i} class="turn">
          <b>{turn.question}</b> {turn.answer}
        </p>
      ))}
      {documents.length > 0 && <SourcePane documents={documents} lit={null} />}
    </>
  );
}

/** A question with what each model answers to it, side by side. */

import type { SourceDocument } from '../parts/source-pane.tsx';
import { AnswerView } from './answer-view.tsx';
import { sides } from './conversation.ts';
import type { Answer, Side, Turn } from './conversation.ts';

interface Props {
  turn: Turn;
  documentsOf: (answer: Answer) => readonly SourceDocument[];
  chosen: { side: Side; index: number } | null;
  onChoose: (side: Side, index: number) => void;
}

export function TurnView({ turn: { question, answers }, documentsOf, chosen, onChoose }: Props) {
  return (
    <section class="turn-view" aria-label={question}>
      <h2>{question}</h2>
      <div class="side-by-side">
        {sides.map((side) => {
          const answer = answers[side];
          return (
            answer !== undefined && (
              <AnswerView
                key={side}
                answer={answer}
                documents={documentsOf(answer)}
                chosen={chosen?.side === side ? chosen.index : null}
                onChoose={(index) => onChoose(side, index)}
              />
            )
          );
        })}
      </div>
    </section>
  );
}

/** The explanation: each number leads to its figure; who wrote it, and what became of a model's text. */

import type { SaidAdvice, SaidFigure } from '../api.ts';
import { useAdvice } from '../texts.ts';
import { FigureNote } from './figure-note.tsx';
import { NumberedText } from './numbered-text.tsx';

interface Props {
  explanation: NonNullable<SaidAdvice['explanation']>;
  figures: ReadonlyMap<string, SaidFigure>;
  chosen: string | null;
  onChoose: (id: string) => void;
}

export function ExplanationSection({ explanation, figures, chosen, onChoose }: Props) {
  const text = useAdvice();
  const { by, refused, removed, tries } = explanation;
  const reasons = tries.filter((one) => one.reasons.length > 0);
  return (
    <section aria-labelledby="explanation">
      <h2 id="explanation">{text.explanation}</h2>
      <NumberedText {...{ explanation, figures, chosen, onChoose }} />
      {chosen !== null && <FigureNote figure={figures.get(chosen)} />}
      <p class="note">
        {by.kind === 'model' ? text.byModel(by.model) : text.byHand} {text.numberKeys}
      </p>
      {refused !== null && (
        <p class="note">
          {text.refusedModel} {refused}
        </p>
      )}
      {(reasons.length > 0 || removed.length > 0) && (
        <details>
          <summary>{text.tries(tries.length)}</summary>
          <ul>
            {reasons.flatMap((one, i) => one.reasons.map((reason, j) => <li key={`${i}.${j}`}>{reason}</li>))}
          </ul>
          {removed.length > 0 && (
            <>
              <p>{text.removed}</p>
              <ul>
                {removed.map((sentence, i) => (
                  <li key={i}>
                    <del>{sentence}</del>
                  </li>
                ))}
              </ul>
            </>
          )}
        </details>
      )}
    </section>
  );
}

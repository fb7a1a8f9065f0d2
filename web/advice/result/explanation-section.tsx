/** The explanation: each number leads to its figure; who wrote it, and what became of a model's text. */

import { language } from '../../state/preferences.ts';
import { useStore } from '../../state/store.ts';
import type { SaidAdvice, SaidFigure } from '../api.ts';
import { useAdvice } from '../texts.ts';
import { FigureNote } from './figure-note.tsx';
import { NumberedText } from './numbered-text.tsx';

interface Props {
  explanation: NonNullable<SaidAdvice['explanation']>;
  said: Pick<SaidAdvice, 'faults' | 'refusal'>;
  figures: ReadonlyMap<string, SaidFigure>;
  chosen: string | null;
  onChoose: (id: string) => void;
}

export function ExplanationSection({ explanation, said, figures, chosen, onChoose }: Props) {
  const text = useAdvice();
  const shown = useStore(language);
  const { by, removed, tries } = explanation;
  const { faults, refusal } = said;
  return (
    <section aria-labelledby="explanation">
      <h2 id="explanation">{text.explanation}</h2>
      <NumberedText {...{ explanation, figures, chosen, onChoose }} />
      {chosen !== null && <FigureNote figure={figures.get(chosen)} />}
      <p class="note">
        {by.kind === 'model' ? text.byModel(by.model) : text.byHand} {text.numberKeys}
      </p>
      {refusal !== null && (
        <p class="note">
          {text.refusedModel} {refusal[shown]}
        </p>
      )}
      {(faults.length > 0 || removed.length > 0) && (
        <details>
          <summary>{text.tries(tries.length)}</summary>
          <ul>
            {faults.map((fault, i) => (
              <li key={i}>{fault[shown]}</li>
            ))}
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

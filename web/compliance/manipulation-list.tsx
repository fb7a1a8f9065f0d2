/** Passages that try to steer the check or to hide from it, and what they read as. */

import type { Marked } from './passages.ts';
import { isSame } from './passages.ts';
import type { Manipulation } from './shapes.ts';
import { useCompliance } from './texts.ts';

interface Props {
  of: readonly Manipulation[];
  chosen: Marked | null;
  onChoose: (marked: Marked) => void;
}

export function ManipulationList({ of, chosen, onChoose }: Props) {
  const text = useCompliance();
  if (of.length === 0) return null;
  return (
    <>
      <h3>{text.manipulations}</h3>
      <p class="note">{text.manipulationsNote}</p>
      <ul class="manipulations">
        {of.map(({ kind, quote, plain }, index) => {
          const marked = { kind: 'manipulation', index } as const;
          return (
            <li key={index}>
              <button type="button" aria-pressed={isSame(chosen, marked)} onClick={() => onChoose(marked)}>
                <b>{text.manipulation[kind]}</b> <q>{shortened(quote.text)}</q>
              </button>
              {plain !== null && (
                <p class="note">
                  {text.plain} <q>{plain}</q>
                </p>
              )}
            </li>
          );
        })}
      </ul>
    </>
  );
}

const MOST = 160;

function shortened(text: string): string {
  return text.length <= MOST ? text : `${text.slice(0, MOST)} …`;
}

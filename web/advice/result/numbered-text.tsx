/**
 * An explanation whose numbers lead to their figures. One stop of the tab key: arrows go from number to number, Enter or a click chooses
 * one.
 */

import { useRef, useState } from 'preact/hooks';
import type { Advice, SaidFigure } from '../api.ts';
import { language } from '../../state/preferences.ts';
import { useStore } from '../../state/store.ts';
import { useAdvice } from '../texts.ts';

interface Props {
  explanation: NonNullable<Advice['explanation']>;
  figures: ReadonlyMap<string, SaidFigure>;
  /** Id of the chosen figure. */
  chosen: string | null;
  onChoose: (id: string) => void;
}

export function NumberedText({ explanation, figures, chosen, onChoose }: Props) {
  const words = useAdvice();
  const shown = useStore(language);
  const place = useRef<HTMLDivElement>(null);
  const [stop, setStop] = useState(0);
  const { text, numbers } = explanation;
  const go = (event: KeyboardEvent): void => {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const marks = [...(place.current?.querySelectorAll<HTMLElement>('button.mark') ?? [])];
    const to = marks.indexOf(event.target as HTMLElement) + (by ?? 0);
    if (by === undefined || marks[to] === undefined) return;
    event.preventDefault();
    setStop(to);
    marks[to].focus();
  };
  let at = 0;
  return (
    <div
      ref={place}
      class="numbered-text"
      lang={explanation.language}
      role="group"
      aria-label={words.explanation}
      onKeyDown={go}
    >
      {numbers.map(({ start, end, raw, figure }, i) => {
        const before = text.slice(at, start);
        at = end;
        const known = figure === null ? undefined : figures.get(figure);
        const label = words.numberLabel(raw, known?.label[shown] ?? words.unbound);
        return [
          before,
          <button
            key={i}
            type="button"
            class="mark"
            data-status={known === undefined ? 'unsupported' : 'recomputed'}
            aria-label={label}
            aria-pressed={figure !== null && figure === chosen}
            tabindex={i === Math.min(stop, numbers.length - 1) ? 0 : -1}
            onClick={() => {
              setStop(i);
              if (figure !== null) onChoose(figure);
            }}
          >
            {text.slice(start, end)}
          </button>,
        ];
      })}
      {text.slice(at)}
    </div>
  );
}

/**
 * A text with its numbers marked by where they come from. One stop of the tab key: arrows go from number to number, Enter or a click
 * chooses one.
 */

import { useRef, useState } from 'preact/hooks';
import { valueText } from '../text/numbers.ts';
import { useTexts } from '../text/use-texts.ts';
import type { MarkedClaim, MarkedNumber } from './marked-number.ts';
import { piecesOf } from './pieces.ts';
import type { Piece } from './pieces.ts';
import { shownStatus } from './shown-status.ts';

interface Props {
  text: string;
  numbers: readonly MarkedNumber[];
  claims?: readonly MarkedClaim[];
  /** Index of the chosen number; null: none of this text. */
  chosen: number | null;
  onChoose: (index: number) => void;
  label: string;
}

export function CheckedText({ text, numbers, claims = [], chosen, onChoose, label }: Props) {
  const { check } = useTexts();
  const place = useRef<HTMLDivElement>(null);
  const [stop, setStop] = useState(0);
  const reached = Math.min(chosen ?? stop, numbers.length - 1);
  const go = (event: KeyboardEvent): void => {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (by === undefined || !(event.target instanceof HTMLButtonElement)) return;
    event.preventDefault();
    const marks = [...(place.current?.querySelectorAll<HTMLButtonElement>('button.mark') ?? [])];
    const next = marks[marks.indexOf(event.target) + by];
    if (next === undefined) return;
    setStop(Number(next.dataset.index));
    next.focus();
  };
  const show = (piece: Piece, key: number) => {
    if (piece.kind === 'text') return piece.text;
    if (piece.kind === 'wrong') {
      return (
        <span key={key} class="wrong-claim">
          {piece.pieces.map(show)}
          {piece.computed !== null && <small> {check.computed(valueText(piece.computed))}</small>}
        </span>
      );
    }
    const number = numbers[piece.index] as MarkedNumber;
    const status = shownStatus(number);
    return (
      <button
        key={key}
        type="button"
        class="mark"
        data-status={status}
        data-abandoned={number.abandoned}
        data-index={piece.index}
        aria-pressed={piece.index === chosen}
        aria-label={`${piece.text}, ${check.status[status]}`}
        tabindex={piece.index === reached ? 0 : -1}
        onClick={() => onChoose(piece.index)}
      >
        {piece.text}
      </button>
    );
  };
  return (
    <div ref={place} class="checked-text" role="group" aria-label={label} onKeyDown={go}>
      {piecesOf(text, numbers, claims).map(show)}
    </div>
  );
}

/**
 * A text with the passages marked that verdicts and manipulations rest on. One stop of the tab key: arrows go from passage to passage,
 * Enter or a click chooses what it belongs to; where several overlap, again the next of them.
 */

import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { isSame, lookOf, piecesOf } from './passages.ts';
import type { Marked, Passage, Piece } from './passages.ts';
import { useCompliance } from './texts.ts';

interface Props {
  text: string;
  language: string;
  passages: readonly Passage[];
  chosen: Marked | null;
  onChoose: (marked: Marked) => void;
}

export function MarkedText({ text, language, passages, chosen, onChoose }: Props) {
  const words = useCompliance();
  const place = useRef<HTMLDivElement>(null);
  const pieces = useMemo(() => piecesOf(text, passages), [text, passages]);
  const stops = pieces.filter((piece) => piece.passages.length > 0);
  const [stop, setStop] = useState(0);
  const isLit = (piece: Piece): boolean => piece.passages.some(({ of }) => isSame(chosen, of));
  const firstLit = stops.findIndex(isLit);
  const reached = stops[firstLit < 0 ? Math.min(stop, stops.length - 1) : firstLit];
  useEffect(() => {
    const pane = place.current;
    const lit = pane?.querySelector<HTMLElement>('[data-lit="true"]');
    if (pane === null || lit == null) return;
    // Only the pane moves: the page stays where its reader is.
    const above = lit.offsetTop - pane.scrollTop;
    if (above < 0 || above + lit.offsetHeight > pane.clientHeight)
      pane.scrollTop = Math.max(0, lit.offsetTop - pane.clientHeight / 3);
  }, [chosen, text]);
  const choose = ({ passages: over }: Piece): void => {
    const at = over.findIndex(({ of }) => isSame(chosen, of));
    const next = over[(at + 1) % over.length];
    if (next !== undefined) onChoose(next.of);
  };
  const onKey = (event: KeyboardEvent): void => {
    const marks = [...(place.current?.querySelectorAll<HTMLElement>('[role="button"]') ?? [])];
    const at = marks.indexOf(event.target as HTMLElement);
    const piece = stops[at];
    if (piece === undefined) return;
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (by !== undefined) {
      event.preventDefault();
      setStop(Math.min(Math.max(0, at + by), stops.length - 1));
      marks[at + by]?.focus();
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      choose(piece);
    }
  };
  return (
    <div
      ref={place}
      class="marked-text"
      role="group"
      aria-label={words.marked}
      lang={language === 'en' || language === 'zh' ? language : undefined}
      onKeyDown={onKey}
      tabindex={stops.length === 0 ? 0 : undefined}
    >
      {pieces.map((piece) => {
        if (piece.passages.length === 0) return piece.text;
        const look = lookOf(piece);
        return (
          // A button of its own kind would not break over lines.
          <span
            key={piece.start}
            role="button"
            class="passage"
            data-look={look}
            data-lit={isLit(piece)}
            aria-pressed={isLit(piece)}
            aria-label={`${piece.text}, ${look === 'manipulation' ? words.manipulations : words.decision[look]}`}
            tabindex={piece === reached ? 0 : -1}
            onClick={() => choose(piece)}
          >
            {piece.text}
          </span>
        );
      })}
    </div>
  );
}

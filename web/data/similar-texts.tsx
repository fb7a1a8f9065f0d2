/** A near-duplicate or contaminated question beside the one that it resembles, with what both share marked. */

import type { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';
import { Link } from 'wouter-preact';
import type { DataRowDetail } from '../../src/inspect/shapes.ts';
import { useTexts } from '../text/use-texts.ts';
import { rowsAddress } from './addresses.ts';
import { sharedWords } from './shared-words.ts';
import type { WordPiece } from './shared-words.ts';

interface Props {
  run: string;
  /** The row's own text; '' where it was not kept. */
  own: string;
  other: NonNullable<DataRowDetail['other']>;
}

export function SimilarTexts({ run, own, other: { id, text: theirs, similarity } }: Props) {
  const { data: text } = useTexts();
  const hasBoth = own !== '' && theirs !== null;
  const [left, right] = useMemo(
    () => (hasBoth ? sharedWords(own, theirs) : [alone(own), alone(theirs ?? '')]),
    [hasBoth, own, theirs],
  );
  return (
    <>
      <h3>{text.similar}</h3>
      <p class="note">
        {text.similarity(similarity)} {hasBoth && text.similarNote}
      </p>
      <div class="similar">
        <Side title={text.thisOne} pieces={left} />
        <Side title={`${text.thatOne}: ${id}`} pieces={right}>
          <Link href={rowsAddress(run, { search: id })}>{text.findOther}</Link>
        </Side>
      </div>
    </>
  );
}

function Side({
  title,
  pieces,
  children,
}: {
  title: string;
  pieces: WordPiece[];
  children?: ComponentChildren;
}) {
  const { data: text } = useTexts();
  return (
    <section aria-label={title}>
      <h4>{title}</h4>
      {pieces.length === 0 ? (
        <p class="note">{text.noText}</p>
      ) : (
        <p class="source-text">
          {pieces.map((piece, i) => (piece.isShared ? <mark key={i}>{piece.text}</mark> : piece.text))}
        </p>
      )}
      {children}
    </section>
  );
}

function alone(text: string): WordPiece[] {
  return text === '' ? [] : [{ text, isShared: false }];
}

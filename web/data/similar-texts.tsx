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
  other: NonNullable<DataRowDetail['other']>;
  /** It is among the rows too; an evaluated question is not. */
  isTraining: boolean;
}

export function SimilarTexts({ run, other: { id, own, text: theirs, similarity }, isTraining }: Props) {
  const { data: text } = useTexts();
  const [left, right] = useMemo(
    () => (own === null || theirs === null ? [alone(own), alone(theirs)] : sharedWords(own, theirs)),
    [own, theirs],
  );
  return (
    <>
      <h3>{text.similar}</h3>
      <p class="note">
        {text.similarity(similarity)} {own !== null && theirs !== null && text.similarNote}
      </p>
      <div class="similar">
        <Side title={text.thisOne} pieces={left} />
        <Side title={`${text.thatOne}: ${id}`} pieces={right}>
          {isTraining && <Link href={rowsAddress(run, { search: id })}>{text.findOther}</Link>}
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

function alone(text: string | null): WordPiece[] {
  return text === null ? [] : [{ text, isShared: false }];
}

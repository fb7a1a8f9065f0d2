/**
 * Pretraining text in pieces: what is given and what follows from it. Only what follows has a loss: a random cell of a table
 * cannot be predicted, and its loss drowns the little that tells a look-up from a guess (LOG.md). Not in the paper, which
 * starts from a pretrained model.
 */

/** A part of a document: text to be learnt, or text that is only given, as context for what follows. */
export interface Piece {
  text: string;
  /** Whether it follows from the text before it. */
  learn: boolean;
}

/** Context. */
export function given(text: string): Piece {
  return { text, learn: false };
}

/** Text that follows from what stands before it. */
export function learnt(text: string): Piece {
  return { text, learn: true };
}

/** Two texts cut into what they share and what each has alone: the longest common sequence of their words. */

export interface WordPiece {
  text: string;
  isShared: boolean;
}

/** A Chinese character, a word, a number with its decimals, or one sign. */
const WORD = /\p{Script=Han}|\p{N}+(?:[.,]\p{N}+)*|[\p{L}\p{N}]+|[^\s]/gu;
/** The table of lengths grows with the product; of longer texts only the beginning is compared. */
const MOST_WORDS = 1500;

interface Word {
  key: string;
  start: number;
  end: number;
}

export function sharedWords(a: string, b: string): [WordPiece[], WordPiece[]] {
  const [inA, inB] = [wordsOf(a), wordsOf(b)];
  const [sharedA, sharedB] = common(inA, inB);
  return [piecesOf(a, inA, sharedA), piecesOf(b, inB, sharedB)];
}

function wordsOf(text: string): Word[] {
  const words = [...text.matchAll(WORD)].slice(0, MOST_WORDS);
  return words.map(({ 0: word, index }) => ({
    key: word.normalize('NFKC').toLowerCase(),
    start: index,
    end: index + word.length,
  }));
}

/** The words of the longest common sequence, by index. */
function common(a: readonly Word[], b: readonly Word[]): [Set<number>, Set<number>] {
  const width = b.length + 1;
  // At (i, j): its length from word i of `a` and word j of `b` on.
  const lengths = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number): number => lengths[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      const isSame = a[i]?.key === b[j]?.key;
      lengths[i * width + j] = isSame ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const [inA, inB] = [new Set<number>(), new Set<number>()];
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i]?.key === b[j]?.key) {
      inA.add(i++);
      inB.add(j++);
    } else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return [inA, inB];
}

/** Neighbours of one kind are one piece. */
function piecesOf(text: string, words: readonly Word[], shared: ReadonlySet<number>): WordPiece[] {
  const pieces: WordPiece[] = [];
  const add = (piece: string, isShared: boolean): void => {
    const last = pieces.at(-1);
    if (piece === '') return;
    if (last?.isShared === isShared) last.text += piece;
    else pieces.push({ text: piece, isShared });
  };
  let at = 0;
  words.forEach(({ start, end }, i) => {
    const isShared = shared.has(i);
    add(text.slice(at, start), isShared && shared.has(i - 1));
    add(text.slice(start, end), isShared);
    at = end;
  });
  add(text.slice(at), false);
  return pieces;
}

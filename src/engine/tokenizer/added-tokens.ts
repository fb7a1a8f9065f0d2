/** The tokens that our own tokenizers add to the vocabulary: ChatML's, and the tags of the paper's output format. */

export const endOfText = '<|endoftext|>';
export const startOfTurn = '<|im_start|>';
export const endOfTurn = '<|im_end|>';

/** In the order of their ids. Special tokens are left out of decoded text; the tags are part of it. */
export const addedTokens: readonly { content: string; special: boolean }[] = [
  { content: endOfText, special: true },
  { content: startOfTurn, special: true },
  { content: endOfTurn, special: true },
  { content: '<think>', special: false },
  { content: '</think>', special: false },
  { content: '<answer>', special: false },
  { content: '</answer>', special: false },
];

/** Splits text at added tokens; the tokens stand at the odd places of the result. At a place the longest one wins. */
export function addedTokenPattern(contents: readonly string[]): RegExp {
  const longestFirst = [...contents].sort((a, b) => b.length - a.length);
  return new RegExp(
    `(${longestFirst.map((text) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')).join('|')})`,
  );
}

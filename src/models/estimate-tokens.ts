/**
 * Tokens of a text without its tokenizer. `estimateTokens` is right on average: a Chinese character is about 0.6
 * tokens, an English one 0.25 to 0.3 (as DeepSeek documents for its own), and is good enough to plan money and limits.
 * `tokenCeiling` errs upwards: what a hard budget sets aside must be enough for texts full of numbers too.
 */

/** Messages as far as they are counted. */
type Messages = readonly { content: string }[];

const ASCII_END = 0x80;
/** Role and separators of the chat template. */
const TOKENS_A_MESSAGE = 8;

export function estimateTokens(text: string): number {
  return Math.ceil(tokenShare(text));
}

/** Of a piece of a text: what its pieces give together is right on average, and no whole number. */
export function tokenShare(text: string): number {
  let ascii = 0;
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) < ASCII_END) ascii++;
  return ascii * 0.28 + (text.length - ascii) * 0.6;
}

export function estimatePromptTokens(messages: Messages): number {
  return sum(messages, estimateTokens);
}

/** Digits and punctuation are often one token each; rare characters are several. */
export function tokenCeiling(messages: Messages): number {
  return sum(messages, (text) => {
    let tokens = 0;
    for (let index = 0; index < text.length; index++) {
      const code = text.charCodeAt(index);
      tokens += code >= ASCII_END ? 1.5 : isLetterOrSpace(code) ? 0.4 : 1;
    }
    return Math.ceil(tokens);
  });
}

function isLetterOrSpace(code: number): boolean {
  const lower = code | 0x20;
  return code === 0x20 || (lower >= 0x61 && lower <= 0x7a);
}

function sum(messages: Messages, tokensOf: (text: string) => number): number {
  return messages.reduce((total, { content }) => total + tokensOf(content) + TOKENS_A_MESSAGE, 0);
}

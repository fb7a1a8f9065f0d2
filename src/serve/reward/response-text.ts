/**
 * What a model wrote, out of what OpenRLHF sends: the prompt and the response as one text, with the tokens that end a text still in it.
 * The prompt may have lost its beginning, where it was longer than the context.
 */

/** As tokenizers of open models write the end of a text, a turn, or padding. */
const END_MARK = /(?:<\|[^|<>\s]{1,40}\|>|<｜[^｜<>\s]{1,40}｜>|<\/s>|<eos>|<end_of_turn>|<pad>|\[PAD\])$/u;
const LONGEST_MARK = 44;
/** A shorter end of the prompt may stand at the beginning of a query by chance. */
const SHORTEST_OVERLAP = 16;

export interface ResponseText {
  text: string;
  /** Whether the model ended it by itself: an end mark stands behind it. */
  isEnded: boolean;
}

/** Null: the query does not begin with the prompt, nor with an end of it. */
export function responseText(query: string, prompt: string): ResponseText | null {
  let length = prompt.length;
  if (!query.startsWith(prompt)) {
    length = overlap(query, prompt);
    if (length < SHORTEST_OVERLAP) return null;
  }
  let text = query.slice(length);
  let isEnded = false;
  for (;;) {
    const trimmed = text.trimEnd();
    const mark = END_MARK.exec(trimmed.slice(-LONGEST_MARK));
    if (mark === null) return { text, isEnded };
    text = trimmed.slice(0, trimmed.length - mark[0].length);
    isEnded = true;
  }
}

/** Length of the longest beginning of `query` that is an end of `prompt` (Knuth, Morris, Pratt: linear). */
function overlap(query: string, prompt: string): number {
  const pattern = query.slice(0, prompt.length);
  const back = new Int32Array(pattern.length);
  for (let at = 1, matched = 0; at < pattern.length; at++) {
    while (matched > 0 && pattern[at] !== pattern[matched]) matched = back[matched - 1] as number;
    if (pattern[at] === pattern[matched]) matched++;
    back[at] = matched;
  }
  let matched = 0;
  for (let at = 0; at < prompt.length; at++) {
    const char = prompt[at];
    while (matched > 0 && (matched === pattern.length || char !== pattern[matched]))
      matched = back[matched - 1] as number;
    if (char === pattern[matched]) matched++;
  }
  return matched;
}

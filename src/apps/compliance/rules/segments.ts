/** A text in paragraphs, sentences and clauses, English and Chinese alike, by offsets. */

/** A passage is two sentences in a row: unlike the others, passages overlap. */
export const scopes = ['clause', 'sentence', 'passage', 'paragraph', 'text'] as const;
export type Scope = (typeof scopes)[number];

const abbreviation =
  /(?:^|[^\p{L}])(?:Mr|Mrs|Ms|Dr|Prof|St|Jr|Sr|No|vs|approx|e\.g|i\.e|cf|p\.a|U\.S|U\.K|Art|Sec|Inc|Ltd|Co|Corp|[A-Z])\.$/u;
const han = /[\u3400-\u9fff]/;

/**
 * Where each part of the text ends (UTF-16 units, ascending; the last is the text's length). A part begins where the one before ends;
 * a passage is the part with the one before it, so that its ends are those of sentences.
 */
export function partEnds(text: string, scope: Scope): number[] {
  const ends: number[] = [];
  if (scope === 'paragraph')
    for (const match of text.matchAll(/\n\s*\n/g)) ends.push(match.index + match[0].length);
  if (scope === 'sentence' || scope === 'clause' || scope === 'passage') sentenceEnds(text, ends);
  if (scope === 'clause') {
    for (const match of text.matchAll(clauseBreak)) ends.push(match.index + (match[1]?.length ?? 0));
    ends.sort((a, b) => a - b);
  }
  if (ends.at(-1) !== text.length) ends.push(text.length);
  return ends;
}

const sentenceBreak = /[。！？][。！？"'”’」』)）]*|[.!?]+["'”’)\]]*|\n+/g;

function sentenceEnds(text: string, ends: number[]): void {
  for (const match of text.matchAll(sentenceBreak)) {
    const end = match.index + match[0].length;
    if (/^[.!?]/.test(match[0]) && !endsSentence(text, match.index, end)) continue;
    ends.push(end);
  }
}

/** Whether the full stop, question or exclamation mark at `start` ends a sentence: not inside of a number, a name or a title. */
function endsSentence(text: string, start: number, end: number): boolean {
  const next = text[end];
  if (next === undefined) return true;
  if (text[start] !== '.') return /\s/.test(next) || han.test(next) || han.test(text[start - 1] ?? '');
  if (!/\s/.test(next)) return false;
  return !abbreviation.test(text.slice(Math.max(0, start - 8), start + 1));
}

/** A comma, semicolon, colon or dash, or a word that opens a clause; not the comma of `1,000`. */
const clauseBreak =
  /((?<!\d)[,;:，；：](?!\d)|[,;:](?=\s)|，|；|：|(?<=[\u3400-\u9fff])[,;:]|\s[-–—]+(?=\s)|—+)|(?<![,;:—–])(?=\s(?:but|although|though|while|whereas|however|because|unless|so that)\s)/gi;

/** The index of the part that holds the passage, or -1 where it stands across two. */
export function partOf(ends: readonly number[], start: number, end: number): number {
  let low = 0;
  let high = ends.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ends[middle] as number) > start) high = middle;
    else low = middle + 1;
  }
  return end <= (ends[low] ?? 0) ? low : -1;
}

/** The parts that hold the passage: none, one, or two where the scope's parts overlap. */
export function partsOf(scope: Scope, ends: readonly number[], start: number, end: number): number[] {
  const part = partOf(ends, start, end);
  if (part < 0) return [];
  return scope === 'passage' && part + 1 < ends.length ? [part, part + 1] : [part];
}

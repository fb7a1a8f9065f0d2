/** What the explorer keeps in the page: one index that filters, sorting and the list need, and blocks that are decoded when shown. */

/** A property that answers are filtered by. Of a facet with `many`, an answer may have several values. */
export interface Facet {
  /** What the page's code calls it: `benchmark`, `stage`, … */
  key: string;
  title: string;
  values: string[];
  /** By answer: the index of its value, or with `many` a sum of 2^index. */
  codes: number[];
  many: boolean;
}

/** All lists are by answer, in the order of `samples.jsonl`, answers before rollouts. */
export interface AnswerIndex {
  ids: string[];
  samples: number[];
  /** Completion tokens; -1 where they are not known. */
  tokens: number[];
  /** Every question once, and which one each answer is to. */
  questions: string[];
  question: number[];
  /** Which prompt each answer is to, counted over all prompt blocks. */
  prompt: number[];
  facets: Facet[];
  /** The number of the first answer of each block, and of the first prompt of each. */
  answerBlocks: number[];
  promptBlocks: number[];
}

/** What stands behind a mark's code: its status, plus `ABANDONED` where the trace gave that branch up. */
export const markStatuses = [
  'found',
  'recomputed',
  'misplaced',
  'miscalculated',
  'untraced',
  'unsupported',
] as const;
export type MarkStatus = (typeof markStatuses)[number];
export const ABANDONED = 8;

/** One answer as a block holds it; a prompt block holds texts. */
export interface AnswerData {
  text: string;
  /** Four numbers a mark: characters since the last mark's end, length, code, index into `origins` (-1: none). */
  marks: number[];
  origins: string[];
  /** Claims that do not hold: start, end, and what was computed. */
  wrong: [number, number, string][];
  /** What else is known, for people: name and value. */
  facts: [string, string][];
}

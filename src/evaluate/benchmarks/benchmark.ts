/**
 * Benchmark: everything that decides a score, stated: which questions, which prompt, how an answer is read, which tolerance, what a
 * model must beat, and what others have measured.
 */

import type { Question, Split } from '../../core/question.ts';

/** The figure a benchmark is quoted by; all that apply are reported. */
export type Headline = 'accuracy' | 'macro-f1' | 'balanced-accuracy' | 'judged';

/** A figure that somebody published. */
export interface PublishedScore {
  /** As its publisher calls it, e.g. `Fin-R1-7B`. */
  model: string;
  /** The share of right answers, whatever the headline: nobody publishes the other figures. */
  percent: number;
  /** `claimed` by the model's own authors, or `measured` by others. */
  by: 'claimed' | 'measured';
  /** Paper and table, or repository and file. */
  source: string;
}

export interface Benchmark {
  /** What `--benchmarks` calls it. */
  id: string;
  title: string;
  /** The data source that its questions are read from; pins the revision. */
  source: string;
  split: Split;
  /** Picks its questions; absent: all that the split holds with a gold. */
  includes?: (question: Question) => boolean;
  headline: Headline;
  /** Name of its prompt: `prompts/NAME.en.txt` and `.zh.txt`. */
  prompt: string;
  /** How the answer is read out of the generation. */
  extraction: string;
  /** When two answers are the same. */
  tolerance: string;
  /** What the questions of one cluster share. */
  cluster: string;
  /** What a question is a part of and counts as right only whole, e.g. its dialogue; reported apart. */
  group?: (questionId: string) => string;
  /** What a constant answer reaches and why it matters; null where answers have no classes. */
  baseline: string | null;
  /**
   * Questions with a gold in the official files; null where these could not be counted. Golds that are only found faulty while they are
   * read still count where `ids` is null.
   */
  size: number | null;
  /** `idsHash` of exactly the questions that the source yields; null where the whole official files could not be read. */
  ids: string | null;
  /** Traps that a reader of the score must know. */
  notes: readonly string[];
  published: readonly PublishedScore[];
}

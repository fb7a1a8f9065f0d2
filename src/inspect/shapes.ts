/** What is told of runs, data sets and evaluations: JSON for the page and for programs. Shares are 0…1, times ISO 8601 in UTC. */

import type { Score, PairedTest, Results } from '../core/results.ts';
import type { QuestionVerdict } from '../core/outcome.ts';
import type { Question } from '../core/question.ts';
import type { GroundedTrace } from '../verify/index.ts';

/** `interrupted`: its process ended before its end; the same command goes on with it. */
export type RunStatus = 'running' | 'interrupted' | 'finished';

export interface RunSummary {
  name: string;
  /** The run of a recipe, or an evaluation. */
  kind: 'recipe' | 'evaluation';
  status: RunStatus;
  /** Null where `run.json` cannot be read. */
  begun: string | null;
  /** When one of its files last changed. */
  changed: string;
  /** Of the training stage that works, or worked last; null before any. `steps` null: unknown. */
  stage: { name: string; step: number; steps: number | null } | null;
  /** Models that it has evaluated, with the accuracy over all benchmarks; empty before its end. */
  scores: { stage: string; accuracy: number | null; low: number; high: number; n: number }[];
  /** Model strings that can be asked: `run:NAME@STAGE`. */
  models: string[];
  hasData: boolean;
  /** A file of the run that cannot be read, in a sentence; such a run is listed all the same. */
  fault: string | null;
}

export interface RunDetail extends RunSummary {
  recipe: Readonly<Record<string, unknown>>;
  starts: { time: string; changed: string[]; facts: Readonly<Record<string, unknown>> }[];
  dataHashes: Readonly<Record<string, string>>;
  results: Results | null;
  /** Wall time of the stages so far. */
  seconds: Readonly<Record<string, number>>;
  counts: { answers: number; rollouts: number; metrics: number };
  /** Lines in JSONL files that cannot be read: file, line and why. A half-written last line is none. */
  broken: string[];
  hasReport: boolean;
}

/** Rows of `metrics.jsonl` from index `after` on, 2,000 at most: while `next` is below `total` there are more already. */
export interface MetricPage {
  rows: Readonly<Record<string, unknown>>[];
  /** What to ask for next. Less than `after` where the run was begun anew or went back to a checkpoint: ask again from 0. */
  next: number;
  total: number;
  /**
   * Another one once the file was written anew. Given back as `series=` with the next request, it tells a run that went back and has
   * come further since: `next` is then 0.
   */
  series: string;
  status: RunStatus;
}

export interface SampleHead {
  /** Where the row is found again: its line in `samples.jsonl`, from 0. */
  row: number;
  stage: string;
  questionId: string;
  sample: number;
  verdict: QuestionVerdict;
  rule: string;
  reason: string;
  formatValid: boolean;
  completionTokens: number | null;
  truncated: boolean;
}

export interface RolloutHead extends SampleHead {
  step: number;
  /** Null: left out of its group. */
  reward: number | null;
  /** Null: not trained on. */
  advantage: number | null;
}

export interface RolloutGroup {
  stage: string;
  step: number;
  questionId: string;
  /** The first 400 characters; empty in runs of early versions. */
  question: string;
  rollouts: RolloutHead[];
}

/** Which rollouts are meant; a group is shown whole where one of its rollouts matches. */
export interface GroupFilter {
  stage?: string;
  step?: number;
  verdict?: QuestionVerdict;
  minReward?: number;
  maxReward?: number;
  minTokens?: number;
  maxTokens?: number;
  truncated?: boolean;
  /** Words that one rollout holds, all of them, in question, answer or id; small and capital letters alike. */
  search?: string;
  /** `signal`: groups whose rewards differ; `flat`: all alike. Neither where none has a reward. */
  spread?: 'signal' | 'flat';
}

export interface Page<T> {
  total: number;
  items: T[];
}

export interface GroupPage extends Page<RolloutGroup> {
  /** What there is to choose from, over all rollouts of the run. */
  facets: {
    stages: string[];
    verdicts: Partial<Record<QuestionVerdict, number>>;
    steps: { first: number; last: number } | null;
    tokens: { most: number };
  };
}

export interface AnswerHead extends SampleHead {
  benchmark: string;
  language: 'en' | 'zh';
  category: string;
  /** The first 400 characters. */
  question: string;
  gold: string | null;
  predicted: string | null;
}

export interface AnswerFilter {
  stage?: string;
  benchmark?: string;
  verdict?: QuestionVerdict;
  search?: string;
}

/** A whole row of `samples.jsonl` with its text checked. */
export interface SampleDetail {
  head: RolloutHead | AnswerHead;
  kind: 'answer' | 'rollout';
  prompt: string;
  text: string;
  source: Pick<Question, 'texts' | 'tables' | 'history' | 'question'> | null;
  /** Null where nothing is there to check against. Places count in `text`. */
  grounding: GroundedTrace | null;
  /** What else is known, as name and value, for people. */
  facts: [string, string][];
}

export interface RunDiff {
  /** Keys of the recipe that differ; null: not there. */
  recipe: { key: string; a: unknown; b: unknown }[];
  environment: { key: string; a: unknown; b: unknown }[];
  /** Of stages and benchmarks that both have; of two evaluations, of their models. */
  scores: {
    /** `A → B` where two evaluations have different models. */
    stage: string;
    benchmark: string;
    a: Score;
    b: Score;
    /** Null where the answers cannot be paired. */
    test: (PairedTest & { low: number; high: number }) | null;
  }[];
  seconds: { stage: string; a: number | null; b: number | null }[];
}

/** Numbers as `funnel.json` has them; null, with the fault, where it cannot be read. */
export interface DatasetSummary {
  run: string;
  teacher: string | null;
  asked: number | null;
  sft: number | null;
  rl: number | null;
  dropped: number | null;
  setAside: number | null;
  fault: string | null;
}

/**
 * In the order of the funnel. `duplicates` and `contaminated` are rows of `dropped.jsonl` by their reason: they repeat another training
 * question, or are met by an evaluation.
 */
export const rowSets = [
  'sft',
  'rl',
  'dropped',
  'set-aside',
  'duplicates',
  'contaminated',
  'quarantine',
] as const;
export type RowSet = (typeof rowSets)[number];

export interface DatasetDetail {
  run: string;
  /** `funnel.json` as it stands; null where it cannot be read. */
  funnel: Readonly<Record<string, unknown>> | null;
  /** Empty where there is none. */
  card: string;
  /** All of them; null: its file cannot be read. */
  sets: { set: RowSet; rows: number | null }[];
  /** Rows by value, the most frequent first. */
  sources: { value: string; rows: number }[];
  languages: { value: string; rows: number }[];
  /** Files and lines that cannot be read, and why. */
  broken: string[];
}

export interface DataFilter {
  set?: RowSet;
  source?: string;
  language?: string;
  category?: string;
  /** Short reason, of rows that did not go to SFT. */
  reason?: string;
  /** Words that the row holds, all of them, in id, question, answer, thinking or detail; small and capital letters alike. */
  search?: string;
}

export interface DataRowHead {
  set: RowSet;
  /** Of the row within its set. */
  row: number;
  id: string;
  source: string;
  language: string;
  category: string;
  /** The first 400 characters, here and below; empty where the question was not kept. */
  question: string;
  /** The answer of SFT rows, the solution of RL rows; null for others. */
  answer: string | null;
  /** Why it stands where it stands; of SFT rows the rule that found the answer correct. */
  reason: string;
  detail: string;
}

export interface DataPage extends Page<DataRowHead> {
  /** By value, the most frequent first, 200 at most; each counts what matches the filter without its own choice. */
  facets: {
    sources: { value: string; rows: number }[];
    languages: { value: string; rows: number }[];
    categories: { value: string; rows: number }[];
    reasons: { value: string; rows: number }[];
  };
  milliseconds: number;
}

export interface DataRowDetail {
  head: DataRowHead;
  question: Question | null;
  /** Of SFT rows: the teacher's thinking and what the checker says of it; places count in `text`. */
  trace: { text: string; teacher: string; grounding: GroundedTrace } | null;
  /** The answer check. */
  answerVerdict: { rule: string; reason: string } | null;
  /** The reasoning check: the seven criteria and what was seen. */
  criteria: { name: string; reason: string }[] | null;
  /**
   * The other question that a near-duplicate or contaminated one resembles: its text, and this one's (`own`) to be put beside it. Null
   * where it was not kept.
   */
  other: { id: string; text: string | null; own: string | null; similarity: string } | null;
  facts: [string, string][];
}

/** A model in one run: what a column or row of the matrix stands for. */
export interface EvaluatedModel {
  /** `RUN@STAGE`, or `RUN` for an evaluation. */
  id: string;
  run: string;
  stage: string;
  title: string;
  /** When it was scored. */
  when: string;
  /** Of its run; null before that has results. */
  seed: number | null;
}

export interface EvaluationMatrix {
  models: EvaluatedModel[];
  /** Without `total`, which stands among the scores: over the benchmarks of that model, and not the same ones for all. */
  benchmarks: string[];
  /** By model id, then benchmark. */
  scores: Readonly<Record<string, Readonly<Record<string, Score>>>>;
}

export interface Flip {
  benchmark: string;
  questionId: string;
  question: string;
  gold: string | null;
  /** The side that is right alone. */
  right: 'a' | 'b';
  a: SampleHead;
  b: SampleHead;
}

export interface EvaluationComparison {
  a: EvaluatedModel;
  b: EvaluatedModel;
  /** `total` last where there are several benchmarks. */
  tests: {
    benchmark: string;
    /** Questions that count for both; `a` and `b` are the accuracies on these, `difference` is b's minus a's. */
    n: number;
    a: number;
    b: number;
    difference: number;
    low: number;
    high: number;
    onlyA: number;
    onlyB: number;
    pValue: number;
  }[];
  /** Questions that only one of both was asked. */
  unpaired: number;
  flips: Page<Flip>;
}

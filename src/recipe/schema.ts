/**
 * The recipe: a YAML file that names everything about a run. Unknown keys are refused; what is left out has the default
 * that stands here.
 *
 * The paper (§3–4) has the stages data → SFT → GRPO on Qwen2.5-7B-Instruct. `model` and `pretrain` stand before them
 * because a nano model is made from nothing; `zero` is the paper's ablation, GRPO without SFT.
 */

import { z } from 'zod';
import { splits } from '../core/question.ts';
import { RUN_NAME, RUN_NAME_RULE } from '../core/run-name.ts';
import {
  columnMapSchema,
  defaultPretrainWeights,
  finsimBenchmarks,
  offlineTeachers,
  sources,
} from '../data/index.ts';
import type { PretrainWeights } from '../data/index.ts';
import { architectures } from '../engine/index.ts';
import { loraTargets } from '../tinker/index.ts';
import { policyLosses } from '../train/index.ts';

const count = z.int().positive();
const atLeastZero = z.number().nonnegative();
const share = z.number().min(0).max(1);
const difficultyLevel = z.literal([1, 2, 3]);

const modelSchema = z.strictObject({
  architecture: z.enum(architectures).default('Qwen3ForCausalLM'),
  hiddenSize: count.default(128),
  layers: count.default(3),
  heads: count.default(4),
  /** Key/value heads; must divide `heads`. */
  kvHeads: count.default(2),
  headDim: count.default(32),
  /** Inner width of the SwiGLU block. */
  feedForward: count.default(384),
  /** Most tokens of the tokenizer that is trained with the model, the 256 bytes included. */
  vocabSize: count.default(640),
  /** Tokens of prompt and answer together. */
  contextLength: count.default(192),
  ropeTheta: z.number().positive().default(10_000),
  /** Standard deviation of the initial weights. */
  initialDeviation: z.number().positive().default(0.05),
});

const loraSchema = z.strictObject({
  /** Width of the two thin matrices beside each weight (Hu et al. 2021). */
  rank: count.default(16),
  /** The adapter's part is scaled by alpha / rank. */
  alpha: z.number().positive().optional(),
  /** Which projections get an adapter; default all. */
  targets: z
    .array(z.enum(loraTargets))
    .min(1)
    .refine((targets) => new Set(targets).size === targets.length, 'each projection once')
    .optional(),
  dropout: z.number().min(0).max(0.99).default(0),
});

export const generatedSource = 'finsim';
export const fileSource = 'jsonl';
export const ownSource = 'own';

const sourceSchema = z.strictObject({
  /**
   * `finsim` (all its benchmarks) or one of them; a real data set read from --data-dir; questions of your own: `jsonl` (a file of
   * Questions), `own` (JSON Lines, CSV or Parquet under any column names).
   */
  source: z.enum([
    generatedSource,
    ...finsimBenchmarks,
    ...sources.map(({ id }) => id),
    fileSource,
    ownSource,
  ]),
  /** Default: train for data; for evaluation test (FinSim) or dev (real data sets). Not for `jsonl`. */
  split: z.enum(splits).optional(),
  /** FinSim: questions per benchmark, default 100. Others: at most so many, a seeded sample of all rows; default all. */
  count: count.optional(),
  /** For data: questions to keep, SFT and RL together; asked in a seeded order until so many are. Default: all. */
  target: count.optional(),
  /** Left out with a warning where its files are not there; else that is an error. */
  optional: z.boolean().optional(),
  /** FinSim only: 1 (easiest) to 3. */
  difficulty: difficultyLevel.optional(),
  /**
   * Only questions on some of the documents: those whose hash lies in this part of [0, 1). Disjoint parts for training and
   * evaluation share no document.
   */
  documents: z.tuple([share, share]).optional(),
  /** FinQA only: the sentences of the gold evidence in place of the whole page. */
  evidence: z.literal('gold').optional(),
  /** `jsonl` and `own`: the file, below --data-dir. */
  file: z.string().min(1).optional(),
  /** `own` only: what its columns hold. */
  columns: columnMapSchema.optional(),
});

const price = z.strictObject({
  /** US dollars a million tokens. */
  input: atLeastZero,
  output: atLeastZero,
});

/** How models behind an API are asked, whatever for. */
const requestsSchema = z.strictObject({
  /** Requests at once, at most; fewer where the server says it is too many. */
  concurrency: count.default(64),
  requestsPerMinute: count.optional(),
  /** Prompt and answer together. */
  tokensPerMinute: count.optional(),
  /** US dollars that the whole run may cost; nothing is asked that could exceed it. */
  budget: z.number().positive().optional(),
  /** By model string; where they come from belongs into a comment. */
  prices: z.record(z.string(), price).default({}),
});

const dataSchema = z.strictObject({
  sources: z.array(sourceSchema).min(1),
  /** Offline teachers (`teacher:…`) and model strings, asked in this order: the first that can answer a question does. */
  teachers: z
    .array(z.string().min(1))
    .min(1)
    .default(offlineTeachers.map(({ id }) => id)),
  samplesPerQuestion: count.default(1),
  /** How teachers that are models are asked; the paper: temperature 0.6, no system prompt. */
  distil: z
    .strictObject({
      temperature: atLeastZero.default(0.6),
      topP: z.number().positive().max(1).optional(),
      maxTokens: count.default(16_384),
      /** Tokens of a usual answer, for the estimate of `--dry-run`. */
      usualTokens: count.default(1500),
    })
    .prefault({}),
  /** The model that decides on answers and reasoning where rules cannot; without it rules decide alone. */
  judge: z.string().min(1).optional(),
  /** How the judge is asked; thinking and verdict together in `maxTokens`, attempts after the first in `retries`. */
  judging: z
    .strictObject({ maxTokens: count.default(4096), retries: z.int().nonnegative().default(2) })
    .prefault({}),
  /** Held-out questions beside `evaluate.sources` that no training question may be or hold. */
  decontaminate: z.strictObject({ against: z.array(sourceSchema).min(1) }).optional(),
  /** RL takes only questions that this model solves sometimes: not never, not always. */
  difficulty: z
    .strictObject({
      model: z.string().min(1),
      samples: z.int().min(2).default(8),
      temperature: z.number().positive().default(1),
      maxTokens: count.default(4096),
    })
    .optional(),
  requests: requestsSchema.prefault({}),
});

const optimizerSchema = z.strictObject({
  schedule: z.enum(['constant', 'linear', 'cosine']).default('cosine'),
  /** Learning rate after warm-up. */
  peak: z.number().positive().default(1e-3),
  warmupSteps: z.int().nonnegative().default(0),
  /** The rate at the end as a share of the peak. */
  finalShare: share.default(0),
  beta1: share.default(0.9),
  beta2: share.default(0.95),
  eps: z.number().positive().default(1e-8),
  weightDecay: atLeastZero.default(0),
  /** The gradient's norm is clipped to this; 0: no clipping. */
  gradClipNorm: atLeastZero.default(1),
});

const checkpointEverySteps = z.int().nonnegative();

const ingredient = z.enum(Object.keys(defaultPretrainWeights) as (keyof PretrainWeights)[]);

const pretrainSchema = z.strictObject({
  /** `finsim`: an endless stream of generated documents. `questions`: the texts of the training questions, over and over. */
  documents: z.enum(['finsim', 'questions']).default('finsim'),
  /** FinSim only: 1 to 3; should be that of the questions. */
  difficulty: difficultyLevel.default(1),
  /**
   * FinSim only: mixtures of the documents, one after another, in parts; what is left out has no part. A phase lasts until
   * each kind's running loss is at or below what `until` says for it (nats per learnt token), and `atMost` so many steps; the
   * last one lasts as long as the stage.
   */
  curriculum: z
    .array(
      z.strictObject({
        weights: z.partialRecord(ingredient, atLeastZero),
        until: z.partialRecord(ingredient, atLeastZero).optional(),
        atMost: count.optional(),
      }),
    )
    .default([]),
  steps: count,
  /** Predicted tokens a step. */
  tokensPerStep: count.default(4096),
  /** Longest piece of a document, in tokens. */
  length: count.default(128),
  optimizer: optimizerSchema.prefault({}),
  checkpointEverySteps: checkpointEverySteps.default(500),
});

const sftSchema = z.strictObject({
  /** Passes over the SFT set; a part of one where it is below 1, as a cold start for GRPO. */
  epochs: z.number().positive().default(1),
  /** Samples a step. */
  batchSize: count.default(32),
  optimizer: optimizerSchema.prefault({}),
  checkpointEverySteps: checkpointEverySteps.default(100),
});

const grpoSchema = z.strictObject({
  /**
   * `rejected`: the RL set, objective questions whose trace failed a check (the paper's README). `objective`: also those
   * whose trace passed (the paper's fifth version: objective questions, the rejected included).
   */
  questions: z.enum(['rejected', 'objective']).default('objective'),
  /** Only questions of these sources (`tfns`, `finsim-finqa`, …); all by default. A task that is never answered right gives no reward, but takes time. */
  sources: z.array(z.string().min(1)).min(1).optional(),
  /**
   * How far the shares of labels (or yes and no) are drawn together by leaving questions out, so that no answer pays by being the
   * commonest: 0 leaves them as they are, 0.5 makes them go by square roots, 1 makes them equal.
   */
  balance: z.number().min(0).max(1).default(0),
  steps: count,
  questionsPerStep: count.default(16),
  /** Answers sampled to each question. */
  groupSize: z.int().min(2).default(8),
  loss: z.enum(policyLosses).default('grpo'),
  /** Weight of a third reward beside format and accuracy: reasoning whose numbers can be traced. 0: not looked at, as in the paper. */
  grounded: atLeastZero.default(0),
  /** Weight of the KL to the model the stage started from; 0: no KL, and no reference model in memory. */
  beta: atLeastZero.default(0),
  /**
   * Gives the KL term the gradient of the reverse KL, as TRL does by default (DeepSeek-V3.2). false: the paper's term as it
   * stands, whose gradient is another.
   */
  unbiasedKl: z.boolean().default(false),
  /**
   * Steps by which sampling may be ahead of the weights; 0, the default: each batch is sampled from the weights it trains. 1 lets a
   * back end with engines of its own for both sample the next batch while it trains this one.
   */
  maxStepsOffPolicy: z.int().nonnegative().optional(),
  /** Sends every loss by the verb cross_entropy, for a back end without ppo (docs/tinker-losses.md). Default false. */
  signedWeights: z.boolean().optional(),
  sampling: z
    .strictObject({ maxTokens: count.default(64), temperature: z.number().positive().default(1) })
    .prefault({}),
  optimizer: optimizerSchema.prefault({ schedule: 'constant', peak: 1e-4 }),
  checkpointEverySteps: checkpointEverySteps.default(25),
  /** Groups of a step that are kept in samples.jsonl; all by default. */
  rolloutGroups: z.int().nonnegative().optional(),
});

const evaluateSchema = z.strictObject({
  sources: z.array(sourceSchema).min(1),
  /** Temperature 0 is greedy; the paper samples at 0.6 and top-p 0.95. */
  sampling: z
    .strictObject({
      temperature: atLeastZero.default(0),
      topP: z.number().positive().max(1).default(1),
      maxTokens: count.default(64),
    })
    .prefault({}),
  /** Questions asked at once. */
  batchSize: count.default(256),
});

export const recipeSchema = z.strictObject({
  /** Name of the run folder: letters, digits, `.`, `_` and `-`. */
  name: z.string().regex(RUN_NAME, RUN_NAME_RULE),
  /** All randomness of the run comes from it. */
  seed: z.int().nonnegative().default(1),
  /** A model made from nothing. */
  model: modelSchema.optional(),
  /** A model that exists, in place of `model`: `hf:ORG/NAME`, `gguf:PATH`, or a model folder. */
  from: z.string().min(1).optional(),
  /**
   * Where models are trained and sampled. `local`: in this process, the default. `tinker`: on the server of the Tinker API that
   * TINKER_BASE_URL and TINKER_API_KEY name (SkyRL, the hosted service, `fin-r1 tinker serve`); `hf:ORG/NAME` is ORG/NAME there.
   */
  backend: z.enum(['local', 'tinker']).optional(),
  /**
   * What models are told before every question: in SFT, GRPO and evaluation, and by `fin-r1 sample` and `fin-r1 eval`. Whoever asks a
   * served model gives it as the first message. Without it a question stands alone, but for what the chat template says by itself.
   */
  systemPrompt: z.string().trim().regex(/./, 'a text that is not blank').optional(),
  /** SFT and GRPO train an adapter beside the weights, not the weights. */
  lora: loraSchema.optional(),
  data: dataSchema.optional(),
  pretrain: pretrainSchema.optional(),
  sft: sftSchema.optional(),
  grpo: grpoSchema.optional(),
  zero: grpoSchema.optional(),
  evaluate: evaluateSchema.optional(),
});

/** A recipe with every default filled in. */
export type Recipe = z.infer<typeof recipeSchema>;
export type ModelShape = z.infer<typeof modelSchema>;
export type LoraChoice = z.infer<typeof loraSchema>;
export type SourceChoice = z.infer<typeof sourceSchema>;
export type OptimizerChoice = z.infer<typeof optimizerSchema>;
export type DataChoice = z.infer<typeof dataSchema>;
export type GrpoChoice = z.infer<typeof grpoSchema>;

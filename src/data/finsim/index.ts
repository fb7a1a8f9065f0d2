/**
 * FinSim: a bundled family of written questions about fictional companies, one mirror for each of the paper's five
 * benchmarks (Table 1: FinQA, ConvFinQA, TFNS, Ant_Finance, Finance-Instruct) plus compliance. Everything is generated
 * from a seed and short enough for a nano model to learn in minutes from nothing.
 */

export { finsimCorpusSample } from './corpus-sample.ts';
export { difficultyLevels, type Difficulty, type DifficultyLevel } from './difficulty.ts';
export { finsimBenchmarks } from './families.ts';
export { finsimTeacher } from './noisy-teacher.ts';
export type { Piece } from './pieces.ts';
export {
  defaultPretrainWeights,
  pretrainDocument,
  type PretrainDocument,
  type PretrainOptions,
  type PretrainWeights,
} from './pretrain.ts';
export { finsimQuestions, goldTrace, type FinsimOptions } from './questions.ts';

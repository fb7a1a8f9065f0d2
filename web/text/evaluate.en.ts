/** The room Evaluate, in English. */

import type { QuestionVerdict } from '../../src/core/outcome.ts';
import type { MeasureKey } from '../evaluate/measures.ts';
import type { NoScore } from '../evaluate/score-notes.ts';

const countOf = (count: number, text: string, one: string, many: string): string =>
  count === 1 ? `1 ${one}` : `${text} ${many}`;

const noScore: Record<NoScore, string> = {
  unscored: 'no answer could be scored',
  unasked: 'no question could be asked',
  both: 'no question could be asked and scored',
};

const measures: Record<MeasureKey, string> = {
  clustered: 'clustered 95 %',
  macroF1: 'macro-F1',
  balancedAccuracy: 'balanced accuracy',
  passAtK: 'pass@k',
  majorityVote: 'majority vote',
  bestSupported: 'best supported',
  groups: 'whole dialogues',
  majority: 'constant answer',
  checked: 'answers with numbers',
  faithful: 'faithful',
  supported: 'numbers supported',
  formatValid: 'format valid',
  meanCompletionTokens: 'tokens an answer',
};

const verdicts: Record<QuestionVerdict, string> = {
  correct: 'correct',
  wrong: 'wrong',
  truncated: 'truncated at the length limit',
  unparseable: 'no answer could be read',
  unscorable: 'left out: no usable reference',
  'judge-error': 'left out: the judge failed',
  unasked: 'not asked: too long for the context',
};

export const evaluate = {
  title: 'Evaluate',
  lead: 'Accuracy on held-out questions with 95 % intervals. Best of a column in bold, with a star.',
  none: 'Nothing has been evaluated yet',
  noneText: 'A recipe evaluates each of its models; any other model is evaluated by itself:',
  model: 'model',
  modelChoice: 'Model',
  models: 'Models',
  total: 'all',
  totalNote: 'over its own benchmarks',
  choose: 'compare',
  chooseModel: (model: string) => `Compare ${model}`,
  compareChosen: (a: string, b: string) => `Compare ${b} with ${a}`,
  chooseTwo: 'Choose two models to compare them on the questions that both were asked.',
  sortBy: (column: string) => `Sort by ${column}`,
  best: 'best of its column',
  n: (count: string) => `n\u00a0${count}`,
  unaskedShort: (count: string) => `${count}\u00a0not\u00a0asked`,
  leftOutShort: (count: string) => `${count}\u00a0left\u00a0out`,
  cellNote: 'Point at a score, or go to it with the tab key, to see all that is known of it.',
  cellTitle: (model: string, benchmark: string) => `${model} on ${benchmark}`,
  correctOf: (correct: string, n: string) => `${correct} of ${n} correct`,
  unasked: (count: number, text: string) =>
    `${countOf(count, text, 'question', 'questions')} not asked: too long for the context, ${count === 1 ? 'counts' : 'count'} as not correct`,
  leftOut: (count: number, text: string) =>
    `${countOf(count, text, 'answer', 'answers')} left out: no verdict could be given, not counted in n`,
  noScore,
  notEvaluated: 'not evaluated on it',
  formatValid: (share: string) => `format valid ${share}`,
  differentN:
    'Where n differs, the questions do too: compare the models to see both on those that they share.',
  allMeasures: 'All measures',
  measuresNote:
    'With one answer a question the interval is Wilson’s, which takes questions as independent; clustered ones draw whole documents (1,000 seeded resamples). With several answers accuracy is pass@1, and its interval the clustered one. The wider of both is the one to believe. Faithful and supported are of the answers with numbers, with an interval of the same kind.',
  benchmark: 'benchmark',
  benchmarkChoice: 'Benchmark',
  accuracy: 'accuracy',
  interval: '95 % interval',
  count: 'n',
  measures,
  seed: 'seed',
  seedOf: (model: string, seed: string) => `Seed of ${model}: ${seed}.`,
  compareTitle: 'Two models on the same questions',
  sideA: 'A',
  sideB: 'B',
  swap: 'Swap',
  chooseBoth: 'Choose two models.',
  sameModel: 'Both are the same model.',
  toMatrix: 'All models',
  difference: 'B − A, points',
  pValue: 'McNemar',
  onlyA: 'only A right',
  onlyB: 'only B right',
  paired: 'paired questions',
  gains: (b: string, points: string, a: string, n: string, p: string) =>
    `${b} gains ${points} points over ${a} on ${n} paired questions (${p}).`,
  loses: (b: string, points: string, a: string, n: string, p: string) =>
    `${b} loses ${points} points against ${a} on ${n} paired questions (${p}).`,
  notShown: (b: string, points: string, a: string, n: string, p: string) =>
    `A difference of ${b} to ${a} is not shown on ${n} paired questions (${points} points, ${p}).`,
  testsNote:
    'The difference is that of the accuracies over the questions that both were asked and scored, with its 95 % interval; p is McNemar’s, over the questions that only one of both got right.',
  manyTests: 'The more benchmarks there are, the more of them fall below 0.05 by chance.',
  unpaired: (count: number, text: string) =>
    `${countOf(count, text, 'question was', 'questions were')} asked of one of both only, and ${count === 1 ? 'is' : 'are'} left out.`,
  nothingShared: 'Both have no question in common that was scored.',
  flips: 'Questions that turned',
  flipsCount: (count: number, text: string) =>
    `${countOf(count, text, 'question', 'questions')} that only one of both got right`,
  noFlips: 'No question was right for one of both only.',
  right: (side: string) => `only ${side} right`,
  gold: (answer: string) => `expected ${answer}`,
  flip: 'The chosen question',
  back: 'Back to the list',
  answers: 'Answers',
  answersOf: (model: string) => `Answers of ${model}`,
  noModel: 'Choose a model to see its answers.',
  unknownModel: (id: string) => `No evaluation holds the model ${id}.`,
  verdictChoice: 'Outcome',
  verdicts,
  searchLabel: 'Words in question, answer or id',
  found: (count: number, text: string) => countOf(count, text, 'answer', 'answers'),
  noAnswers: 'No answer is like that.',
  option: (name: string, count: string) => `${name} (${count})`,
  chosen: 'The chosen answer',
  noRowAt: 'There is no such answer.',
  readAs: (answer: string) => `read as ${answer}`,
  prompt: 'Prompt as it was asked',
  toRun: 'The run',
  facts: {} as Readonly<Record<string, string>>,
};
